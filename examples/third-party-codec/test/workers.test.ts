import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createArray, errors, openArray, slice } from "@zarrkit/api";
import { workerPool } from "@zarrkit/workers";
import { jsonFileStore } from "../src/json-file-store.ts";
import { registry } from "./registry.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "third-party-workers-"));
});
after(() => rm(folder, { recursive: true }));

const options = {
  shape: [8, 6],
  chunks: [2, 6],
  dtype: { name: "example.fixed_point", configuration: { fraction_bits: 8 } },
  compressors: { name: "example.run_length" },
  fillValue: -0.5,
  registry,
};

test("our codec and data type work in workers, over a folder and over our store", async () => {
  // Workers cannot receive functions: they load the registry by its address. Everything goes to them, however small.
  const executor = await workerPool({ threads: 2, minBytes: 0, registry: new URL("./registry.js", import.meta.url) });
  try {
    // Programs that write our JSON file at the same time have to take turns, so the store does not say that it is portable:
    // workers encode, and the file is written here.
    for (const store of [join(folder, "prices.zarr"), jsonFileStore(join(folder, "prices.json"))]) {
      const array = await createArray({ ...options, store, executor });
      await array.set([slice(0, 6)], 19.75);
      await array.set([0, slice(0, 3)], [1, 2.5, 0.1]);
      const expected = [
        [1, 2.5, 0.1015625, 19.75],
        [19.75, 19.75, 19.75, 19.75],
        [-0.5, -0.5, -0.5, -0.5],
      ];
      for (const opened of [array, await openArray(store, { registry })]) {
        assert.deepEqual((await opened.oindex.get([[0, 5, 7], slice(0, 4)])).toList(), expected);
      }
    }
  } finally {
    await executor.close();
  }
});

test("workers that know nothing of them say so", async () => {
  const executor = await workerPool({ threads: 1, minBytes: 0 });
  try {
    const array = await createArray({ ...options, store: join(folder, "unknown.zarr"), executor });
    await assert.rejects(array.set(null, 1), (error) => {
      assert.ok(error instanceof errors.ZarrError);
      assert.match(error.message, /example\.fixed_point.*workerPool\(\{ registry \}\)/s);
      return true;
    });
  } finally {
    await executor.close();
  }
});
