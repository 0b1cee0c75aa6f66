import { describe, expect, test, vi } from "vitest";
import { StoreError } from "../../../src/error/data-error.ts";
import { NodeTypeValidationError } from "../../../src/error/metadata-error.ts";
import { ArrayNotFoundError } from "../../../src/error/node-error.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { openArray } from "../../../src/node/array/open-array.ts";
import { slice } from "../../../src/selection/slice.ts";
import { v2Document, v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { putJson } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { blocksOf, counting, smallArray } from "../../support/small-array.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment();

describe("opening", () => {
  test("asks at once, and once", async () => {
    const store = new CountingStore();
    putJson(store.map, "a/zarr.json", v3Document({ attributes: { unit: "K" } }));
    const opening = openArray({ store, path: "a" }, environment);
    expect(store.reads).toEqual(["a/zarr.json"]);
    expect((await opening).attrs).toEqual({ unit: "K" });
    expect(store.reads).toEqual(["a/zarr.json"]);
  });

  test("asks for the documents of version 2 when there is none of version 3, or by its name", async () => {
    const store = new CountingStore();
    putJson(store.map, "a/.zarray", v2Document());
    expect((await openArray({ store, path: "a" }, environment)).zarrFormat).toBe(2);
    expect(store.reads).toEqual(["a/zarr.json", "a/.zarray", "a/.zattrs"]);
    store.reset();
    await openArray({ store, path: "a" }, environment, { zarrFormat: 2 });
    expect(store.reads).toEqual(["a/.zarray", "a/.zattrs"]);
  });

  test("says what is not there, or is something else", async () => {
    const store = new MapStore();
    expect(await caught(openArray({ store, path: "a" }, environment))).toBeInstanceOf(ArrayNotFoundError);
    expect(await caught(openArray({ store, path: "a" }, environment, { zarrFormat: 3 }))).toMatchObject({
      code: "ARRAY_NOT_FOUND",
      path: "a",
    });
    putJson(store, "a/zarr.json", { zarr_format: 3, node_type: "group" });
    expect(await caught(openArray({ store, path: "a" }, environment))).toBeInstanceOf(NodeTypeValidationError);
    putJson(store, "a/zarr.json", "{");
    expect(await caught(openArray({ store, path: "a" }, environment))).toMatchObject({
      code: "INVALID_METADATA",
      key: "a/zarr.json",
    });
  });

  test("fails as the store fails", async () => {
    const store = new CountingStore();
    store.before = () => Promise.reject(new Error("no network"));
    const error = await caught(openArray({ store, path: "a" }, environment));
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ key: "a/zarr.json", message: expect.stringContaining("no network") });
  });

  test("ends with its signal", async () => {
    const store = new MapStore();
    putJson(store, "a/zarr.json", v3Document());
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    expect(await caught(openArray({ store, path: "a" }, environment, { signal }))).toBe(reason);
  });
});

describe("an array that is only read", () => {
  test.each([
    ["in chunks", {}],
    ["in shards", { codecs: blocksOf([1, 2]) }],
    ["turned around", { codecs: [{ name: "transpose", configuration: { order: [1, 0] } }, "bytes"] }],
  ])("%s says and reads what ZarrArray does", async (_, options) => {
    const store = new MapStore();
    const full = await smallArray(store, { shape: [5, 6], chunks: [2, 4], dimensionNames: ["y", "x"], ...options });
    await full.set(null, counting(30));
    const location = { store, path: full.path };
    const array = await openArray(location, environment);
    expect(array).not.toBeInstanceOf(ZarrArray);
    for (const name of ["shape", "chunks", "shards", "dtype", "attrs", "metadata", "codecs", "nchunks"] as const) {
      expect(array[name]).toEqual(full[name]);
    }
    for (const selection of [
      undefined,
      [1],
      [slice(1, 4), slice(null, null, -2)],
      { x: 3 },
      [slice(0, 2), slice(0, 4)],
    ]) {
      const [mine, theirs] = [await array.get(selection), await full.get(selection)];
      expect(mine.toList()).toEqual(theirs.toList());
    }
    const chunk = { trim: false };
    expect((await array.getChunk([-1, -1], chunk)).toList()).toEqual((await full.getChunk([-1, -1], chunk)).toList());
    expect(await array.item([4, 5])).toEqual(await full.item([4, 5]));
  });

  test("reads memory without a turn of the event loop once it is open", async () => {
    const store = new CountingStore();
    const full = await smallArray(store, { shape: [4, 4], chunks: [2, 2] });
    await full.set(null, counting(16));
    const array = await openArray({ store: store.map, path: full.path }, environment);
    // The engine gives the event loop a turn when work has taken a while, which on a busy machine any work may.
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    let turns = 0;
    const timer = setTimeout(() => turns++);
    await array.get([slice(1, 3)]);
    clearTimeout(timer);
    clock.mockRestore();
    expect(turns).toBe(0);
  });
});
