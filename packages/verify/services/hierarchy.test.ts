import { rmSync } from "node:fs";
import { join } from "node:path";
import { createGroup, openGroup } from "@zarrkit/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../src/corpus/files.ts";
import { Peer } from "./peer.ts";

const scratch = temporaryFolder();
let peer: Peer;

beforeAll(() => {
  peer = new Peer();
});

afterAll(async () => {
  await peer.close();
  rmSync(scratch, { recursive: true, force: true });
});

const attributes = { title: "корень", list: [1, 2.5, null, { deep: true }], text: '"\\\n\u2028' };

describe("hierarchies", () => {
  for (const zarrFormat of [2, 3] as const) {
    test(`version ${zarrFormat}: written here, listed by zarr-python, changed there, listed here`, async () => {
      const path = join(scratch, `tree${zarrFormat}`);
      const root = await createGroup({ store: path, zarrFormat, attributes });
      const child = await root.createGroup("a", { attributes: { n: 1 } });
      await child.createGroup("ü b", { attributes: {} });
      const array = await child.createArray("x", {
        shape: [3],
        chunks: [2],
        dtype: "int16",
        fillValue: 7,
        attributes: { u: "m" },
      });
      await array.updateAttributes({ v: [] });

      const nodes = { "": attributes, a: { n: 1 }, "a/ü b": {}, "a/x": { u: "m", v: [] } };
      expect(await peer.describe(path, zarrFormat)).toEqual(nodes);

      await peer.extend(path, zarrFormat, "a/theirs", { by: "them" });
      const found: Record<string, unknown> = {};
      const again = await openGroup(path, { mode: "r" });
      found[""] = again.attrs;
      for await (const [name, node] of again.members({ maxDepth: null })) found[name] = node.attrs;
      expect(found).toEqual({ ...nodes, "a/theirs": { by: "them" } });
    });
  }
});
