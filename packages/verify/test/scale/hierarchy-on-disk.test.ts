import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  consolidateMetadata,
  copyAll,
  createGroup,
  createHierarchy,
  type JsonObject,
  openArray,
  openConsolidated,
  openGroup,
  type ZarrGroup,
} from "@zarrkit/api";
import type { HierarchyNode } from "@zarrkit/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderEntries, temporaryFolder } from "../../src/corpus/files.ts";
import { type TalliedStore, TallyStore } from "../../src/store/tally.ts";

const total = 10_000;
/** Nothing here takes seconds; a machine that is busy may need more, a walk that is quadratic far more. */
const hang = 120_000;

const scratch = temporaryFolder();
const path = join(scratch, "wide");
const nodes = hierarchy();
const figures: string[] = [];
let store: TallyStore;

interface Spec {
  readonly kind: "group" | "array";
  readonly attributes: JsonObject;
}

/** A root, 10 groups, 10 groups in each, and arrays in those: 10,000 in all. */
function hierarchy(): ReadonlyMap<string, Spec & HierarchyNode> {
  const made = new Map<string, Spec & HierarchyNode>();
  made.set("", { kind: "group", attributes: { title: "wide" } });
  for (let i = 0; i < 10; i++) made.set(`g${i}`, { kind: "group", attributes: { i } });
  for (let i = 0; i < 100; i++) made.set(`g${i % 10}/h${i}`, { kind: "group", attributes: {} });
  for (let k = 0; made.size < total; k++) {
    const i = k % 100;
    const attributes = { k, units: "m" };
    made.set(`g${i % 10}/h${i}/a${k}`, { kind: "array", shape: [4], chunks: [2], dtype: "int16", attributes });
  }
  return made;
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work();
  const count = store.take().length;
  figures.push(`${what}: ${((performance.now() - start) / 1000).toFixed(2)} s, ${count} requests`);
  return result;
}

async function namesOf(group: ZarrGroup): Promise<string[]> {
  const names: string[] = [];
  for await (const name of group.keys()) names.push(name);
  return names;
}

async function paths(group: ZarrGroup): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for await (const [name, node] of group.members({ maxDepth: null })) found.set(name, node.attrs);
  return found;
}

const belowG3 = [...nodes.keys()].filter((name) => name.startsWith("g3/")).length;
const expected = new Map([...nodes].filter(([name]) => name !== "").map(([name, node]) => [name, node.attributes]));
const sorted = (map: ReadonlyMap<string, unknown>) => Object.fromEntries([...map].sort());

beforeAll(async () => {
  const root = await createGroup({ store: path });
  store = new TallyStore(root.store as TalliedStore);
  rmSync(path, { recursive: true, force: true });
  let made = 0;
  await timed("created", async () => {
    for await (const _ of createHierarchy({ store, nodes })) made++;
  });
  expect(made).toBe(total);
}, hang);

afterAll(async () => {
  // Deleting takes about as long as creating, unless branches go at the same time.
  const branches = Array.from({ length: 10 }, (_, i) => join(path, `g${i}`));
  await Promise.all(branches.map((branch) => rm(branch, { recursive: true, force: true })));
  rmSync(scratch, { recursive: true, force: true });
  process.stdout.write(`a hierarchy of ${total} nodes on disk\n  ${figures.join("\n  ")}\n`);
}, hang);

describe(`a hierarchy of ${total} nodes`, { timeout: hang }, () => {
  test("is listed and walked to every depth", async () => {
    const root = await openGroup(store, { mode: "r", useConsolidated: false });
    store.take();
    expect(sorted(await timed("walked by listing", () => paths(root)))).toEqual(sorted(expected));
    const direct = await timed("direct members listed", () => namesOf(root));
    expect(direct).toEqual(Array.from({ length: 10 }, (_, i) => `g${i}`));
  });

  test("is consolidated, and then known from one request", async () => {
    await timed("consolidated", () => consolidateMetadata(store));
    const root = await timed("opened consolidated", () => openConsolidated(store, { mode: "r" }));
    expect(sorted(await timed("walked consolidated", () => paths(root)))).toEqual(sorted(expected));
    expect(store.take()).toEqual([]);
    expect((await timed("tree text", () => root.tree({ maxNodes: total }))).split("\n").length).toBeGreaterThan(
      total - 2,
    );
  });

  test("costs one request for one array, from the root", async () => {
    store.take();
    const root = await openConsolidated(store, { mode: "r" });
    const array = await root.array("g7/h47/a4747");
    expect(array.attrs).toEqual({ k: 4747, units: "m" });
    expect(store.take()).toEqual([{ method: "get", key: "zarr.json" }]);
    await openArray(store, { mode: "r", path: "g7/h47/a4747" });
    expect(store.take()).toEqual([{ method: "get", key: "g7/h47/a4747/zarr.json" }]);
  });

  test("is copied exactly", async () => {
    const source = await (await openGroup(store, { mode: "r+" })).group("g3");
    for await (const [, node] of source.members({ maxDepth: null })) {
      if (node.kind === "array") await node.set(null, Int16Array.of(1, node.attrs.k as number, 0, 0));
    }
    const target = join(scratch, "copy");
    const dest = await createGroup({ store: target });
    store.take();
    const counts = await timed("copied, a tenth of it", () => copyAll(source, dest));
    expect(counts).toMatchObject({ copied: belowG3, skipped: 0 });
    const theirs = folderEntries(join(path, "g3"));
    const ours = folderEntries(target);
    theirs.delete("zarr.json");
    ours.delete("zarr.json");
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
    for (const [key, bytes] of theirs) expect(Buffer.compare(bytes, ours.get(key) as Uint8Array), key).toBe(0);
  });
});
