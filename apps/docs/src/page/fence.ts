/** A block of code that stands in a page itself. */
export interface Fence {
  readonly language: string;
  readonly text: string;
}

/** The blocks of code in a page, without those that are included from files. */
export function fencesOf(markdown: string): Fence[] {
  const found = markdown.matchAll(/^ *(```+|~~~+) *([\w-]*)[^\n]*\n([\s\S]*?)^ *\1 *$/gm);
  return [...found].map(([, , language = "", text = ""]) => ({ language, text }));
}

/** The files that a page includes as code. */
export function includesOf(markdown: string): string[] {
  return [...markdown.matchAll(/^ *<<< ?@\/([^\s{#[]+)/gm)].map(([, path]) => path as string);
}

const languages = /^(ts|typescript|tsx|js|javascript|mjs|jsx|py|python|sh|bash|shell|console)$/;
const install = /^(?:(?:npm|pnpm|yarn|bun|deno) (?:install|add) .*\n?)+$/;

/** Whether a block is code that somebody would run, so that it has to be a file that is run. */
export const isUntested = ({ language, text }: Fence): boolean => languages.test(language) && !install.test(text);
