import {
  CopyError,
  forEachConcurrently,
  hasValue,
  InvalidArgumentError,
  normalizePath,
  requireListable,
  requireWritable,
  type Store,
  valueCopier,
} from "@zarrkit/core";
import { environmentOf } from "../context.ts";
import { resolveStore, type StoreLike } from "../store/store-like.ts";
import type { OnProgress } from "./copy-region.ts";
import { type CopyCounts, type CopyLog, checkIfExists, summaryOf } from "./if-exists.ts";

/** About how many bytes of values are held at a time. */
const maxBytes = 512 * 2 ** 20;

/** What `copyStore` takes. */
export interface CopyStoreOptions {
  /** Copy only what is below this path of the source. */
  readonly sourcePath?: string | undefined;
  /** Copy to below this path of the target. */
  readonly destPath?: string | undefined;
  /** Source keys that match one of these are left out, unless one of `includes` matches too. */
  readonly excludes?: string | RegExp | readonly (string | RegExp)[] | undefined;
  /** Source keys that are copied although they match `excludes`. */
  readonly includes?: string | RegExp | readonly (string | RegExp)[] | undefined;
  /** Flags for patterns given as strings: `"i"`. */
  readonly flags?: string | undefined;
  /** What to do about a key that exists in the target: fail (the default), replace it, or skip it. */
  readonly ifExists?: "raise" | "replace" | "skip" | undefined;
  /** Count, and say what would be done, but write nothing. */
  readonly dryRun?: boolean | undefined;
  /** Takes a line for each key. */
  readonly log?: CopyLog | undefined;
  /** Hears how much is copied. */
  readonly onProgress?: OnProgress | undefined;
  /** Ends the copy with its reason once aborted. What is copied by then stays. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies keys and values from one store to another as they are, several at a time. Throws `CopyError` for the first key
 * that is in the way, after the keys before it in order are copied; `InvalidArgumentError`, `StoreError`.
 */
export async function copyStore(
  source: StoreLike,
  dest: StoreLike,
  options: CopyStoreOptions = {},
): Promise<CopyCounts> {
  const { ifExists = "raise", dryRun = false, log, onProgress, signal } = options;
  checkIfExists(ifExists, ["raise", "replace", "skip"]);
  const from = await resolveStore(source, { mode: "r" });
  const listing = requireListable(from);
  const to = await resolveStore(dest, { mode: "a" });
  if (!dryRun) requireWritable(to);
  const sourcePrefix = prefixOf(options.sourcePath);
  const destPrefix = prefixOf(options.destPath);
  const isWanted = keyFilter(options);
  const keys: string[] = [];
  for await (const key of listing.list(sourcePrefix, { signal })) if (isWanted(key)) keys.push(key);
  keys.sort();
  const targetOf = (key: string): string => destPrefix + key.slice(sourcePrefix.length);
  const limit = environmentOf({}).config.concurrency;
  const present = new Set<string>();
  if (ifExists !== "replace") {
    const look = async (key: string): Promise<void> => {
      if (await hasValue(to, targetOf(key), { signal })) present.add(key);
    };
    await forEachConcurrently(keys, limit, look, signal);
  }
  const inTheWay = ifExists === "raise" ? keys.findIndex((key) => present.has(key)) : -1;
  const counts: CopyCounts = { copied: 0, skipped: 0, bytesCopied: 0 };
  const copyOne = valueCopier(from, to, { concurrency: limit, maxBytes });
  let done = 0;
  const visit = async (key: string): Promise<void> => {
    const target = targetOf(key);
    const description = target === key ? key : `${key} -> ${target}`;
    if (present.has(key)) {
      counts.skipped++;
      log?.(`skip ${description}`);
    } else {
      const bytes = dryRun ? 0 : await copyOne(key, target, { signal });
      counts.bytesCopied += bytes ?? 0;
      counts.copied++;
      log?.(`copy ${description}`);
    }
    onProgress?.({ done: ++done, total: keys.length });
  };
  await forEachConcurrently(inTheWay === -1 ? keys : keys.slice(0, inTheWay), limit, visit, signal);
  if (inTheWay !== -1) throw alreadyThere(to, targetOf(keys[inTheWay] as string));
  log?.(summaryOf(counts, dryRun));
  return counts;
}

function prefixOf(path: string | undefined): string {
  const normalized = normalizePath(path ?? "");
  return normalized === "" ? "" : `${normalized}/`;
}

function alreadyThere(store: Store, key: string): CopyError {
  return new CopyError('The key exists already; pass ifExists "replace" or "skip"', { store: store.description, key });
}

function keyFilter({ excludes, includes, flags }: CopyStoreOptions): (key: string) => boolean {
  const excluded = patterns(excludes, flags);
  const included = patterns(includes, flags);
  // `search` ignores the position that a global pattern would keep between calls.
  const matches = (list: readonly RegExp[], key: string): boolean => list.some((pattern) => key.search(pattern) !== -1);
  return (key) => !matches(excluded, key) || matches(included, key);
}

function patterns(given: CopyStoreOptions["excludes"], flags: string | undefined): readonly RegExp[] {
  if (given === undefined) return [];
  const list = Array.isArray(given) ? given : [given as string | RegExp];
  return list.map((pattern) => {
    if (pattern instanceof RegExp) return pattern;
    try {
      return new RegExp(pattern, flags);
    } catch (cause) {
      throw new InvalidArgumentError(`${JSON.stringify(pattern)} is no regular expression`, { cause });
    }
  });
}
