import { resolveStore } from "@zarrkit/api";
import { requireWritable } from "@zarrkit/core";
import type { Command } from "commander";
import { copyValues } from "../copy/copy-values.ts";
import { finishWriting } from "../finish-writing.ts";
import { maxMemoryOption } from "../max-memory.ts";
import { formatBytes, parseCount } from "../notation.ts";
import type { Output } from "../output.ts";
import { addOption, type PlaceOptions } from "../place.ts";

interface CopyOptions extends Pick<PlaceOptions, "storage"> {
  readonly destStorage?: Readonly<Record<string, unknown>>;
  readonly overwrite?: boolean;
  readonly concurrency: number;
  readonly maxMemory: number;
  readonly json?: boolean;
}

export function addCopy(program: Command, output: Output): void {
  program
    .command("copy")
    .description(
      "copy everything in a store to another, as it is; goes on where an earlier copy was broken off. A zip archive is begun anew, and held in memory until it is complete",
    )
    .argument("<source>", "what to copy")
    .argument("<dest>", "where to")
    .option("-s, --storage <name=value>", "an option of the source's store; repeatable", addOption)
    .option("--dest-storage <name=value>", "an option of the target's store; repeatable", addOption)
    .option("--overwrite", "copy also what is there in the same size")
    .option("-j, --concurrency <number>", "values on their way at a time", parseCount, 16)
    .addOption(maxMemoryOption())
    .option("--json", "say what was done as JSON")
    .action(async (source: string, dest: string, options: CopyOptions) => {
      const from = await resolveStore(source, { mode: "r", storageOptions: options.storage });
      const to = await resolveStore(dest, { mode: "a", isRoot: true, storageOptions: options.destStorage });
      requireWritable(to);
      const { overwrite = false, concurrency, maxMemory } = options;
      const { signal, progress } = output;
      const copying = { overwrite, concurrency, maxMemory, signal, progress };
      const counts = await finishWriting(to, output, () => copyValues(from, to, copying));
      if (options.json === true) output.json(counts);
      else output.line(`Copied ${counts.copied} values of ${formatBytes(counts.bytes)}; ${counts.present} were there.`);
    });
}
