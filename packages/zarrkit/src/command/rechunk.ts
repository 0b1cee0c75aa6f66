import { openArray, resolveStore } from "@zarrkit/api";
import { creationOptionsOf } from "@zarrkit/core";
import type { Command } from "commander";
import { type ArrayOptions, creationOf, withArrayOptions } from "../array-options.ts";
import { beginArray } from "../begin-array.ts";
import { finishWriting } from "../finish-writing.ts";
import { maxMemoryOption } from "../max-memory.ts";
import { formatBytes } from "../notation.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, type TargetOptions, withPlace, withTarget } from "../place.ts";
import { readingConfig, rechunk } from "../rechunk/rechunk.ts";
import { requireApart } from "../require-apart.ts";

interface RechunkOptions extends PlaceOptions, TargetOptions, ArrayOptions {
  readonly maxMemory: number;
  readonly json?: boolean;
}

export function addRechunk(program: Command, output: Output): void {
  withTarget(withArrayOptions(withPlace(program.command("rechunk"))))
    .description(
      "copy an array into other chunks, shards or codecs; goes on where an earlier run was broken off. A zip archive is begun anew, and held in memory until it is complete",
    )
    .argument("<source>", "the array")
    .argument("<dest>", "where the new one goes")
    .addOption(maxMemoryOption())
    .option("--json", "say what was done as JSON")
    .action(async (address: string, dest: string, options: RechunkOptions) => {
      const { signal, progress } = output;
      const { maxMemory, destPath: path, destStorage: storageOptions } = options;
      const place = { mode: "r", signal, ...placeOf(options) } as const;
      const config = readingConfig(await openArray(address, place), maxMemory);
      const source = await openArray(address, { ...place, config });
      const store = await resolveStore(dest, { mode: "a", storageOptions });
      requireApart(source, { store, path });
      const wanted = creationOf(options);
      // Other chunks need not fit into the source's shards.
      const like = { ...creationOptionsOf(source, source.zarrFormat), ...(wanted.chunks && { shards: null }) };
      const made = await finishWriting(store, output, async () => {
        const target = await beginArray({ store, path, signal }, { ...like, attributes: source.attrs, ...wanted });
        const counts = await rechunk(source, target, { maxMemory, signal, progress });
        return { ...counts, chunks: target.chunks, shards: target.shards };
      });
      if (options.json === true) output.json(made);
      else
        output.line(`Wrote ${made.written} blocks; ${made.present} were there. ${formatBytes(source.nbytes)} in all.`);
    });
}
