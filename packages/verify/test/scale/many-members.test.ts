import { consolidateMetadata, createHierarchy, openConsolidated, openGroup, type ZarrGroup } from "@zarrkit/api";
import type { HierarchyNode } from "@zarrkit/core";
import { MemoryStore } from "@zarrkit/store-memory";
import { ZipStore } from "@zarrkit/store-zip";
import { beforeAll, describe, expect, test } from "vitest";

// Each step takes a tenth of a millisecond for a member at most; work that grows with the square of their number takes hours.
const hang = 120_000;
const total = 100_000;

/** A root with many members, groups and arrays by turns. */
function* members(): Generator<[string, HierarchyNode]> {
  yield ["", { kind: "group" }];
  for (let i = 0; i < total; i++) {
    if (i % 2 === 0) yield [`m${i}`, { kind: "group", attributes: { i } }];
    else yield [`m${i}`, { kind: "array", shape: [4], chunks: [2], dtype: "int16", attributes: { i } }];
  }
}

/** How many nodes lie below a group, at every depth, each with its own number. */
async function walk(group: ZarrGroup): Promise<number> {
  let sum = 0;
  for await (const [name, { attrs }] of group.members({ maxDepth: null })) {
    expect(name).toBe(`m${attrs["i"]}`);
    sum += attrs["i"] as number;
  }
  return sum;
}
const sum = (total * (total - 1)) / 2;

describe(`a group of ${total} members`, { timeout: hang }, () => {
  const archives = new MemoryStore();
  const memory = new MemoryStore();
  let zip: ZipStore;

  beforeAll(async () => {
    zip = await ZipStore.open(archives, "wide.zip", { mode: "w" });
    for (const store of [memory, zip]) for await (const _ of createHierarchy({ store, nodes: new Map(members()) }));
    await zip.close();
    zip = await ZipStore.open(archives, "wide.zip");
  }, hang);

  test.each(["memory", "zip"])("is walked in %s", async (where) => {
    const root = await openGroup(where === "zip" ? zip : memory, { mode: "r", useConsolidated: false });
    expect(await root.nmembers()).toBe(total);
    expect(await walk(root)).toBe(sum);
  });

  test("loses and gets members one by one", async () => {
    const root = await openGroup(memory, { mode: "r+" });
    for (let i = 0; i < 1000; i += 2) {
      await root.delete(`m${i}`);
      await root.createGroup(`m${i}`, { attributes: { i } });
    }
    expect(await root.nmembers()).toBe(total);
  });

  test("is consolidated, and walked from there", async () => {
    await consolidateMetadata(memory);
    const root = await openConsolidated(memory, { mode: "r" });
    expect(await walk(root)).toBe(sum);
    expect((await root.array("m777")).attrs).toEqual({ i: 777 });
  });
});
