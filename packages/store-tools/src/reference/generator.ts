import type { StoreKey } from "@zarrkit/core/contract";
import { type FileReference, isCount } from "./reference.ts";
import { InvalidReferenceError } from "./reference-error.ts";
import { parseTemplate, type Template, type Variables } from "./template.ts";

/** As many entries as a `Map` holds, and memory too. */
const most = 2 ** 24;

/** The entries that one member of `gen` stands for: a key and a reference for each combination of its dimensions. */
export function* generate(
  entry: unknown,
  templates: Variables,
): Generator<readonly [key: StoreKey, reference: FileReference]> {
  const { key, url, offset, length, dimensions } = membersOf(entry);
  const axes = Object.entries(dimensions).map(([name, values]) => [name, valuesOf(name, values)] as const);
  const count = axes.reduce((product, [, values]) => product * values.length, 1);
  if (count > most) throw new InvalidReferenceError(`gen asks for ${count} references, more than ${most}`);
  for (let index = 0; index < count; index++) {
    const variables = new Map(templates);
    let rest = index;
    for (const [name, values] of axes.toReversed()) {
      variables.set(name, values.at(rest % values.length));
      rest = Math.floor(rest / values.length);
    }
    const [start, size] = [offset, length].map((template) => template && byteCount(template(variables)));
    yield [key(variables), { url: url(variables), offset: start ?? 0, length: size }];
  }
}

interface Members {
  readonly key: Template;
  readonly url: Template;
  readonly offset: Template | undefined;
  readonly length: Template | undefined;
  readonly dimensions: object;
}

function membersOf(entry: unknown): Members {
  const { key, url, offset, length, dimensions } = (entry ?? {}) as Record<string, unknown>;
  const isText = (value: unknown): value is string => typeof value === "string";
  const hasPlace = isText(offset) && isText(length);
  if (!isText(key) || !isText(url) || !isObject(dimensions) || (!hasPlace && (offset ?? length) !== undefined)) {
    throw new InvalidReferenceError(
      `an entry of gen must have key, url, dimensions and either both or none of offset and length, found ${JSON.stringify(entry)}`,
    );
  }
  const [start, size] = hasPlace ? [parseTemplate(offset), parseTemplate(length)] : [undefined, undefined];
  return { key: parseTemplate(key), url: parseTemplate(url), offset: start, length: size, dimensions };
}

/** The values of a dimension, one by one. */
interface Values {
  readonly length: number;
  at(index: number): number | string;
}

function valuesOf(name: string, given: unknown): Values {
  if (Array.isArray(given) && given.every((value) => Number.isSafeInteger(value) || typeof value === "string")) {
    return { length: given.length, at: (index) => given[index] as number | string };
  }
  const { start = 0, stop, step = 1 } = (isObject(given) ? given : {}) as Record<string, unknown>;
  if (Number.isSafeInteger(start) && Number.isSafeInteger(stop) && Number.isSafeInteger(step) && step !== 0) {
    const [first, size] = [start as number, step as number];
    const length = Math.max(0, Math.ceil(((stop as number) - first) / size));
    return { length, at: (index) => first + index * size };
  }
  throw new InvalidReferenceError(
    `the dimension ${name} of gen must be a list or { start, stop, step }, found ${JSON.stringify(given)}`,
  );
}

function byteCount(text: string): number {
  const value = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  if (isCount(value)) return value;
  throw new InvalidReferenceError(`gen gives ${JSON.stringify(text)} where a number of bytes is due`);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
