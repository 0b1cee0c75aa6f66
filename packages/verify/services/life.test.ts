import { rmSync } from "node:fs";
import { join } from "node:path";
import { consolidateMetadata, copy, copyAll, copyStore, createGroup, openArray, openGroup } from "@zarrkit/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../src/corpus/files.ts";
import { Peer } from "./peer.ts";
import { count, fill, int16Hex, inventoryOf, makes, plant, planted, type Seen } from "./sample-hierarchy.ts";

const scratch = temporaryFolder();
let peer: Peer;
let folders = 0;

beforeAll(() => {
  peer = new Peer();
});

afterAll(async () => {
  await peer.close();
  rmSync(scratch, { recursive: true, force: true });
});

const folder = (): string => join(scratch, String(folders++));

/** The sample with another node in the place of one. */
const withNode = (path: string, change: Partial<Seen[string]>): Seen => ({
  ...planted,
  [path]: { ...(planted[path] as Seen[string]), ...change },
});

/** The grid of the sample, cut or filled up to a shape, row by row. */
function gridOf(rows: number, columns: number, keptRows = rows, keptColumns = columns): string {
  const values: number[] = [];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      values.push(y < Math.min(keptRows, 8) && x < Math.min(keptColumns, 7) ? y * 7 + x : fill);
    }
  }
  return int16Hex(values);
}

describe.each(makes)("$name", (make) => {
  const { format } = make;

  /** Both sides see the same nodes, with the same attributes and values. */
  async function expectBoth(path: string, expected: Seen, consolidated = false): Promise<void> {
    expect(await inventoryOf(path, format, consolidated), "seen here").toEqual(expected);
    expect(await peer.inventory(path, format, consolidated), "seen by zarr-python").toEqual(expected);
  }

  async function planting(): Promise<string> {
    const path = folder();
    await plant(path, make);
    return path;
  }

  test("consolidated here", async () => {
    const path = await planting();
    await consolidateMetadata(path);
    await expectBoth(path, planted, true);
    await expectBoth(path, planted, false);
    await consolidateMetadata(path, { path: "a" });
    const below = Object.entries(planted).filter(([name]) => name.startsWith("a/"));
    const expected = Object.fromEntries([["", planted.a], ...below.map(([name, node]) => [name.slice(2), node])]);
    await expectBoth(join(path, "a"), expected, true);
  });

  test("consolidated by zarr-python", async () => {
    const path = await planting();
    await peer.change(path, format, { how: "consolidate" });
    await expectBoth(path, planted, true);
  });

  test("consolidated by zarr-python, then changed here: the consolidated metadata follows", async () => {
    const path = await planting();
    await peer.change(path, format, { how: "consolidate" });
    const root = await openGroup(path, { mode: "r+", useConsolidated: true });
    await root.move("a/grid", "moved");
    await root.delete("empty");
    await root.updateAttributes({ title: "other" });
    const { "a/grid": moved, empty: _, ...rest } = planted as Record<string, Seen[string]>;
    const attributes = { ...planted[""]?.attributes, title: "other" };
    const expected = { ...rest, "": { kind: "group", attributes }, moved: moved as Seen[string] } as Seen;
    await expectBoth(path, expected, true);
    await expectBoth(path, expected, false);
  });

  test("copied with copyAll", async () => {
    const source = await openGroup(await planting(), { mode: "r" });
    const path = folder();
    const dest = await createGroup({ store: path, zarrFormat: format, attributes: source.attrs });
    await copyAll(source, dest);
    await expectBoth(path, planted);
  });

  test.each([2, 3] as const)("copied with copy into a hierarchy of version %i, in other chunks", async (other) => {
    const source = await openGroup(await planting(), { mode: "r" });
    const path = folder();
    const dest = await createGroup({ store: path, zarrFormat: other });
    await copy(await source.array("a/grid"), dest, { name: "same/grid" });
    await copy(await source.array("a/grid"), dest, { name: "chunks", create: { chunks: [5, 5], shards: null } });
    const grid = planted["a/grid"] as Seen[string];
    const expected = {
      "": { kind: "group", attributes: {} },
      same: { kind: "group", attributes: {} },
      "same/grid": grid,
      chunks: grid,
    };
    expect(await inventoryOf(path, other)).toEqual(expected);
    expect(await peer.inventory(path, other)).toEqual(expected);
  });

  test("copied with copyStore, the consolidated metadata with it", async () => {
    const source = await planting();
    await consolidateMetadata(source);
    const path = folder();
    await copyStore(source, path);
    await expectBoth(path, planted, true);
    await copyStore(source, path, { sourcePath: "a", destPath: "again" });
    const again = Object.entries(planted).filter(([name]) => name === "a" || name.startsWith("a/"));
    const copies = again.map(([name, node]) => [`again${name.slice(1)}`, node]);
    await expectBoth(path, { ...planted, ...Object.fromEntries(copies) }, false);
  });

  test("moved, with what lies below and into groups that are made", async () => {
    const path = await planting();
    const root = await openGroup(path, { mode: "r+" });
    await root.move("a", "new/place");
    await root.move("empty", "new/place/b/empty");
    const nodes = planted as Record<string, Seen[string]>;
    const expected = {
      "": nodes[""],
      new: { kind: "group", attributes: {} },
      "new/place": nodes.a,
      "new/place/b": nodes["a/b"],
      "new/place/b/row": nodes["a/b/row"],
      "new/place/grid": nodes["a/grid"],
      "new/place/b/empty": nodes.empty,
    } as Seen;
    await expectBoth(path, expected);
  });

  const by = ["here", "by zarr-python"] as const;

  async function resize(who: (typeof by)[number], path: string, shape: readonly number[]): Promise<void> {
    if (who === "here") await (await openArray(path, { mode: "r+", path: "a/grid" })).resize(shape);
    else await peer.change(path, format, { how: "resize", name: "a/grid", shape });
  }

  for (const first of by) {
    for (const second of by) {
      test(`cut ${first}, grown ${second}`, async () => {
        const path = await planting();
        await resize(first, path, [3, 5]);
        await expectBoth(path, withNode("a/grid", { shape: [3, 5], values: gridOf(3, 5) }));
        // To a border of chunks and shards, so that nothing of what was cut off is left in them.
        const other = await planting();
        await resize(first, other, [4, 6]);
        await resize(second, other, [9, 8]);
        await expectBoth(other, withNode("a/grid", { shape: [9, 8], values: gridOf(9, 8, 4, 6) }));
      });
    }

    test(`appended to ${first}, along both axes`, async () => {
      const path = await planting();
      const more = count(14, 100);
      const rows = [more.slice(0, 7), more.slice(7)];
      const column = count(10, 200).map((value) => [value]);
      if (first === "here") {
        const array = await openArray(path, { mode: "r+", path: "a/grid" });
        expect(await array.append(rows)).toEqual([10, 7]);
        expect(await array.append(column, { axis: 1 })).toEqual([10, 8]);
      } else {
        await peer.change(path, format, { how: "append", name: "a/grid", axis: 0, values: rows });
        await peer.change(path, format, { how: "append", name: "a/grid", axis: 1, values: column });
      }
      const wide = count(10).flatMap((y) => [
        ...(y < 8 ? count(7, y * 7) : (rows[y - 8] as number[])),
        ...(column[y] as number[]),
      ]);
      await expectBoth(path, withNode("a/grid", { shape: [10, 8], values: int16Hex(wide) }));
    });

    test(`attributes updated ${first}`, async () => {
      const path = await planting();
      const attributes = { units: "km", more: [{ a: null }], text: '"\\\n' };
      for (const name of ["a/b/row", "a"]) {
        if (first === "here") {
          const node = await (await openGroup(path, { mode: "r+" })).get(name);
          await node?.updateAttributes(attributes);
        } else await peer.change(path, format, { how: "attributes", name, attributes });
      }
      const group = { kind: "group", attributes: { n: 1, ...attributes } } as const;
      await expectBoth(path, { ...withNode("a/b/row", { attributes }), a: group });
    });
  }
});
