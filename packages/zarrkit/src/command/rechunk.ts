import { createArray, errors, openArray, type ZarrArray } from "@zarrkit/api";
import { creationOptionsOf } from "@zarrkit/core";
import type { Command } from "commander";
import { type ArrayOptions, creationOf, withArrayOptions } from "../array-options.ts";
import { UsageError } from "../failure.ts";
import { finishWriting } from "../finish-writing.ts";
import { formatBytes, parseBytes } from "../notation.ts";
import type { Output } from "../output.ts";
import { addOption, type PlaceOptions, placeOf, withPlace } from "../place.ts";
import { rechunk } from "../rechunk/rechunk.ts";

interface RechunkOptions extends PlaceOptions, ArrayOptions {
  readonly destPath?: string;
  readonly destStorage?: Readonly<Record<string, unknown>>;
  readonly maxMemory: number;
  readonly json?: boolean;
}

export function addRechunk(program: Command, output: Output): void {
  withArrayOptions(withPlace(program.command("rechunk")))
    .description("copy an array into other chunks, shards or codecs; goes on where an earlier run was broken off")
    .argument("<source>", "the array")
    .argument("<dest>", "where the new one goes")
    .option("--dest-path <path>", "path of the new array inside its store")
    .option("--dest-storage <name=value>", "an option of the target's store; repeatable", addOption)
    .option("--max-memory <size>", "how much to hold at a time, such as 512M", parseBytes, parseBytes("512M"))
    .option("--json", "say what was done as JSON")
    .action(async (address: string, dest: string, options: RechunkOptions) => {
      const { signal, progress } = output;
      const source = await openArray(address, { mode: "r", signal, ...placeOf(options) });
      const target = await openTarget(source, dest, options, signal);
      const counts = await rechunk(source, target, { maxMemory: options.maxMemory, signal, progress });
      await finishWriting(target.store);
      if (options.json === true) output.json({ ...counts, chunks: target.chunks, shards: target.shards });
      else {
        output.line(
          `Wrote ${counts.written} blocks; ${counts.present} were there. ${formatBytes(source.nbytes)} in all.`,
        );
      }
    });
}

/** The array to fill: a new one like the source, or the one that an earlier run began. */
async function openTarget(
  source: ZarrArray,
  dest: string,
  options: RechunkOptions,
  signal: AbortSignal,
): Promise<ZarrArray> {
  const place = { path: options.destPath, storageOptions: options.destStorage, signal };
  const wanted = creationOf(options);
  if (!wanted.overwrite) {
    try {
      const begun = await openArray(dest, { mode: "r+", ...place });
      requireSame(begun, source, options);
      return begun;
    } catch (error) {
      if (!(error instanceof errors.ArrayNotFoundError)) throw error;
    }
  }
  // Other chunks need not fit into the source's shards.
  const alike = { ...creationOptionsOf(source, source.zarrFormat), ...(wanted.chunks && { shards: null }) };
  return createArray({ store: dest, ...place, ...alike, attributes: source.attrs, ...wanted });
}

function requireSame(begun: ZarrArray, source: ZarrArray, { chunks, shards }: RechunkOptions): void {
  const same = (a: readonly number[] | null | undefined, b: readonly number[] | null): boolean =>
    a === undefined || a?.join() === b?.join();
  if (
    begun.dtype === source.dtype &&
    same(source.shape, begun.shape) &&
    same(chunks, begun.chunks) &&
    same(shards, begun.shards)
  )
    return;
  throw new UsageError(
    `There is another array at ${begun.store.description}/${begun.path}: ${begun.dtype} [${begun.shape.join(", ")}] in chunks of [${begun.chunks.join(", ")}]; pass --overwrite to replace it`,
  );
}
