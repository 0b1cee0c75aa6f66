import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../../src/error/usage-error.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { treeText } from "../../../src/node/group/tree.ts";
import { numpyDtype } from "../../../src/node/value/numpy-dtype.ts";
import { caught } from "../../support/caught.ts";
import { collected, storeOf, zarrFormats } from "../../support/hierarchy.ts";
import { numberType } from "../../support/number-type.ts";
import { smallEnvironment } from "../../support/small-environment.ts";
import { zarrPythonV2, zarrPythonV3 } from "./zarr-python-hierarchy.ts";

const environment = smallEnvironment();
const theirs = { 2: zarrPythonV2, 3: zarrPythonV3 };

describe.each(zarrFormats)("ZarrGroup.tree, version %i", (zarrFormat) => {
  async function start(): Promise<ZarrGroup> {
    const group = await ZarrGroup.create({ store: storeOf(), path: "g" }, { zarrFormat }, environment);
    await collected(
      group.createHierarchy({
        "a<b": { kind: "array", shape: [2, 2], dtype: "int16" },
        "b/c": { kind: "array", shape: [4], dtype: "float32" },
        "b/d/e": { kind: "group" },
        f: { kind: "array", shape: [], dtype: "uint8" },
      }),
    );
    return group;
  }

  test("prints what zarr-python prints", async () => {
    const { before, tree } = theirs[zarrFormat];
    const store = storeOf(before);
    // Theirs was taken after one group had been deleted.
    const group = await ZarrGroup.open({ store, path: "" }, environment);
    await group.delete("Straße");
    expect(await group.tree()).toBe(tree);
  });

  test("names nodes below each other", async () => {
    expect(await (await start()).tree()).toBe(
      [
        "/g",
        "├── a<b (2, 2) int16",
        "├── b",
        "│   ├── c (4,) float32",
        "│   └── d",
        "│       └── e",
        "└── f () uint8",
        "",
      ].join("\n"),
    );
  });

  test("goes as deep as asked", async () => {
    const group = await start();
    const shallow = "/g\n├── a<b (2, 2) int16\n├── b\n└── f () uint8\n";
    expect(await group.tree({ maxDepth: 0 })).toBe(shallow);
    expect(await group.tree({ level: 0 })).toBe(shallow);
    expect(await group.tree({ maxDepth: 1 })).not.toContain("e");
    expect(await group.tree({ maxDepth: null })).toContain("e");
    expect(await caught(group.tree({ maxDepth: -1 }))).toBeInstanceOf(InvalidArgumentError);
  });

  test("says when nodes are left out", async () => {
    const group = await start();
    const text = await group.tree({ maxNodes: 2 });
    expect(text).toBe(
      "Truncated at maxNodes=2, some nodes and their children may be missing\n/g\n├── a<b (2, 2) int16\n└── b\n",
    );
    expect(await group.tree({ maxNodes: 6 })).toBe(await group.tree());
    expect(await caught(group.tree({ maxNodes: -1 }))).toBeInstanceOf(InvalidArgumentError);
    expect(await caught(group.tree({ maxNodes: Number.NaN }))).toBeInstanceOf(InvalidArgumentError);
  });

  test("is HTML with nothing of the names in it but text", async () => {
    const html = await (await start()).tree({ html: true, maxDepth: 0 });
    expect(html).toMatch(/^<pre [^>]*><b>\/g<\/b>\n/);
    expect(html).toContain("├── <b>a&lt;b</b> (2, 2) int16\n");
    expect(html).toMatch(/<\/pre>\n$/);
  });

  test("of a group that holds nothing is its name", async () => {
    const group = await ZarrGroup.create({ store: storeOf(), path: "" }, { zarrFormat }, environment);
    expect(await group.tree()).toBe("/\n");
  });
});

test("names are escaped in HTML", () => {
  const html = treeText("/", [{ path: `<img src="x" onerror='y'>&`, detail: "<U4" }], { html: true });
  expect(html).toContain("<b>&lt;img src=&quot;x&quot; onerror=&#x27;y&#x27;&gt;&amp;</b> &lt;U4");
});

test("a hierarchy can be as deep as it likes", () => {
  const names = Array.from({ length: 3000 }, (_, depth) => Array.from({ length: depth + 1 }, () => "a").join("/"));
  const entries = names.map((path) => ({ path, detail: undefined }));
  expect(treeText("/", entries).split("\n")).toHaveLength(3002);
});

test.each<[dtype: unknown, text: string]>([
  ["|b1", "bool"],
  ["|i1", "int8"],
  ["<u2", "uint16"],
  [">u2", ">u2"],
  ["<f2", "float16"],
  ["<c16", "complex128"],
  ["<M8[10us]", "datetime64[10us]"],
  ["<m8", "timedelta64"],
  ["<U4", "<U4"],
  ["|S3", "|S3"],
  ["|V5", "|V5"],
  ["|O", "its name"],
  [[["a", "<i4"]], "its name"],
  [undefined, "its name"],
])("numpy prints %j as %s", (dtype, text) => {
  const type = numberType({ name: "its name", itemSize: 4, kind: "f" });
  const v2 = dtype === undefined ? undefined : { dtype: dtype as string };
  expect(numpyDtype({ ...type, v2 })).toBe(text);
});
