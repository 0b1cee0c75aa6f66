import { describe, expect, test } from "vitest";
import { MetadataValidationError, UnknownCodecError } from "../../../src/error/metadata-error.ts";
import { InvalidArgumentError } from "../../../src/error/usage-error.ts";
import { createRegistry } from "../../../src/grid/standard-registry.ts";
import { openDescriptor } from "../../../src/node/array/open-descriptor.ts";
import { createEnvironment } from "../../../src/node/location/environment.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { float64 } from "../../support/number-type.ts";
import { counting, smallArray } from "../../support/small-array.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

describe.each([2, 3] as const)("a descriptor of version %i", (zarrFormat) => {
  test("opens the same array elsewhere, without a request", async () => {
    const store = new CountingStore();
    const options = { shape: [4, 6], chunks: [2, 3], zarrFormat, fillValue: "NaN", attributes: { unit: "K" } };
    const array = await smallArray(store, options, { order: "F", limits: { readBytes: 1000 } });
    await array.set(null, counting(24));
    store.reset();
    const descriptor = structuredClone(array.toDescriptor());
    const again = await openDescriptor(descriptor, smallEnvironment(), { store });
    expect(store.requests).toEqual([]);
    expect(again.metadata).toEqual(array.metadata);
    expect(again.attrs).toEqual({ unit: "K" });
    expect([again.path, again.environment.config]).toEqual([array.path, array.environment.config]);
    expect((await again.get()).toList()).toEqual((await array.get()).toList());
  });
});

test("a store that says how is made again with the array", async () => {
  const values = new Map<string, Uint8Array>();
  const portable = { module: "map-store", export: "open" };
  const store = Object.assign(new MapStore({ values }), { portable });
  const array = await smallArray(store, { shape: [3] });
  await array.set(null, [1, 2, 3]);
  const modules = { "map-store": async () => ({ open: () => new MapStore({ values }) }) };
  const again = await openDescriptor(structuredClone(array.toDescriptor()), smallEnvironment(), { modules });
  expect(again.store).not.toBe(store);
  expect((await again.get()).toList()).toEqual([1, 2, 3]);
});

test("what belongs to this thread stays here", async () => {
  const synchronizer = { withLock: <T>(_: string, work: () => Promise<T>) => work() };
  const array = await smallArray(new MapStore(), { shape: [3] }, { synchronizer, blocking: true });
  const { config } = structuredClone(array.toDescriptor());
  expect(Object.keys(config).sort()).toEqual([
    "cacheMetadata",
    "coalesceMaxBytes",
    "coalesceMaxGapBytes",
    "concurrency",
    "limits",
    "order",
    "readMissingChunks",
    "writeEmptyChunks",
  ]);
});

test("without a store, an unknown codec and other documents are refused", async () => {
  const store = new MapStore();
  const array = await smallArray(store, { shape: [3] });
  const descriptor = array.toDescriptor();
  expect(descriptor.store).toBeNull();
  expect(await caught(openDescriptor(descriptor, smallEnvironment()))).toBeInstanceOf(InvalidArgumentError);
  const small = createEnvironment(createRegistry(float64));
  expect(await caught(openDescriptor(descriptor, small, { store }))).toBeInstanceOf(UnknownCodecError);
  const group = { ...descriptor, document: { zarr_format: 3, node_type: "group" } };
  expect(await caught(openDescriptor(group, smallEnvironment(), { store }))).toBeInstanceOf(MetadataValidationError);
  const broken = { ...descriptor, document: { ...descriptor.document, shape: [-1] } };
  expect(await caught(openDescriptor(broken, smallEnvironment(), { store }))).toBeInstanceOf(MetadataValidationError);
});
