import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createArray, createGroup, openArray } from "@zarrkit/api";
import fc from "fast-check";
import { encode } from "fast-png";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blocksOf, planBlock } from "../src/block/block.ts";
import { Folder, interrupted, zarrkit } from "./terminal.ts";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const count = (length: number): Float32Array => Float32Array.from({ length }, (_, index) => index);
const filesOf = (path: string): Map<string, string> =>
  new Map(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [
        `${entry.parentPath.slice(path.length)}/${entry.name}`,
        readFileSync(`${entry.parentPath}/${entry.name}`, "hex"),
      ]),
  );

test("create makes an array as it is told", async () => {
  const store = folder.at("a.zarr");
  const parameters = ["--shape", "6,8", "--dtype", "<i4", "--chunks", "3,4", "--fill", "-1", "--codec", "gzip"];
  const { code } = await zarrkit(
    "create",
    store,
    ...parameters,
    "--attributes",
    '{"a":[1]}',
    "--dimension-names",
    "y,x",
  );
  expect(code).toBe(0);
  const array = await openArray(store);
  expect([array.shape, array.chunks, array.dtype, array.fillValue]).toEqual([[6, 8], [3, 4], "int32", -1]);
  expect([array.attrs, array.dimensionNames]).toEqual([{ a: [1] }, ["y", "x"]]);
  const again = await zarrkit("create", store, "--shape", "1");
  expect(again.code).toBe(1);
  expect(again.complaints).toContain("pass --overwrite to replace it");
  expect((await zarrkit("create", store, "--shape", "1", "--overwrite")).code).toBe(0);
});

test.each(["--chunks", "--shards", "--dtype", "--codec", "--fill"])("create refuses %s for a group", async (option) => {
  const { code, complaints } = await zarrkit("create", folder.at("group.zarr"), option, "1");
  expect(code).toBe(2);
  expect(complaints).toContain(`${option} is for arrays, which need a --shape`);
});

describe("copy", () => {
  beforeEach(async () => {
    await createGroup({ store: folder.at("a.zarr"), attributes: { title: "things" } });
    await createArray({
      store: folder.at("a.zarr"),
      name: "b/c",
      data: { data: count(60), shape: [6, 10] },
      chunks: [2, 5],
    });
  });

  test("copies every value", async () => {
    expect((await zarrkit("copy", folder.at("a.zarr"), folder.at("b.zarr"))).code).toBe(0);
    expect(filesOf(folder.at("b.zarr"))).toEqual(filesOf(folder.at("a.zarr")));
  });

  test("goes on where it was broken off", async () => {
    await zarrkit("copy", folder.at("a.zarr"), folder.at("b.zarr"));
    for (const name of ["zarr.json", "b/zarr.json", "b/c/c/0/0"]) rmSync(`${folder.at("b.zarr")}/${name}`);
    const { output } = await zarrkit("copy", folder.at("a.zarr"), folder.at("b.zarr"), "--json");
    expect(JSON.parse(output)).toMatchObject({ copied: 4, present: 5 });
    expect(filesOf(folder.at("b.zarr"))).toEqual(filesOf(folder.at("a.zarr")));
  });

  test("copies into and out of a zip archive", async () => {
    await zarrkit("copy", folder.at("a.zarr"), folder.at("a.zip"));
    expect((await zarrkit("copy", folder.at("a.zip"), folder.at("b.zarr"))).code).toBe(0);
    expect(filesOf(folder.at("b.zarr"))).toEqual(filesOf(folder.at("a.zarr")));
  });

  test("says that an archive cannot be gone on with when it is broken off", async () => {
    const { code, complaints } = await interrupted("copy", folder.at("a.zarr"), folder.at("a.zip"));
    expect(code).toBe(130);
    expect(complaints).toMatch(/a\.zip.* is as it was before: archives are put in place at the end/);
    expect(existsSync(folder.at("a.zip"))).toBe(false);
    expect(await interrupted("copy", folder.at("a.zarr"), folder.at("b.zarr"))).toMatchObject({ complaints: "" });
  });

  test("of nothing is an error", async () => {
    expect(await zarrkit("copy", folder.at("nothing"), folder.at("b.zarr"))).toMatchObject({ code: 1 });
  });
});

describe("rechunk", () => {
  test.each([
    ["own.zarr", []],
    ["own.zarr/in", []],
    [".", ["--dest-path", "own.zarr"]],
    [".", []],
  ])("refuses to write %s %j over what it reads", async (target, parameters) => {
    const store = folder.at("own.zarr");
    await createArray({ store, data: { data: count(6), shape: [6] } });
    const before = filesOf(store);
    const options = ["--chunks", "2", "--overwrite", ...parameters];
    const { code, complaints } = await zarrkit("rechunk", store, folder.at(target), ...options);
    expect(code).toBe(1);
    expect(complaints).toMatch(/one lies in the other; name another target/);
    expect(filesOf(store)).toEqual(before);
  });

  test("writes another array of the same store", async () => {
    await createArray({ store: folder.at("own.zarr"), name: "one", data: { data: count(6), shape: [6] } });
    const parameters = ["--path", "one", "--dest-path", "one-more", "--chunks", "2"];
    const { code } = await zarrkit("rechunk", folder.at("own.zarr"), folder.at("own.zarr"), ...parameters);
    expect(code).toBe(0);
  });

  const shape = [13, 17];
  beforeEach(async () => {
    const data = { data: count(13 * 17), shape };
    await createArray({
      store: folder.at("a.zarr"),
      data,
      chunks: [13, 2],
      attributes: { a: 1 },
      dimensionNames: ["y", "x"],
    });
  });
  const values = async (name: string): Promise<unknown> => (await (await openArray(folder.at(name))).get()).toList();

  test.each([
    [["--chunks", "4,5"], [4, 5], null],
    [
      ["--chunks", "2,3", "--shards", "4,6", "--codec", "gzip"],
      [2, 3],
      [4, 6],
    ],
    [["--codec", "none"], [13, 2], null],
  ])("with %j", async (parameters, chunks, shards) => {
    expect(await zarrkit("rechunk", folder.at("a.zarr"), folder.at("b.zarr"), ...parameters)).toMatchObject({
      code: 0,
    });
    const array = await openArray(folder.at("b.zarr"));
    expect([array.chunks, array.shards, array.attrs, array.dimensionNames]).toEqual([
      chunks,
      shards,
      { a: 1 },
      ["y", "x"],
    ]);
    expect(await values("b.zarr")).toEqual(await values("a.zarr"));
  });

  test("goes on where it was broken off, and ends as if it had not been", async () => {
    const once = ["rechunk", folder.at("a.zarr")];
    await zarrkit(...once, folder.at("whole.zarr"), "--chunks", "4,5");
    await zarrkit(...once, folder.at("b.zarr"), "--chunks", "4,5", "--max-memory", "1K");
    rmSync(`${folder.at("b.zarr")}/c/1/2`);
    const { output } = await zarrkit(...once, folder.at("b.zarr"), "--chunks", "4,5", "--max-memory", "1K", "--json");
    expect(JSON.parse(output).written).toBe(1);
    expect(filesOf(folder.at("b.zarr"))).toEqual(filesOf(folder.at("whole.zarr")));
  });

  test("never mixes with another array", async () => {
    await createArray({ store: folder.at("b.zarr"), shape: [2], dtype: "int8" });
    const { code, complaints } = await zarrkit("rechunk", folder.at("a.zarr"), folder.at("b.zarr"), "--chunks", "4,5");
    expect(code).toBe(1);
    expect(complaints).toContain("pass --overwrite");
  });

  test("says how much memory it needs", async () => {
    const parameters = ["--chunks", "13,17", "--max-memory", "512"];
    const { code, complaints } = await zarrkit("rechunk", folder.at("a.zarr"), folder.at("b.zarr"), ...parameters);
    expect(code).toBe(1);
    expect(complaints).toContain("needs 884 bytes");
  });

  test("blocks are whole chunks of the target, cover everything once and keep to the limit", () => {
    const length = fc.integer({ min: 1, max: 20 });
    const axis = fc.record({ extent: length, source: length, target: length });
    fc.assert(
      fc.property(
        fc.array(axis, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 20_000 }),
        (axes, limit) => {
          const [extents, source, target] = [
            axes.map((a) => a.extent),
            axes.map((a) => a.source),
            axes.map((a) => a.target),
          ];
          const least = target.reduce((product, size, at) => product * Math.min(size, extents[at] as number), 4);
          fc.pre(least <= limit);
          const block = planBlock(extents, source, target, 4, limit);
          expect(block.every((size, at) => size % (target[at] as number) === 0)).toBe(true);
          expect(
            block.reduce((product, size, at) => product * Math.min(size, extents[at] as number), 4),
          ).toBeLessThanOrEqual(limit);
          let covered = 0;
          for (const spans of blocksOf(extents, block))
            covered += spans.reduce((product, [start, stop]) => product * (stop - start), 1);
          expect(covered).toBe(extents.reduce((product, extent) => product * extent, 1));
        },
      ),
    );
  });
});

describe("convert", () => {
  test("a .npy file, there and back", async () => {
    const store = folder.at("a.zarr");
    await createArray({ store, data: { data: count(24), shape: [2, 3, 4] } });
    await zarrkit("cat", store, "--npy", "-o", folder.at("a.npy"));
    const { output } = await zarrkit("convert", folder.at("a.npy"), folder.at("b.zarr"), "--chunks", "1,2,2", "--json");
    expect(JSON.parse(output)).toEqual({ shape: [2, 3, 4], dtype: "float32", chunks: [1, 2, 2] });
    expect((await (await openArray(folder.at("b.zarr"))).get()).data).toEqual(count(24));
  });

  test("raw numbers of the other byte order", async () => {
    writeFileSync(folder.at("a.raw"), Uint8Array.of(0, 1, 0, 2, 0xff, 0xff));
    const parameters = ["--shape", "3", "--dtype", ">i2"];
    expect(await zarrkit("convert", folder.at("a.raw"), folder.at("b.zarr"), ...parameters)).toMatchObject({ code: 0 });
    expect((await (await openArray(folder.at("b.zarr"))).get()).toList()).toEqual([1, 2, -1]);
    const wrong = await zarrkit("convert", folder.at("a.raw"), folder.at("c.zarr"), "--shape", "4", "--dtype", ">i2");
    expect(wrong).toMatchObject({ code: 1, complaints: expect.stringContaining("should hold 8 bytes") });
  });

  test("a folder of pictures, in the order of their numbers", async () => {
    mkdirSync(folder.at("pictures"));
    for (const plane of [1, 2, 10]) {
      const data = new Uint8Array(6).fill(plane);
      writeFileSync(folder.at(`pictures/${plane}.png`), encode({ width: 3, height: 2, channels: 1, depth: 8, data }));
    }
    expect(await zarrkit("convert", folder.at("pictures"), folder.at("b.zarr"))).toMatchObject({ code: 0 });
    const array = await openArray(folder.at("b.zarr"));
    expect([array.shape, array.dtype]).toEqual([[3, 2, 3], "uint8"]);
    expect((await array.get([null, 0, 0])).toList()).toEqual([1, 2, 10]);
  });

  test("version 2 to version 3, chunks as they are", async () => {
    await createArray({ store: folder.at("a.zarr"), name: "x", data: count(10), chunks: [3], zarrFormat: 2 });
    expect(await zarrkit("convert", folder.at("a.zarr"), folder.at("b.zarr"))).toMatchObject({ code: 0 });
    const array = await openArray(folder.at("b.zarr"), { path: "x" });
    expect([array.zarrFormat, (await array.get()).data]).toEqual([3, count(10)]);
    expect([...filesOf(folder.at("b.zarr")).keys()].filter((name) => name.includes(".z"))).toEqual([]);
  });
});

test("consolidate writes one document", async () => {
  const store = folder.at("a.zarr");
  await createGroup({ store });
  await createArray({ store, name: "b", shape: [1], dtype: "int8" });
  expect((await zarrkit("consolidate", store)).output).toBe("Consolidated 1 nodes.\n");
  expect(readFileSync(`${store}/zarr.json`, "utf8")).toContain("consolidated_metadata");
});
