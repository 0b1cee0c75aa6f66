import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createArray, createRegistry, defaultRegistry, errors, openArray, slice } from "@zarrkit/api";
import { bytes } from "@zarrkit/codec-bytes";
import { type FixedPointArray, fixedPoint, runLength } from "../src/index.ts";
import { jsonFileStore } from "../src/json-file-store.ts";

const fixedPointWith8Places = { name: "example.fixed_point", configuration: { fraction_bits: 8 } };
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "third-party-"));
});
after(() => rm(folder, { recursive: true }));

test("an array of our type, compressed by our codec, in our store", async () => {
  const store = jsonFileStore(join(folder, "prices.json"));
  // Everything that Zarrkit brings, and ours.
  const registry = defaultRegistry.extend(fixedPoint, runLength);
  const created = await createArray({
    store,
    name: "prices",
    shape: [4, 6],
    chunks: [2, 6],
    dtype: fixedPointWith8Places,
    compressors: { name: "example.run_length" },
    fillValue: -0.5,
    registry,
  });
  await created.set([slice(0, 2)], 19.75);
  await created.set([0, slice(0, 3)], [1, 2.5, 0.1]);

  const array = await openArray(store, { path: "prices", dtype: "example.fixed_point", registry });
  assert.equal(array.fillValue, -0.5);
  const result = await array.get([slice(0, 3), slice(1, 4)]);
  assert.deepEqual(result.toList(), [
    [2.5, 0.1015625, 19.75],
    [19.75, 19.75, 19.75],
    [-0.5, -0.5, -0.5],
  ]);
  // The compiler knows from the name of the type what `data` is.
  const { data }: { data: FixedPointArray } = result;
  assert.equal(data.at(-1), -0.5);

  const { values } = JSON.parse(await readFile(join(folder, "prices.json"), "utf8"));
  const document = JSON.parse(Buffer.from(values["prices/zarr.json"].base64, "base64").toString());
  assert.deepEqual(document.data_type, fixedPointWith8Places);
  // The size of an item was left open and taken from the data type.
  assert.deepEqual(document.codecs.at(-1), { name: "example.run_length", configuration: { item_size: 4 } });
  // Three elements by themselves and nine equal ones: four runs.
  assert.equal(Buffer.from(values["prices/c/0/0"].base64, "base64").length, 4 * (1 + 4));
});

test("a version 2 array names the codec by its id", async () => {
  const store = jsonFileStore(join(folder, "v2.json"));
  const registry = defaultRegistry.extend(runLength);
  const data = { data: Int16Array.of(7, 7, 7, -7), shape: [4] };
  const compressors = { id: "example.run_length", item_size: 2 };
  await createArray({ store, data, compressors, zarrFormat: 2, registry });
  const array = await openArray(store, { registry, dtype: "int16" });
  assert.deepEqual((await array.get()).data, Int16Array.of(7, 7, 7, -7));
});

test("a registry of three names is enough", async () => {
  const store = jsonFileStore(join(folder, "small.json"));
  const registry = createRegistry(fixedPoint, runLength, bytes);
  const array = await createArray({
    store,
    shape: [3],
    dtype: fixedPointWith8Places,
    compressors: runLength,
    registry,
  });
  await array.set(null, [0.25, 0.25, 4]);
  assert.deepEqual((await (await openArray(store, { registry })).get()).toList(), [0.25, 0.25, 4]);
});

test("without our extensions, the array is refused by the name that is missing", async () => {
  const store = jsonFileStore(join(folder, "prices.json"));
  await assert.rejects(openArray(store, { path: "prices" }), (error) => {
    assert.ok(error instanceof errors.ZarrError);
    assert.match(error.message, /example\.fixed_point/);
    return true;
  });
});

test("a number that the type cannot hold is an error, and nothing is written", async () => {
  const store = jsonFileStore(join(folder, "range.json"));
  const registry = defaultRegistry.extend(fixedPoint);
  const array = await createArray({ store, shape: [2], dtype: fixedPointWith8Places, registry });
  await assert.rejects(array.set(null, [1, 2 ** 30]), /expected a number from/);
  assert.deepEqual((await array.get()).toList(), [0, 0]);
});
