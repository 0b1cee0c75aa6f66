import { InvalidReferenceError } from "./reference-error.ts";

/** What a name in a template stands for: a number, a text, or a template to be filled in. */
export type Variable = number | string | Template;
export type Variables = ReadonlyMap<string, Variable>;

/** A text with places to be filled in. */
export type Template = (variables: Variables) => string;

type Expression = (variables: Variables) => number | string;

const deepest = 50;

/**
 * Reads a template of the reference format: text with `{{…}}` around whole numbers, quoted texts, names, templates called with named
 * values, `+ - * // %` and parentheses. The format leaves templates to Jinja, of which it uses no more than that.
 *
 * @throws InvalidReferenceError when there is anything else in it.
 */
export function parseTemplate(text: string): Template {
  if (/\{[%#]/.test(text)) throw new InvalidReferenceError(`only {{…}} is understood in templates, found ${text}`);
  const parts: (string | Expression)[] = [];
  let position = 0;
  for (let start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", position)) {
    parts.push(text.slice(position, start));
    const reader = new ExpressionReader(text, start + 2);
    parts.push(reader.read());
    position = reader.position;
  }
  parts.push(text.slice(position));
  return (variables) => parts.map((part) => (typeof part === "string" ? part : part(variables))).join("");
}

/** Reads an expression up to the braces that end it. */
class ExpressionReader {
  position: number;
  readonly #text: string;
  #depth = 0;

  constructor(text: string, position: number) {
    this.#text = text;
    this.position = position;
  }

  read(): Expression {
    const expression = this.#sum();
    if (!this.#take("}}")) throw this.#unexpected("an operator or }}");
    return expression;
  }

  #sum(): Expression {
    return this.#chain(["+", "-"], () => this.#product());
  }

  #product(): Expression {
    return this.#chain(["*", "//", "%"], () => this.#factor());
  }

  #chain(operators: readonly string[], next: () => Expression): Expression {
    let left = next();
    for (;;) {
      const operator = operators.find((one) => this.#take(one));
      if (operator === undefined) return left;
      const [before, right] = [left, next()];
      left = (variables) => combine(operator, before(variables), right(variables));
    }
  }

  #factor(): Expression {
    if (++this.#depth > deepest) throw this.#unexpected("an expression that is less deep");
    try {
      if (this.#take("-")) {
        const factor = this.#factor();
        return (variables) => combine("-", 0, factor(variables));
      }
      if (!this.#take("(")) return this.#atom();
      const inner = this.#sum();
      if (!this.#take(")")) throw this.#unexpected(")");
      return inner;
    } finally {
      this.#depth--;
    }
  }

  #atom(): Expression {
    const number = this.#match(/\s*(\d+)(?![\d.\w])/y);
    if (number !== undefined) {
      const value = checked(Number(number));
      return () => value;
    }
    const quoted = this.#match(/\s*'([^'\\]*)'/y) ?? this.#match(/\s*"([^"\\]*)"/y);
    if (quoted !== undefined) return () => quoted;
    const name = this.#name();
    if (!this.#take("(")) return (variables) => filledIn(name, lookUp(name, variables));
    const given: (readonly [string, Expression])[] = [];
    while (!this.#take(")")) {
      if (given.length > 0 && !this.#take(",")) throw this.#unexpected(", or )");
      const parameter = this.#name();
      if (!this.#take("=")) throw this.#unexpected("=");
      given.push([parameter, this.#sum()]);
    }
    return (variables) => {
      const template = lookUp(name, variables);
      if (typeof template !== "function") throw new InvalidReferenceError(`${name} is no template to be filled in`);
      return template(new Map(given.map(([parameter, value]) => [parameter, value(variables)])));
    };
  }

  #name(): string {
    const name = this.#match(/\s*([A-Za-z_]\w*)/y);
    if (name === undefined) throw this.#unexpected("a number, a text, a name or (");
    return name;
  }

  #take(token: string): boolean {
    const start = this.position + (/\s*/y.exec(this.#text.slice(this.position))?.[0].length ?? 0);
    if (!this.#text.startsWith(token, start)) return false;
    this.position = start + token.length;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.position = pattern.lastIndex;
    return found[1];
  }

  #unexpected(expected: string): InvalidReferenceError {
    const found = this.#text.slice(this.position, this.position + 20).trim();
    return new InvalidReferenceError(`expected ${expected} at ${JSON.stringify(found)} in the template ${this.#text}`);
  }
}

function lookUp(name: string, variables: Variables): Variable {
  const variable = variables.get(name);
  if (variable !== undefined) return variable;
  throw new InvalidReferenceError(`there is no ${name}; there are ${[...variables.keys()].join(", ") || "no names"}`);
}

function filledIn(name: string, variable: Variable): number | string {
  if (typeof variable !== "function") return variable;
  throw new InvalidReferenceError(`${name} is a template and needs values: ${name}(name=value)`);
}

/** As Python calculates: division and remainder go down, not towards zero. */
function combine(operator: string, left: number | string, right: number | string): number | string {
  if (typeof left === "string" && typeof right === "string" && operator === "+") return left + right;
  if (typeof left !== "number" || typeof right !== "number") {
    throw new InvalidReferenceError(
      `${JSON.stringify(left)} ${operator} ${JSON.stringify(right)} cannot be calculated`,
    );
  }
  if (operator === "+") return checked(left + right);
  if (operator === "-") return checked(left - right);
  if (operator === "*") return checked(left * right);
  const quotient = checked(Math.floor(left / right));
  return operator === "//" ? quotient : checked(left - quotient * right);
}

function checked(value: number): number {
  // No negative zero.
  if (Number.isSafeInteger(value)) return value + 0;
  throw new InvalidReferenceError(`a template gives ${value}, which is no whole number up to 2^53`);
}
