import { corpusFile } from "#corpus-file";
import type { Comparison, Expected } from "./manifest.ts";
import { Mismatch } from "./mismatch.ts";

/** What this package needs of an `NDArray`. */
export interface Values {
  readonly data: unknown;
  readonly shape: readonly number[];
  toBytes(): Uint8Array;
  toList(): unknown;
}

const hex = (bytes: Uint8Array, at: number): string =>
  Array.from(bytes.subarray(Math.max(0, at - 8), at + 8), (byte) => byte.toString(16).padStart(2, "0")).join("");

function sameBytes(actual: Uint8Array, expected: Uint8Array): void {
  if (actual.length !== expected.length) {
    throw new Mismatch(`${actual.length} bytes, expected ${expected.length}`);
  }
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] !== expected[i]) {
      throw new Mismatch(`byte ${i} differs: …${hex(actual, i)}…, expected …${hex(expected, i)}…`);
    }
  }
}

function floatsOf(bytes: Uint8Array, dtype: string): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = dtype === "float64" || dtype === "complex128" ? 8 : 4;
  if (!/^(float(32|64)|complex(64|128))$/.test(dtype)) throw new Mismatch(`no comparison of floats for ${dtype}`);
  const values: number[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    values.push(size === 8 ? view.getFloat64(at, true) : view.getFloat32(at, true));
  }
  return values;
}

function sameFloats(actual: Uint8Array, expected: Uint8Array, dtype: string, tolerance: number): void {
  if (actual.length !== expected.length) {
    throw new Mismatch(`${actual.length} bytes, expected ${expected.length}`);
  }
  const left = floatsOf(actual, dtype);
  floatsOf(expected, dtype).forEach((wanted, i) => {
    const found = left[i] as number;
    const equal = Number.isNaN(wanted)
      ? Number.isNaN(found)
      : Object.is(wanted, found) || Math.abs(wanted - found) <= tolerance * Math.abs(wanted);
    if (!equal) throw new Mismatch(`element ${i} is ${found}, expected ${wanted}`);
  });
}

/** Equal as JSON values: own members only, so that a key named `__proto__` counts as any other. */
export function sameJson(actual: unknown, expected: unknown, where: string): void {
  const found = (): string => `${where} is ${show(actual)}, expected ${show(expected)}`;
  if (typeof expected !== "object" || expected === null) {
    if (typeof actual === "bigint" && typeof expected === "number" && Number(actual) === expected) return;
    if (!Object.is(actual, expected)) throw new Mismatch(found());
    return;
  }
  if (typeof actual !== "object" || actual === null || Array.isArray(actual) !== Array.isArray(expected)) {
    throw new Mismatch(found());
  }
  const keys = Object.keys(expected).sort();
  if (Object.keys(actual).sort().join("\n") !== keys.join("\n")) throw new Mismatch(found());
  for (const key of keys) {
    const own = (object: object): unknown => Object.getOwnPropertyDescriptor(object, key)?.value;
    sameJson(own(actual), own(expected), `${where}.${key}`);
  }
}

const show = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? `${item}n` : item)) ?? String(value);

/** One element as the corpus writes it: bytes as base64, special floats and wide integers as strings. */
function sameElement(actual: unknown, expected: unknown, where: string): void {
  const fail = (): never => {
    throw new Mismatch(`${where} is ${show(actual)}, expected ${show(expected)}`);
  };
  if (typeof expected === "object" && expected !== null && "base64" in expected) {
    if (!(actual instanceof Uint8Array)) fail();
    // Fixed-length bytes lose their trailing zeros in the corpus, as in numpy.
    const bytes = actual as Uint8Array;
    const wanted = Uint8Array.from(atob(String(expected.base64)), (letter) => letter.charCodeAt(0));
    const padding = bytes.subarray(wanted.length);
    if (wanted.some((byte, i) => byte !== bytes[i]) || padding.some((byte) => byte !== 0)) fail();
  } else if (typeof expected === "string" && typeof actual === "bigint") {
    if (BigInt(expected) !== actual) fail();
  } else if (typeof expected === "string" && typeof actual === "number") {
    if (!Object.is(Number(expected), actual)) fail();
  } else if (typeof expected === "number" && typeof actual === "bigint") {
    if (BigInt(expected) !== actual) fail();
  } else if (Array.isArray(expected)) {
    const items = flat(actual);
    if (items.length !== expected.length) fail();
    expected.forEach((item, i) => {
      sameElement(items[i], item, `${where}[${i}]`);
    });
  } else if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null) fail();
    const record = actual as Record<string, unknown>;
    if (Object.keys(record).sort().join("\n") !== Object.keys(expected).sort().join("\n")) fail();
    for (const [key, item] of Object.entries(expected)) sameElement(record[key], item, `${where}.${key}`);
  } else if (!Object.is(actual, expected)) fail();
}

/** Elements of any container in a flat list; nested lists are opened, so are typed arrays. */
function flat(value: unknown): unknown[] {
  if (Array.isArray(value)) return (value as unknown[]).flatMap((item) => (Array.isArray(item) ? flat(item) : [item]));
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>);
  throw new Mismatch(`not a list: ${show(value)}`);
}

function elements(values: Values): unknown[] {
  let list: unknown = values.toList();
  for (let axis = 1; axis < values.shape.length; axis++) list = (list as unknown[]).flat(1);
  return values.shape.length === 0 ? [list] : (list as unknown[]);
}

function sameList(values: Values, file: string): void {
  const expected = JSON.parse(new TextDecoder().decode(corpusFile(file))) as unknown[];
  const actual = elements(values);
  if (actual.length !== expected.length) {
    throw new Mismatch(`${actual.length} elements, expected ${expected.length}`);
  }
  expected.forEach((item, i) => {
    sameElement(actual[i], item, `element ${i}`);
  });
}

/** Compares what was read with what the corpus holds; throws a {@link Mismatch}. */
export function sameValues(
  values: Values,
  expected: Expected,
  dtype: string,
  compare: Comparison,
  shape: readonly number[] | undefined,
): void {
  if (shape !== undefined) sameJson([...values.shape], [...shape], "shape");
  if (expected.encoding === "json-flat-c") {
    sameList(values, expected.file);
    return;
  }
  const wanted = corpusFile(expected.file);
  if (compare === "bits") sameBytes(values.toBytes(), wanted);
  else sameFloats(values.toBytes(), wanted, dtype, compare === "close" ? 1e-6 : 0);
  if (expected.json_file !== undefined) sameList(values, expected.json_file);
}
