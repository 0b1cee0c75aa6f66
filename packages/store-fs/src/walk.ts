import { type Dirent, readdirSync } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { sep } from "node:path";
import type { MaybePromise } from "@zarrkit/core/contract";
import { fileError, isExhausted, isMissing, whenExhausted } from "./file-error.ts";
import { isPartial, keyFault } from "./key-path.ts";
import { hasTurn, takeTurn } from "./turn.ts";

export interface WalkOptions {
  /** Go into folders; otherwise they are answered with a slash at the end. */
  readonly deep: boolean;
  /** Answer what unfinished writes left behind, and nothing else. */
  readonly partial?: boolean;
  readonly followSymlinks: boolean;
  readonly signal: AbortSignal | undefined;
}

/** The files below a folder, as names relative to it with `/` between segments. Nothing when there is no such folder. */
export async function* walk(folder: string, options: WalkOptions): AsyncGenerator<string> {
  const stack: Folder[] = [{ path: folder, name: "", roads: [] }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    options.signal?.throwIfAborted();
    const { path, name, roads } = next;
    for (const entry of await entries(path)) {
      options.signal?.throwIfAborted();
      if (keyFault(entry.name, process.platform) !== undefined) continue;
      const below = `${path}${path.endsWith(sep) ? "" : sep}${entry.name}`;
      const kind = await kindOf(entry, below, options.followSymlinks);
      if (kind === "file") {
        if (isPartial(entry.name) === (options.partial ?? false)) yield name + entry.name;
      } else if (kind === "folder") {
        const inside = `${name}${entry.name}/`;
        if (!options.deep) yield inside;
        else if (!entry.isSymbolicLink()) stack.push({ path: below, name: inside, roads });
        else {
          const behind = await throughLink(path, below, roads);
          if (behind !== undefined) stack.push({ path: below, name: inside, roads: behind });
        }
      }
    }
  }
}

interface Folder {
  readonly path: string;
  readonly name: string;
  /** Real paths of the folders that hold the links on the way here, and of where they led. */
  readonly roads: readonly string[];
}

/** The roads behind a link, or `undefined` when it leads back to where the walk came from. */
async function throughLink(
  folder: string,
  link: string,
  roads: readonly string[],
): Promise<readonly string[] | undefined> {
  try {
    const [here, target] = await Promise.all([realpath(folder), realpath(link)]);
    const all = [...roads, here];
    const within = target.endsWith(sep) ? target : target + sep;
    if (all.some((road) => road === target || road.startsWith(within))) return undefined;
    return [...all, target];
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError("list", link, error);
  }
}

function entries(folder: string): MaybePromise<Dirent[]> {
  if (!hasTurn()) return entriesLater(folder);
  try {
    return takeTurn(() => readdirSync(folder, { withFileTypes: true }));
  } catch (error) {
    if (isMissing(error)) return [];
    if (isExhausted(error)) return entriesLater(folder);
    throw fileError("list", folder, error);
  }
}

async function entriesLater(folder: string): Promise<Dirent[]> {
  try {
    return await whenExhausted(() => readdir(folder, { withFileTypes: true }));
  } catch (error) {
    if (isMissing(error)) return [];
    throw fileError("list", folder, error);
  }
}

function kindOf(entry: Dirent, path: string, followSymlinks: boolean): MaybePromise<"file" | "folder" | undefined> {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (entry.isSymbolicLink() && !followSymlinks) return undefined;
  return kindBehind(path);
}

/** What a link leads to, or what a file system that does not tell kinds in listings has there. */
async function kindBehind(path: string): Promise<"file" | "folder" | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? "file" : found.isDirectory() ? "folder" : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError("list", path, error);
  }
}
