import { resolveStore, type Store } from "@zarrkit/api";
import { copyValue, forEachConcurrently, requireWritable } from "@zarrkit/core";
import type { Command } from "commander";
import { UsageError } from "../failure.ts";
import { finishWriting } from "../finish-writing.ts";
import { formatBytes } from "../notation.ts";
import type { Output } from "../output.ts";
import { addOption, type PlaceOptions } from "../place.ts";
import { isDocument, storedKeys } from "../stored-keys.ts";

interface CopyOptions extends Pick<PlaceOptions, "storage"> {
  readonly destStorage?: Readonly<Record<string, unknown>>;
  readonly overwrite?: boolean;
  readonly concurrency: string;
  readonly json?: boolean;
}

export function addCopy(program: Command, output: Output): void {
  program
    .command("copy")
    .description("copy everything in a store to another, as it is; goes on where an earlier copy was broken off")
    .argument("<source>", "what to copy")
    .argument("<dest>", "where to")
    .option("-s, --storage <name=value>", "an option of the source's store; repeatable", addOption)
    .option("--dest-storage <name=value>", "an option of the target's store; repeatable", addOption)
    .option("--overwrite", "copy also what is there in the same size")
    .option("-j, --concurrency <number>", "values on their way at a time", "16")
    .option("--json", "say what was done as JSON")
    .action(async (source: string, dest: string, options: CopyOptions) => {
      const from = await resolveStore(source, { mode: "r", storageOptions: options.storage });
      const to = await resolveStore(dest, { mode: "a", isRoot: true, storageOptions: options.destStorage });
      requireWritable(to);
      const counts = await copyValues(from, to, options, output);
      await finishWriting(to);
      if (options.json === true) output.json(counts);
      else output.line(`Copied ${counts.copied} values of ${formatBytes(counts.bytes)}; ${counts.present} were there.`);
    });
}

interface Counts {
  copied: number;
  present: number;
  bytes: number;
}

async function copyValues(from: Store, to: Store, options: CopyOptions, output: Output): Promise<Counts> {
  const { signal } = output;
  const counts: Counts = { copied: 0, present: 0, bytes: 0 };
  const concurrency = Number(options.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new UsageError("--concurrency takes a whole number from 1");
  let done = 0;
  const copyOne = async (key: string): Promise<void> => {
    // Documents are small, and their size says little.
    if (options.overwrite !== true && !isDocument(key) && (await isPresent(from, to, key, signal))) counts.present++;
    else {
      const bytes = await copyValue(from, key, to, key, { signal });
      if (bytes !== undefined) {
        counts.copied++;
        counts.bytes += bytes;
      }
    }
    output.progress({ done: ++done, total: undefined });
  };
  const later: string[] = [];
  const chunks = (async function* () {
    for await (const key of storedKeys(from, signal)) {
      if (isDocument(key)) later.push(key);
      else yield key;
    }
  })();
  await forEachConcurrently(chunks, concurrency, copyOne, signal);
  for (const key of later) await copyOne(key);
  if (counts.copied + counts.present === 0) throw new UsageError(`There is nothing to copy in ${from.description}`);
  return counts;
}

/** Values are written whole or not at all, so that one of the same size is what an earlier copy left. */
async function isPresent(from: Store, to: Store, key: string, signal: AbortSignal): Promise<boolean> {
  const there = await to.size?.(key, { signal });
  return there !== undefined && there === (await from.size?.(key, { signal }));
}
