import type { CodecLike } from "@zarrkit/api";
import type { Command } from "commander";
import { UsageError } from "./failure.ts";
import { parseShape } from "./notation.ts";

/** How a new array is stored. */
export interface ArrayOptions {
  readonly chunks?: readonly number[];
  readonly shards?: readonly number[];
  readonly codec?: readonly CodecLike[];
  readonly zarrFormat?: "2" | "3";
  readonly overwrite?: boolean;
}

/** Adds the options that say how a new array is stored. */
export function withArrayOptions(command: Command): Command {
  return command
    .option("--chunks <shape>", "shape of the chunks, such as 64,64", parseShape)
    .option("--shards <shape>", "shape of the shards, which hold chunks", parseShape)
    .option(
      "--codec <codec>",
      'a compressor: a name, JSON such as {"name":"zstd","configuration":{"level":3}}, or none; repeatable',
      addCodec,
    )
    .option("--overwrite", "replace what is there");
}

/** Those options as `createArray` takes them; what was not given stays out. */
export function creationOf({ chunks, shards, codec, overwrite }: ArrayOptions): {
  chunks?: readonly number[];
  shards?: readonly number[];
  compressors?: readonly CodecLike[] | null;
  overwrite: boolean;
} {
  const compressors = codec?.length === 0 ? null : codec;
  return {
    ...(chunks && { chunks }),
    ...(shards && { shards }),
    ...(compressors !== undefined && { compressors }),
    overwrite: overwrite === true,
  };
}

function addCodec(text: string, before: readonly CodecLike[] = []): readonly CodecLike[] {
  if (text === "none") return [];
  if (!text.startsWith("{")) return [...before, text];
  try {
    return [...before, JSON.parse(text) as CodecLike];
  } catch (error) {
    throw new UsageError(`--codec ${text} is no JSON: ${(error as Error).message}`);
  }
}
