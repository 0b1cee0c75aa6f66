import type { Executor, JsonObject, JsonValue, ZarrArray, ZarrNode } from "@zarrkit/core";
import { element } from "../page/element.ts";
import { formatBytes, formatCount, formatJson, formatValue } from "../page/quantity.ts";
import { SlicePicture } from "../picture/slice-picture.ts";
import { isDrawable } from "../plane/plane.ts";
import type { Traffic } from "../store/traffic.ts";
import { Occupancy } from "./occupancy.ts";
import { sampleTable } from "./sample-table.ts";

/** What goes on around a node that is looked at. */
export interface NodeSurroundings {
  readonly traffic: Traffic;
  readonly executor: Executor;
  /** Whether lists and sizes take a request each. */
  readonly isRemote: boolean;
  /** Says that another node is looked at. */
  readonly signal: AbortSignal;
}

/** Shows a node: metadata, and of an array its chunks and values. */
export function nodePanel(node: ZarrNode, surroundings: NodeSurroundings): readonly HTMLElement[] {
  const heading = element("h2", {}, node.path === "" ? "/" : node.path);
  const isEmpty = Object.keys(node.attrs).length === 0;
  const attributes = isEmpty
    ? element("p", { className: "hint" }, "No attributes")
    : jsonDetails("Attributes", node.attrs, true);
  if (node.kind === "group") return [heading, facts([["Kind", `group, version ${node.zarrFormat}`]]), attributes];
  const metadata = jsonDetails(node.zarrFormat === 3 ? "zarr.json" : ".zarray", node.metadata, false);
  return [heading, facts(arrayFacts(node)), ...valuesOf(node, surroundings), attributes, metadata];
}

function valuesOf(array: ZarrArray, surroundings: NodeSurroundings): HTMLElement[] {
  const { isRemote, signal } = surroundings;
  const occupancy = new Occupancy(array, { isRemote, signal });
  if (array.ndim === 0 || array.size === 0 || !isDrawable(array.dtype)) {
    return [sampleTable(array, signal), occupancy.element];
  }
  const picture = new SlicePicture(array, { ...surroundings, look: (view) => occupancy.look(view) });
  return [picture.element, occupancy.element];
}

function arrayFacts(array: ZarrArray): [name: string, fact: string][] {
  const { filters, serializer, compressors } = array.codecs;
  const codecs = [...filters, serializer, ...compressors].filter((codec) => codec !== null);
  const names = array.dimensionNames?.map((name) => name ?? "–").join(", ");
  return [
    ["Kind", `array, version ${array.zarrFormat}`],
    ["Data type", array.dtype],
    ["Shape", `${array.shape.join(" × ")}${names === undefined ? "" : ` (${names})`}`],
    ["Size", `${formatCount(array.size, "element")}, ${formatBytes(array.nbytes)}`],
    ["Chunks", array.chunks.join(" × ")],
    ...(array.shards === null ? [] : [["Shards", array.shards.join(" × ")] as [string, string]]),
    ["Codecs", codecs.map(codecName).join(", ")],
    ["Fill value", formatValue(array.fillValue)],
  ];
}

/** The name of a codec: all there is of it, or a member of its object, in version 2 called `id`. */
function codecName(codec: JsonValue): string {
  const { name, id } = codec as JsonObject;
  return String(name ?? id ?? codec);
}

function facts(rows: readonly (readonly [name: string, fact: string])[]): HTMLElement {
  return element("dl", {}, ...rows.flatMap(([name, fact]) => [element("dt", {}, name), element("dd", {}, fact)]));
}

function jsonDetails(title: string, value: JsonObject, open: boolean): HTMLElement {
  const text = element("pre", { tabIndex: 0, role: "region", ariaLabel: title }, formatJson(value, 2));
  return element("details", { open }, element("summary", {}, title), text);
}
