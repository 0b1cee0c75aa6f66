import { createGroup, openGroup, type ZarrGroup } from "@zarrkit/api";
import type { SeenNode } from "./peer.ts";

export type Seen = Readonly<Record<string, SeenNode>>;

/** Of which make a hierarchy is. */
export interface Make {
  readonly name: string;
  readonly format: 2 | 3;
  readonly sharded: boolean;
}

export const makes: readonly Make[] = [
  { name: "version 2", format: 2, sharded: false },
  { name: "version 3", format: 3, sharded: false },
  { name: "version 3, sharded", format: 3, sharded: true },
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
/** Little-endian bytes of 16-bit integers. */
export const int16Hex = (values: readonly number[]): string => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [i, value] of values.entries()) bytes.writeInt16LE(value, i * 2);
  return hex(bytes);
};
export const count = (size: number, first = 0): number[] => Array.from({ length: size }, (_, i) => first + i);

/** Of the arrays here. */
export const fill = -7;
const attributes = { title: "корень", list: [1, 2.5, null, { deep: true }] };

const matrix = (values: readonly number[], shape: readonly number[], attributes: SeenNode["attributes"]): SeenNode => ({
  kind: "array",
  attributes,
  shape,
  dtype: "int16",
  values: int16Hex(values),
});

/** What {@link plant} makes, written out. */
export const planted: Seen = {
  "": { kind: "group", attributes },
  a: { kind: "group", attributes: { n: 1 } },
  "a/b": { kind: "group", attributes: {} },
  "a/b/row": matrix(count(11), [11], { units: "мм" }),
  "a/grid": matrix(count(56), [8, 7], {}),
  empty: matrix(
    count(6).map(() => fill),
    [6],
    {},
  ),
};

/** Creates the sample hierarchy at a path. */
export async function plant(path: string, { format, sharded }: Make): Promise<ZarrGroup> {
  const root = await createGroup({ store: path, zarrFormat: format, attributes });
  const a = await root.createGroup("a", { attributes: { n: 1 } });
  await a.createGroup("b");
  const like = { dtype: "int16", fillValue: fill };
  const shards = (shape: readonly number[]) => (sharded ? { shards: shape } : {});
  const row = await root.createArray("a/b/row", {
    ...like,
    ...shards([6]),
    shape: [11],
    chunks: [3],
    attributes: { units: "мм" },
  });
  await row.set(null, count(11));
  const grid = await root.createArray("a/grid", { ...like, ...shards([4, 6]), shape: [8, 7], chunks: [2, 3] });
  await grid.set(null, Int16Array.from(count(56)));
  await root.createArray("empty", { ...like, ...shards([4]), shape: [6], chunks: [2] });
  return root;
}

/** A hierarchy as this library sees it. */
export async function inventoryOf(path: string, zarrFormat: 2 | 3, useConsolidated = false): Promise<Seen> {
  const root = await openGroup(path, { mode: "r", zarrFormat, useConsolidated });
  const seen: Record<string, SeenNode> = { "": { kind: "group", attributes: root.attrs } };
  for await (const [name, node] of root.members({ maxDepth: null })) {
    seen[name] =
      node.kind === "group"
        ? { kind: "group", attributes: node.attrs }
        : {
            kind: "array",
            attributes: node.attrs,
            shape: node.shape,
            dtype: node.dtype,
            values: hex((await node.get()).toBytes()),
          };
  }
  return seen;
}
