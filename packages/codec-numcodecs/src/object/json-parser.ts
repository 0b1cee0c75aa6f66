/**
 * JSON as Python writes it, with exact integers: beyond 2^53 they are `bigint`, and the bare words
 * `NaN`, `Infinity` and `-Infinity` are numbers.
 */
import type { JsonValue } from "@zarrkit/core/contract";

/** Deeper nesting is refused; Python gives up at about the same depth. */
const DEEPEST = 1000;
/** Longer integers are refused, for reading them takes quadratic time; Python has the same limit. */
const MOST_DIGITS = 4300;
/** What the platform's parser would get wrong: long digit runs and bare words. They may be inside of strings, too. */
const suspicious = /\d{16}|NaN|Infinity/;

/** Parses a text. `strict` refuses control characters in strings, as in JSON proper. Throws on damaged text. */
export function parseJson(text: string, strict: boolean): JsonValue {
  if (strict && !suspicious.test(text)) return JSON.parse(text) as JsonValue;
  return new JsonParser(text, strict).parse();
}

class JsonParser {
  readonly #text: string;
  readonly #strict: boolean;
  readonly #number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
  readonly #space = /[ \t\n\r]*/y;
  #position = 0;

  constructor(text: string, strict: boolean) {
    this.#text = text;
    this.#strict = strict;
  }

  parse(): JsonValue {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#position !== this.#text.length) this.#fail("nothing");
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > DEEPEST) throw new RangeError(`JSON is nested deeper than ${DEEPEST} levels`);
    this.#skipSpace();
    switch (this.#text[this.#position]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#literal();
    }
  }

  #literal(): JsonValue {
    if (this.#take("null")) return null;
    if (this.#take("true")) return true;
    if (this.#take("false")) return false;
    if (this.#take("NaN")) return Number.NaN;
    if (this.#take("Infinity")) return Number.POSITIVE_INFINITY;
    if (this.#take("-Infinity")) return Number.NEGATIVE_INFINITY;
    this.#number.lastIndex = this.#position;
    const match = this.#number.exec(this.#text);
    if (match === null) this.#fail("a value");
    this.#position = this.#number.lastIndex;
    const value = Number(match[0]);
    const whole = match[1] === undefined && match[2] === undefined;
    if (whole && match[0].length > MOST_DIGITS)
      throw new RangeError(`JSON: an integer has more than ${MOST_DIGITS} digits`);
    return whole && !Number.isSafeInteger(value) ? BigInt(match[0]) : value;
  }

  #array(depth: number): JsonValue {
    this.#position++;
    const items: JsonValue[] = [];
    this.#skipSpace();
    if (this.#take("]")) return items;
    for (;;) {
      items.push(this.#value(depth + 1));
      this.#skipSpace();
      if (this.#take("]")) return items;
      if (!this.#take(",")) this.#fail('"," or "]"');
    }
  }

  #object(depth: number): JsonValue {
    this.#position++;
    const object: { [key: string]: JsonValue } = {};
    this.#skipSpace();
    if (this.#take("}")) return object;
    for (;;) {
      this.#skipSpace();
      if (this.#text[this.#position] !== '"') this.#fail("a key");
      const key = this.#string();
      this.#skipSpace();
      if (!this.#take(":")) this.#fail('":"');
      // Defined, not assigned: "__proto__" is a key like any other.
      const value = this.#value(depth + 1);
      Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
      this.#skipSpace();
      if (this.#take("}")) return object;
      if (!this.#take(",")) this.#fail('"," or "}"');
    }
  }

  #string(): string {
    const start = this.#position;
    let end = start + 1;
    for (; end < this.#text.length && this.#text[end] !== '"'; end++) if (this.#text[end] === "\\") end++;
    if (end >= this.#text.length) this.#fail("the end of a string");
    this.#position = end + 1;
    const literal = this.#text.slice(start, end + 1);
    // Python's lenient mode lets control characters through, which the platform's parser does not.
    return JSON.parse(this.#strict ? literal : Array.from(literal, escapeControl).join("")) as string;
  }

  #take(word: string): boolean {
    if (!this.#text.startsWith(word, this.#position)) return false;
    this.#position += word.length;
    return true;
  }

  #skipSpace(): void {
    this.#space.lastIndex = this.#position;
    this.#space.exec(this.#text);
    this.#position = this.#space.lastIndex;
  }

  #fail(expected: string): never {
    const found = JSON.stringify(this.#text.slice(this.#position, this.#position + 12));
    throw new SyntaxError(`JSON: expected ${expected} at position ${this.#position}, found ${found}`);
  }
}

function escapeControl(character: string): string {
  if (character >= " ") return character;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
