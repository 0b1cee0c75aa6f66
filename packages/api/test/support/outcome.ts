import type { ZarrNode } from "@zarrkit/core";
import { type Place, placeWith, type StoreKind } from "./place.ts";
import type { Scene } from "./scene.ts";

/**
 * What happened, in words a table can hold: the name of an error, `"opened v2 array"`, or `"new v3 group"`, with
 * `", rest kept"` or `", rest gone"` where something was there before that the new node did not replace by itself.
 * After an error nothing may have changed; if it has, `"CHANGED"` is added.
 */
export async function outcomeOf(
  kind: StoreKind,
  path: string,
  scene: Scene,
  act: (place: Place) => Promise<ZarrNode | undefined>,
): Promise<string> {
  const place = await placeWith(kind, path, scene);
  try {
    const before = await place.contents();
    let node: ZarrNode | undefined;
    try {
      node = await act(place);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return error.name + (same(before, await place.contents()) ? "" : " CHANGED");
    }
    const after = await place.contents();
    if (node === undefined) return "nothing";
    if (node.attrs["mark"] === "old") {
      return `opened v${node.zarrFormat} ${node.kind}${same(before, after) ? "" : " CHANGED"}`;
    }
    const documents = documentsOf(node);
    if (!documents.every((name) => after.has(name))) return `${node.kind} without its documents`;
    return `new v${node.zarrFormat} ${node.kind}${rest(before, documents, after)}`;
  } finally {
    await place.remove();
  }
}

function documentsOf({ kind, zarrFormat }: ZarrNode): readonly string[] {
  if (zarrFormat === 3) return ["zarr.json"];
  return [kind === "array" ? ".zarray" : ".zgroup", ".zattrs"];
}

function rest(
  before: ReadonlyMap<string, string>,
  documents: readonly string[],
  after: ReadonlyMap<string, string>,
): string {
  const others = [...before].filter(([key]) => !documents.includes(key));
  if (others.length === 0) return "";
  const kept = others.filter(([key, value]) => after.get(key) === value).length;
  if (kept === others.length) return ", rest kept";
  return kept === 0 ? ", rest gone" : ", rest partly gone";
}

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
