import {
  type ArrayCreationOptions,
  CopyError,
  creationOptionsOf,
  forEachConcurrently,
  InvalidArgumentError,
  joinPath,
  normalizePath,
  ZarrArray,
  ZarrGroup,
  type ZarrNode,
} from "@zarrkit/core";
import { copyEncoded, sameEncoding } from "./copy-encoded.ts";
import { copyRegions, type OnProgress } from "./copy-region.ts";
import { type CopyCounts, type CopyLog, checkIfExists, type IfExists, summaryOf } from "./if-exists.ts";

/** What `copy` and `copyAll` take. */
export interface CopyOptions {
  /** Name of the copy; the last part of the source's path when left out. */
  readonly name?: string | undefined;
  /** Copy a group's arrays but not its subgroups. */
  readonly shallow?: boolean | undefined;
  /** Leave attributes out. */
  readonly withoutAttrs?: boolean | undefined;
  /** What to do about a node that is in the way. */
  readonly ifExists?: IfExists | undefined;
  /** Count, and say what would be done, but write nothing. */
  readonly dryRun?: boolean | undefined;
  /** What copied arrays should have instead of what the source has. */
  readonly create?: Partial<ArrayCreationOptions> | undefined;
  /** Takes a line for each node. */
  readonly log?: CopyLog | undefined;
  /** Hears how much is copied. */
  readonly onProgress?: OnProgress | undefined;
  /** Ends the copy with its reason once aborted. What is copied by then stays. */
  readonly signal?: AbortSignal | undefined;
}

/** One copy under way. */
interface CopyJob extends CopyOptions {
  readonly ifExists: IfExists;
  readonly counts: CopyCounts;
}

/**
 * Copies an array or a group with everything below it into a group. A group that is there already is merged into; an
 * array that is in the way obeys `ifExists`. Chunks are copied without decoding where both sides encode alike.
 *
 * Throws `CopyError`, `InvalidArgumentError`, `CodecError`, `StoreError`.
 */
export async function copy(source: ZarrNode, dest: ZarrGroup, options: CopyOptions = {}): Promise<CopyCounts> {
  if (!(dest instanceof ZarrGroup)) throw new InvalidArgumentError("dest must be a group");
  const name = options.name ?? source.basename;
  if (name === "") throw new InvalidArgumentError("The root of a store has no name; give one for the copy");
  const job = jobOf(options);
  await copyNode(source, dest, normalizePath(name), job);
  options.log?.(summaryOf(job.counts, options.dryRun === true));
  return job.counts;
}

/** Copies the members of one group into another. The groups' own attributes stay as they are. Throws as {@link copy}. */
export async function copyAll(
  source: ZarrGroup,
  dest: ZarrGroup,
  options: Omit<CopyOptions, "name"> = {},
): Promise<CopyCounts> {
  if (!(dest instanceof ZarrGroup)) throw new InvalidArgumentError("dest must be a group");
  const job = jobOf(options);
  await forEachMember(source, job, (name, node) => copyNode(node, dest, name, job));
  options.log?.(summaryOf(job.counts, options.dryRun === true));
  return job.counts;
}

function jobOf(options: CopyOptions): CopyJob {
  const ifExists = checkIfExists(options.ifExists ?? "raise", ["raise", "replace", "skip", "skip_initialized"]);
  return { ...options, ifExists, counts: { copied: 0, skipped: 0, bytesCopied: 0 } };
}

async function copyNode(source: ZarrNode, dest: ZarrGroup, name: string, job: CopyJob): Promise<void> {
  const { signal } = job;
  signal?.throwIfAborted();
  const existing = await dest.get(name, { signal });
  const path = `/${joinPath(dest.path, name)}`;
  const merges = source.kind === "group" && existing?.kind === "group";
  if (existing !== undefined && !merges && !(await clearedFor(existing, dest, name, job))) {
    job.counts.skipped++;
    job.log?.(`skip ${path}`);
  } else if (source.kind === "array") {
    await copyArray(source, dest, name, job);
  } else {
    await copyGroup(source, dest, name, merges ? (existing as ZarrGroup) : undefined, job);
  }
  job.onProgress?.({ done: job.counts.copied + job.counts.skipped, total: undefined });
}

/** Deals with a node that is in the way; false when it is to stay. */
async function clearedFor(existing: ZarrNode, dest: ZarrGroup, name: string, job: CopyJob): Promise<boolean> {
  const { ifExists, dryRun, signal } = job;
  if (ifExists === "raise") {
    throw new CopyError(`The ${existing.kind} exists already; pass another ifExists`, {
      store: existing.store.description,
      path: existing.path,
    });
  }
  if (ifExists === "skip") return false;
  if (ifExists === "skip_initialized" && existing instanceof ZarrArray && (await isInitialized(existing))) return false;
  if (dryRun !== true) await dest.delete(name, { signal });
  return true;
}

async function isInitialized(array: ZarrArray): Promise<boolean> {
  return (await array.nchunksInitialized()) === array.nchunks;
}

async function copyArray(source: ZarrArray, dest: ZarrGroup, name: string, job: CopyJob): Promise<void> {
  const { counts, dryRun, withoutAttrs, create, log, signal } = job;
  const path = `/${joinPath(dest.path, name)}`;
  if (dryRun !== true) {
    const attributes = withoutAttrs === true ? {} : source.attrs;
    const like = creationOptionsOf(source, dest.zarrFormat);
    const target = await dest.createArray(name, { ...like, attributes, ...create, signal });
    if (sameEncoding(source, target)) await copyEncoded(source, target, { signal });
    else await copyRegions(source, target, { signal });
    counts.bytesCopied += source.nbytes;
  }
  counts.copied++;
  log?.(`copy ${path} (${source.shape.join(", ")}${source.ndim === 1 ? "," : ""}) ${source.dtype}`);
}

async function copyGroup(
  source: ZarrGroup,
  dest: ZarrGroup,
  name: string,
  existing: ZarrGroup | undefined,
  job: CopyJob,
): Promise<void> {
  const { counts, dryRun, withoutAttrs, shallow, log, signal } = job;
  log?.(`copy /${joinPath(dest.path, name)}`);
  counts.copied++;
  const attributes = withoutAttrs === true ? {} : source.attrs;
  const target = dryRun === true ? existing : (existing ?? (await dest.createGroup(name, { signal })));
  if (dryRun !== true && target !== undefined) await target.updateAttributes(attributes, { signal });
  await forEachMember(source, job, async (child, node) => {
    if (shallow === true && node.kind === "group") return;
    // In a dry run a group that is not there yet has nothing in the way.
    if (target === undefined) await countNode(node, joinPath(name, child), dest, job);
    else await copyNode(node, target, child, job);
  });
}

/** Visits the direct members of a group: arrays several at a time, groups one after the other, as they hold more. */
async function forEachMember(
  source: ZarrGroup,
  { signal }: CopyJob,
  visit: (name: string, node: ZarrNode) => Promise<void>,
): Promise<void> {
  const arrays: [string, ZarrNode][] = [];
  const groups: [string, ZarrNode][] = [];
  for await (const member of source.members({ signal })) (member[1].kind === "array" ? arrays : groups).push(member);
  await forEachConcurrently(arrays, source.environment.config.concurrency, (member) => visit(...member), signal);
  for (const member of groups) await visit(...member);
}

/** Counts a subtree that a dry run would copy. */
async function countNode(node: ZarrNode, name: string, dest: ZarrGroup, job: CopyJob): Promise<void> {
  if (node.kind === "array") await copyArray(node, dest, name, job);
  else await copyGroup(node, dest, name, undefined, job);
}
