import type { ByteRange, PinnedOptions } from "@zarrkit/core/contract";
import type { Answer } from "./answer.ts";
import { checkRange, clip, lengthOf } from "./byte-range.ts";
import type { Client } from "./client.ts";
import { coalesce, partOf } from "./coalesce.ts";
import { rangeExcerpt } from "./excerpt.ts";
import { askFacts } from "./facts.ts";
import { HttpError } from "./http-error.ts";
import { isForeign } from "./origin.ts";

export { askFacts } from "./facts.ts";

/** Answers of servers that do not understand ranges that count from the end. */
const suffixRefusals = [400, 405, 416, 501];

/** Reads a range of a value; `undefined` when there is no value. */
export async function readRange(
  client: Client,
  url: string,
  range: ByteRange,
  { pin, signal, priority }: PinnedOptions,
): Promise<Uint8Array | undefined> {
  const options = { pin, signal, priority };
  checkRange(range);
  if (lengthOf(range) === 0) return (await askFacts(client, url, options)) && new Uint8Array();
  if ("suffix" in range) return (await readSuffix(client, url, range, options))?.bytes;
  const answer = await client.ask(url, { ...options, excerpt: rangeExcerpt(range) });
  // That a range is beyond the end may be news, and the answer need not say of which version.
  if (answer?.status === 416 && pin?.version !== undefined) await askFacts(client, url, options);
  return answer?.bytes;
}

/** Reads ranges: those that are close to each other travel together, and all answers are of one version. */
export async function readRanges(
  client: Client,
  url: string,
  ranges: readonly ByteRange[],
  { pin = { version: undefined }, ...options }: PinnedOptions,
): Promise<readonly Uint8Array[] | undefined> {
  ranges.forEach(checkRange);
  const { settings, origin } = client;
  const everything = { coalesceMaxGapBytes: Infinity, coalesceMaxBytes: Infinity };
  const runs = coalesce(ranges, origin.ignoresRanges ? everything : settings);
  const answers = await Promise.all(runs.map((run) => readRange(client, url, run.range, { ...options, pin })));
  const parts = new Array<Uint8Array>(ranges.length);
  for (const [index, run] of runs.entries()) {
    const bytes = answers[index];
    if (bytes === undefined) return undefined;
    for (const position of run.positions) parts[position] = partOf(run, bytes, ranges[position] as ByteRange);
  }
  return parts;
}

async function readSuffix(
  client: Client,
  url: string,
  range: { readonly suffix: number },
  options: PinnedOptions,
): Promise<Pick<Answer, "bytes"> | undefined> {
  const { origin, settings } = client;
  const { suffixRanges = !isForeign(origin.name) } = settings;
  if (!suffixRanges || origin.refusesSuffixes) return readEnd(client, url, range, options);
  try {
    const answer = await client.ask(url, { ...options, excerpt: rangeExcerpt(range) });
    if (answer?.status !== 416 || answer.size === 0) return answer;
  } catch (error) {
    if (!(error instanceof HttpError) || !suffixRefusals.includes(error.status ?? 0)) throw error;
  }
  const end = await readEnd(client, url, range, options);
  if (end !== undefined && end.bytes.length > 0) origin.refusesSuffixes = true;
  return end;
}

/** The end of a value by its position, once the size is known. */
async function readEnd(
  client: Client,
  url: string,
  range: ByteRange,
  { pin = { version: undefined }, ...options }: PinnedOptions,
): Promise<Pick<Answer, "bytes"> | undefined> {
  const facts = await askFacts(client, url, { ...options, pin });
  if (facts === undefined || facts.size === 0) return facts && { bytes: new Uint8Array() };
  const [offset, end] = clip(range, facts.size);
  return client.ask(url, { ...options, pin, excerpt: rangeExcerpt({ offset, length: end - offset }) });
}
