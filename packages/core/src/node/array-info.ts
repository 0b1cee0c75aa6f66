import type { CodecChain, JsonValue } from "../contract/index.ts";
import { isJsonObject } from "../json/json-object.ts";
import type { ArrayMetadata } from "../metadata/model.ts";

interface Described {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly shards: readonly number[] | null;
  readonly dtype: string;
  readonly fillValue: unknown;
  readonly order: string;
  readonly readOnly: boolean;
  readonly store: { readonly description: string };
  readonly nbytes: number;
}

/** The lines of `info()`, labels padded as zarr-python does. */
export function arrayInfo(array: Described, metadata: ArrayMetadata, chain: CodecChain): string {
  const lines: [label: string, value: string][] = [
    ["Type", "ZarrArray"],
    ["Zarr format", String(metadata.zarrFormat)],
    ["Data type", array.dtype],
    ["Fill value", String(array.fillValue)],
    ["Shape", tuple(array.shape)],
    ...(array.shards === null ? [] : [["Shard shape", tuple(array.shards)] as [string, string]]),
    ["Chunk shape", tuple(array.chunks)],
    ["Order", array.order],
    ["Read-only", String(array.readOnly)],
    ["Store type", array.store.description],
    [
      "Codecs",
      chain.metadata
        .map(codecText)
        .filter((text) => text !== "")
        .join(", "),
    ],
    ["No. bytes", byteCount(array.nbytes)],
  ];
  return lines.map(([label, value]) => `${label.padEnd(19)}: ${value}`).join("\n");
}

/** A shape as Python writes a tuple: `(2, 3)`, `(4,)`, `()`. */
export function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** Bytes, with a rounded form beside it from 1024 on: `1536 (1.5K)`. */
export function byteCount(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 5);
  return power === 0 ? String(bytes) : `${bytes} (${(bytes / 1024 ** power).toFixed(1)}${"KMGTP"[power - 1]})`;
}

function codecText(source: JsonValue): string {
  if (source === null) return "";
  if (!isJsonObject(source)) return String(source);
  const { name, id, configuration, ...rest } = source;
  const settings = isJsonObject(configuration) ? configuration : rest;
  const inner = Object.entries(settings).map(([key, value]) => `${key}=${text(value)}`);
  return `${String(name ?? id)}(${inner.join(", ")})`;
}

function text(value: JsonValue): string {
  if (Array.isArray(value))
    return `[${value.map((item) => (isJsonObject(item) ? codecText(item) : text(item as JsonValue))).join(", ")}]`;
  return isJsonObject(value) ? codecText(value) : String(value);
}
