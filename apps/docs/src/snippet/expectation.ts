/** What a snippet says that one of its lines prints. */
export interface Expectation {
  /** Where the statement that prints begins, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** How a language prints and comments. */
export interface Notation {
  readonly print: RegExp;
  readonly comment: string;
}
export const typescript: Notation = { print: /\bconsole\.log\(/, comment: "//" };
export const python: Notation = { print: /^\s*print\(/, comment: "#" };

/**
 * The outputs that a snippet shows: what stands in a comment at the end of a statement that prints, and in comment lines
 * right below it.
 */
export function expectationsOf(text: string, { print, comment }: Notation): Expectation[] {
  const lines = text.split("\n");
  const found: Expectation[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!print.test(lines[i] as string)) continue;
    const line = i + 1;
    let open = 0;
    let rest = "";
    for (; i < lines.length; i++) {
      const [code, said] = splitComment(lines[i] as string, comment);
      open += balance(code);
      rest = said;
      if (open <= 0) break;
    }
    const expected = rest === "" ? [] : [rest];
    while (isOutput(lines[i + 1] ?? "", comment)) {
      expected.push((lines[++i] as string).trimStart().slice(comment.length).replace(/^ /, ""));
    }
    if (expected.length > 0) found.push({ line, text: expected.join("\n") });
  }
  return found;
}

/** Comments that mark a part of a file, which pages show, are no output. */
function isOutput(line: string, comment: string): boolean {
  const text = line.trimStart();
  return text.startsWith(comment) && !/#(?:end)?region\b/.test(text);
}

const strings = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`/g;

/** The code of a line, without what strings hold, and the comment behind it. */
function splitComment(line: string, comment: string): [code: string, comment: string] {
  const blank = line.replace(strings, (found) => `"${"_".repeat(found.length - 2)}"`);
  const at = blank.indexOf(` ${comment}`);
  return at < 0 ? [blank, ""] : [blank.slice(0, at), line.slice(at + 1 + comment.length).trim()];
}

/** Parentheses that open less those that close. */
function balance(code: string): number {
  return code.split("(").length - code.split(")").length;
}

/** White space counts as one space, so that a page may lay out what is long. */
export const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();
