import type { JsonValue } from "../contract/json.ts";

/** Python refuses longer integers too: turning digits into an integer takes more than linear time. */
const maximumDigits = 4300;
const exactLimit = 2n ** 53n;
const words: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
]);
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/**
 * Reads a document whatever its numbers and words are, with nesting of at most `maximumDepth` levels. Slower than the
 * platform.
 */
export function parseJsonExactly(text: string, maximumDepth: number): JsonValue {
  return new JsonReader(text, maximumDepth).document();
}

/** A reader over one text: the state is a position. Recursion goes as deep as the nesting limit, no further. */
class JsonReader {
  readonly #text: string;
  readonly #maximumDepth: number;
  #at = 0;
  #depth = 0;

  constructor(text: string, maximumDepth: number) {
    this.#text = text;
    this.#maximumDepth = maximumDepth;
  }

  /** The one value that the text holds. */
  document(): JsonValue {
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#unexpected("the end of the document");
    return value;
  }

  #value(): JsonValue {
    const code = this.#skipSpace();
    if (code === 0x22) return this.#string();
    if (code === 0x7b) return this.#object();
    if (code === 0x5b) return this.#array();
    if (code === 0x2d || isDigit(code)) return this.#number();
    return this.#word();
  }

  #object(): JsonValue {
    const object: Record<string, JsonValue> = {};
    this.#enter();
    if (this.#skipSpace() === 0x7d) return this.#leave(object);
    for (;;) {
      if (this.#skipSpace() !== 0x22) throw this.#unexpected("a member name in double quotes");
      const key = this.#string();
      if (this.#skipSpace() !== 0x3a) throw this.#unexpected('":" after a member name');
      this.#at++;
      const value = this.#value();
      if (key === "__proto__") {
        // Plain assignment would change the prototype.
        Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
      } else {
        object[key] = value;
      }
      const code = this.#skipSpace();
      if (code === 0x7d) return this.#leave(object);
      if (code !== 0x2c) throw this.#unexpected('"," or "}" after a member');
      this.#at++;
    }
  }

  #array(): JsonValue {
    const array: JsonValue[] = [];
    this.#enter();
    if (this.#skipSpace() === 0x5d) return this.#leave(array);
    for (;;) {
      array.push(this.#value());
      const code = this.#skipSpace();
      if (code === 0x5d) return this.#leave(array);
      if (code !== 0x2c) throw this.#unexpected('"," or "]" after an element');
      this.#at++;
    }
  }

  #enter(): void {
    const maximum = this.#maximumDepth;
    if (++this.#depth > maximum) throw this.#error(this.#at, `nesting is deeper than ${maximum} levels`);
    this.#at++;
  }

  #leave<T>(value: T): T {
    this.#depth--;
    this.#at++;
    return value;
  }

  #string(): string {
    const text = this.#text;
    let start = ++this.#at;
    let value = "";
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 0x22) {
        value += text.slice(start, this.#at++);
        return value;
      }
      if (code === 0x5c) {
        value += text.slice(start, this.#at) + this.#escape();
        start = this.#at;
      } else if (code >= 0x20) {
        this.#at++;
      } else {
        throw this.#unexpected(code < 0x20 ? "no bare control character inside a string" : 'a closing "');
      }
    }
  }

  #escape(): string {
    const letter = this.#text.charAt(++this.#at);
    if (letter === "u") {
      const digits = this.#text.slice(this.#at + 1, this.#at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#error(this.#at, "expected four hexadecimal digits after \\u");
      this.#at += 5;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const character = escapes.get(letter);
    if (character === undefined) throw this.#unexpected('one of " \\ / b f n r t u after a backslash');
    this.#at++;
    return character;
  }

  #number(): JsonValue {
    const text = this.#text;
    const start = this.#at;
    if (text.charCodeAt(start) === 0x2d) {
      this.#at++;
      if (text.startsWith("Infinity", this.#at)) return -(this.#word() as number);
    }
    const first = this.#at;
    this.#digits();
    const digits = this.#at - first;
    if (digits > 1 && text.charCodeAt(first) === 0x30) throw this.#error(first, "a number starts with a needless 0");
    let isInteger = true;
    if (text.charCodeAt(this.#at) === 0x2e) {
      isInteger = false;
      this.#at++;
      this.#digits();
    }
    if ((text.charCodeAt(this.#at) | 0x20) === 0x65) {
      isInteger = false;
      const sign = text.charCodeAt(++this.#at);
      if (sign === 0x2b || sign === 0x2d) this.#at++;
      this.#digits();
    }
    const literal = text.slice(start, this.#at);
    if (!isInteger || digits <= 15) return Number(literal);
    if (digits > maximumDigits) {
      throw this.#error(start, `an integer has ${digits} digits, more than the limit of ${maximumDigits}`);
    }
    const integer = BigInt(literal);
    return integer > exactLimit || integer < -exactLimit ? integer : Number(integer);
  }

  #digits(): void {
    if (!isDigit(this.#text.charCodeAt(this.#at))) throw this.#unexpected("a digit");
    while (isDigit(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #word(): JsonValue {
    const word = /[A-Za-z]*/y;
    word.lastIndex = this.#at;
    const found = (word.exec(this.#text) as RegExpExecArray)[0];
    const value = words.get(found);
    if (value === undefined) throw this.#unexpected("a value");
    this.#at += found.length;
    return value;
  }

  /** The code of the next character that is not space; NaN at the end. */
  #skipSpace(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
      this.#at++;
    }
  }

  #unexpected(expected: string): SyntaxError {
    const rest = this.#text.slice(this.#at, this.#at + 20);
    const found =
      rest === "" ? "the end of the text" : JSON.stringify(/^\w{2,}/.exec(rest)?.[0] ?? firstCharacter(rest));
    return this.#error(this.#at, `expected ${expected}, found ${found}`);
  }

  #error(at: number, reason: string): SyntaxError {
    const lines = this.#text.slice(0, at).split("\n");
    const column = (lines[lines.length - 1] as string).length + 1;
    return new SyntaxError(`JSON at position ${at} (line ${lines.length}, column ${column}): ${reason}`);
  }
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) as number);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
