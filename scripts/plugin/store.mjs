// The template of a store package: a complete read-only store over values in memory to write your own over.
export const describe = (plugin) => `A ${plugin.file} store for Zarrkit.`;

export const readme = (plugin) => `
\`\`\`ts
import { openArray } from "@zarrkit/api";
import { ${plugin.className}Store } from "${plugin.packageName}";

const store = new ${plugin.className}Store({ "zarr.json": document, "c/0": chunk });
const array = await openArray(store);
const { data, shape } = await array.get();
\`\`\`

| argument | type | meaning |
|---|---|---|
| \`values\` | \`Record<string, Uint8Array>\` | the value of each key; copied when the store is made |
`;

export const index = (plugin) => `/**
 * A ${plugin.file} store.
 *
 * @module
 */
export { ${plugin.className}Store } from "./${plugin.file}.ts";
`;

export const implementation = (plugin) => `/**
 * A ${plugin.file} store: says in one sentence where its values live.
 *
 * Source: zarr v3 core, "Abstract store interface".
 */
import type { ByteRange, ReadOptions, Store, StoreKey } from "@zarrkit/core/contract";

/** Values by key, read-only. */
export class ${plugin.className}Store implements Store {
  readonly contract = "zarrkit.store.v1";
  readonly description: string = "${plugin.file}";
  readonly readOnly = true;
  readonly #values: ReadonlyMap<StoreKey, Uint8Array>;

  constructor(values: Readonly<Record<StoreKey, Uint8Array>>) {
    this.#values = new Map(Object.entries(values).map(([key, value]) => [key, value.slice()]));
  }

  // An arrow function works without its \`this\`, as the contract asks.
  /** A copy of a value or of a part of it; \`undefined\` when the key is missing. Rejects once aborted. */
  readonly get = async (key: StoreKey, options: ReadOptions = {}): Promise<Uint8Array | undefined> => {
    options.signal?.throwIfAborted();
    const value = this.#values.get(key);
    return value && slice(value, options.range);
  };
}

function slice(value: Uint8Array, range: ByteRange | undefined): Uint8Array {
  if (range === undefined) return value.slice();
  if ("suffix" in range) return value.slice(Math.max(0, value.length - range.suffix));
  return value.slice(range.offset, range.length === undefined ? undefined : range.offset + range.length);
}
`;

export const test = (plugin) => `import { expect, test } from "vitest";
import { ${plugin.className}Store } from "../src/index.ts";

const bytes = (value: Uint8Array | undefined): number[] | undefined => value && [...value];
const create = (): ${plugin.className}Store => new ${plugin.className}Store({ "a/c/0": Uint8Array.of(1, 2, 3, 4) });

test("a value is read whole or in part, and ranges are clipped", async () => {
  // A method works without its \`this\`.
  const { get } = create();
  expect(bytes(await get("a/c/0"))).toEqual([1, 2, 3, 4]);
  expect(bytes(await get("a/c/0", { range: { offset: 1, length: 2 } }))).toEqual([2, 3]);
  expect(bytes(await get("a/c/0", { range: { offset: 3, length: 9 } }))).toEqual([4]);
  expect(bytes(await get("a/c/0", { range: { suffix: 9 } }))).toEqual([1, 2, 3, 4]);
  expect(bytes(await get("a/c/0", { range: { suffix: 0 } }))).toEqual([]);
});

test("a missing key is undefined", async () => {
  expect(await create().get("a/c/1")).toBeUndefined();
  expect(await create().get("__proto__")).toBeUndefined();
});

test("an answer belongs to the caller", async () => {
  const store = create();
  (await store.get("a/c/0"))?.fill(0);
  expect(bytes(await store.get("a/c/0"))).toEqual([1, 2, 3, 4]);
});

test("an aborted read rejects with the reason", async () => {
  const reason = new Error("enough");
  await expect(create().get("a/c/0", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
`;
