import { open, type Store, type ZarrArray, type ZarrNode } from "@zarrkit/api";
import { forEachConcurrently, hasValue, isDocumentKey, isListable } from "@zarrkit/core";
import type { Progress } from "../output.ts";
import { storedKeys } from "../stored-keys.ts";

/** Something that is wrong, or odd, about a key. */
export interface Finding {
  readonly severity: "error" | "warning";
  readonly key: string;
  readonly message: string;
}

export interface Report {
  readonly nodes: number;
  readonly chunks: number;
  readonly findings: readonly Finding[];
}

export interface ValidateOptions {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/**
 * Checks every rule of every metadata document, and decodes every stored chunk, checksums included. Looks at each key
 * that the store lists below a path, so that what no node speaks for is found, too.
 */
export async function validate(store: Store, path: string, options: ValidateOptions): Promise<Report> {
  const { signal, progress } = options;
  const findings: Finding[] = [];
  const keys: string[] = [];
  for await (const key of storedKeys(store, path, signal)) keys.push(key);
  const nodes = new Map<string, ZarrNode>();
  for (const key of keys.filter(isDocumentKey).sort()) {
    const at = key.slice(0, Math.max(0, key.lastIndexOf("/")));
    if (nodes.has(at) || findings.some((finding) => finding.key === key)) continue;
    try {
      nodes.set(at, await open(store, { mode: "r", path: at, useConsolidated: false, signal }));
    } catch (error) {
      findings.push({ severity: "error", key: keyOf(error) ?? key, message: messageOf(error) });
    }
  }
  if (keys.length === 0) findings.push({ severity: "error", key: path, message: "nothing is stored here" });
  const others = keys.filter((key) => !isDocumentKey(key));
  let done = 0;
  let chunks = 0;
  await forEachConcurrently(
    others,
    8,
    async (key) => {
      const found = await checkChunk(nodes, key, signal);
      if (found === "good") chunks++;
      else if (found !== "absent") findings.push(found);
      progress({ done: ++done, total: others.length });
    },
    signal,
  );
  return { nodes: nodes.size, chunks, findings: findings.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

async function checkChunk(
  nodes: ReadonlyMap<string, ZarrNode>,
  key: string,
  signal: AbortSignal,
): Promise<Finding | "good" | "absent"> {
  const array = arrayOf(nodes, key);
  const coordinates = array?.chunkCoordinates(key);
  if (array === undefined || coordinates === undefined) {
    const message = array === undefined ? "belongs to no array" : "is no chunk of the array it lies in";
    return { severity: "warning", key, message };
  }
  // Of a store that cannot list, this is a key that there may be.
  if (!isListable(array.store) && !(await hasValue(array.store, key, { signal }))) return "absent";
  try {
    await array.blocks.get([...coordinates], { signal });
    return "good";
  } catch (error) {
    if (signal.aborted) throw error;
    return { severity: "error", key, message: messageOf(error) };
  }
}

/** The array that a key lies in. */
function arrayOf(nodes: ReadonlyMap<string, ZarrNode>, key: string): ZarrArray | undefined {
  for (let path = key; path !== ""; ) {
    path = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    const node = nodes.get(path);
    if (node !== undefined) return node.kind === "array" ? node : undefined;
  }
  return undefined;
}

function keyOf(error: unknown): string | undefined {
  return error instanceof Error && "key" in error && typeof error.key === "string" ? error.key : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
