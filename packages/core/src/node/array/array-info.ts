import type { CodecRoles, DataType, JsonValue } from "../../contract/index.ts";
import { isJsonObject } from "../../json/json-object.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import { numpyDtype } from "../value/numpy-dtype.ts";

interface Described {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly shards: readonly number[] | null;
  readonly fillValue: unknown;
  readonly order: string;
  readonly readOnly: boolean;
  readonly store: { readonly description: string };
  readonly codecs: CodecRoles;
  readonly nbytes: number;
}

/** What only a look into the store can tell. */
export interface StoredFigures {
  readonly bytes: number;
  /** Stored objects: shards of a sharded array, otherwise chunks. */
  readonly objects: number;
}

type Line = [label: string, value: string];

/** The lines of `info()`, and with figures those of `infoComplete()`; labels and their padding are zarr-python's. */
export function arrayInfo(array: Described, metadata: ArrayMetadata, figures?: StoredFigures): string {
  const { filters, serializer, compressors } = array.codecs;
  const isSharded = array.shards !== null;
  const isVariable = metadata.chunkGrid.dimensions.some((dimension) => dimension.uniformSize === undefined);
  const outer = (shape: readonly number[]): string => (isVariable ? "<variable>" : tuple(shape));
  const lines: Line[] = [
    ["Type", "ZarrArray"],
    ["Zarr format", String(metadata.zarrFormat)],
    ["Data type", numpyDtype(metadata.dataType)],
    ["Fill value", valueText(array.fillValue)],
    ["Shape", tuple(array.shape)],
    ...(array.shards === null ? [] : [["Shard shape", outer(array.shards)] as Line]),
    ["Chunk shape", isSharded ? tuple(array.chunks) : outer(array.chunks)],
    ["Order", array.order],
    ["Read-only", String(array.readOnly)],
    ["Store type", array.store.description],
    ["Filters", codecTuple(filters)],
    ...(serializer === null ? [] : [["Serializer", codecText(serializer)] as Line]),
    ["Compressors", codecTuple(compressors)],
    ["No. bytes", byteCount(array.nbytes)],
    ...(figures === undefined ? [] : figureLines(array, figures, isSharded)),
  ];
  return lines.map(([label, value]) => `${label.padEnd(19)}: ${value}`).join("\n");
}

function figureLines({ nbytes }: Described, { bytes, objects }: StoredFigures, isSharded: boolean): Line[] {
  return [
    ["No. bytes stored", byteCount(bytes)],
    ...(bytes > 0 ? [["Storage ratio", (nbytes / bytes).toFixed(1)] as Line] : []),
    [isSharded ? "Shards Initialized" : "Chunks Initialized", String(objects)],
  ];
}

/** Structs and bytes member by member, everything else as JavaScript prints it. */
function valueText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "bigint") return part.toString();
    return typeof part === "number" && !Number.isFinite(part) ? String(part) : part;
  });
}

/** An array in two words, as the lines of a tree show it: shape and numpy's data type, `(4, 6) float32`. */
export function shapeAndDtype(array: { readonly shape: readonly number[]; readonly dataType: DataType }): string {
  return `${tuple(array.shape)} ${numpyDtype(array.dataType)}`;
}

/** A shape as Python writes a tuple: `(2, 3)`, `(4,)`, `()`. */
export function tuple(items: readonly (number | string)[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}

/** Bytes, with a rounded form beside it from 1024 on: `1536 (1.5K)`. */
export function byteCount(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 5);
  return power === 0 ? String(bytes) : `${bytes} (${(bytes / 1024 ** power).toFixed(1)}${"KMGTP"[power - 1]})`;
}

/** Codecs that a version 2 document implies are `null` and have no words. */
function codecTuple(codecs: readonly JsonValue[]): string {
  return tuple(codecs.filter((codec) => codec !== null).map(codecText));
}

function codecText(source: JsonValue): string {
  if (!isJsonObject(source)) return String(source);
  const { name, id, configuration, ...rest } = source;
  const settings = isJsonObject(configuration) ? configuration : rest;
  const inner = Object.entries(settings).map(([key, value]) => `${key}=${text(value)}`);
  return `${String(name ?? id)}(${inner.join(", ")})`;
}

function text(value: JsonValue): string {
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(text).join(", ")}]`;
  return isJsonObject(value) ? codecText(value) : String(value);
}
