import { readFileSync } from "node:fs";
import type { CodecSpelling, JsonObject } from "@zarrkit/core/contract";

interface Written<Bytes> {
  readonly name: string;
  readonly spelling: CodecSpelling;
  readonly configuration: JsonObject | undefined;
  readonly encoded: Bytes;
}

/** A chunk and what it holds. */
export interface Golden<Bytes = Uint8Array> extends Written<Bytes> {
  readonly id: string;
  readonly itemSize: number;
  readonly decoded: Bytes;
}

/** A chunk that a reader must refuse. */
export interface Damaged<Bytes = Uint8Array> extends Written<Bytes> {
  /** How many bytes the chunk should hold. */
  readonly size: number;
}

/** Bytes written by zarr-python or numcodecs, kept beside the tests in base64. */
interface GoldenFile {
  readonly golden: readonly Golden<string>[];
  readonly damaged: readonly Damaged<string>[];
}

const file = JSON.parse(readFileSync(new URL("./fixtures/golden.json", import.meta.url), "utf8")) as GoldenFile;

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, "base64"));

export const golden: readonly Golden[] = file.golden.map((one) => ({
  ...one,
  configuration: one.configuration ?? undefined,
  encoded: bytesOf(one.encoded),
  decoded: bytesOf(one.decoded),
}));

export const damaged: readonly Damaged[] = file.damaged.map((one) => ({
  ...one,
  configuration: one.configuration ?? undefined,
  encoded: bytesOf(one.encoded),
}));
