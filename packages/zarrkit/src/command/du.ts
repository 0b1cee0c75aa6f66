import { open, resolveStore, type Store } from "@zarrkit/api";
import { forEachConcurrently, normalizePath, valueSize } from "@zarrkit/core";
import type { Command } from "commander";
import { formatBytes } from "../notation.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";
import { storedKeys } from "../stored-keys.ts";

export function addDu(program: Command, output: Output): void {
  withPlace(program.command("du"))
    .description("how many bytes each node takes in its store, with everything below it")
    .argument("<store>", "where it is")
    .option("--json", "as JSON")
    .action(async (address: string, options: PlaceOptions & { readonly json?: boolean }) => {
      const { signal } = output;
      const { path: given = "", storageOptions } = placeOf(options);
      const store = await resolveStore(address, { mode: "r", storageOptions });
      const root = normalizePath(given);
      const sizes = new Map<string, { bytes: number; values: number }>();
      for (const path of await nodePaths(store, root, signal)) sizes.set(path, { bytes: 0, values: 0 });
      let done = 0;
      const count = async (key: string): Promise<void> => {
        const bytes = await valueSize(store, key, { signal });
        output.progress({ done: ++done, total: undefined });
        if (bytes === undefined) return;
        for (const path of parents(root === "" ? key : key.slice(root.length + 1))) {
          const size = sizes.get(path);
          if (size === undefined) continue;
          size.bytes += bytes;
          size.values++;
        }
      };
      await forEachConcurrently(storedKeys(store, root, signal), 32, count, signal);
      const rows = [...sizes].map(([path, size]) => ({ path: `/${path}`, ...size }));
      if (options.json === true) output.json(rows);
      else for (const { path, bytes } of rows) output.line(`${formatBytes(bytes).padStart(10)}  ${path}`);
    });
}

/** The paths of all nodes below a place, from it; the place itself is empty. */
async function nodePaths(store: Store, path: string, signal: AbortSignal): Promise<string[]> {
  const root = await open(store, { mode: "r", path, signal });
  const paths = [""];
  if (root.kind === "group") for await (const [below] of root.members({ maxDepth: null, signal })) paths.push(below);
  return paths.sort();
}

/** The paths that a key lies below: `a/b/zarr.json` is below `a/b`, `a` and the root. */
function* parents(key: string): Generator<string> {
  for (let path = key; path !== ""; ) {
    path = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    yield path;
  }
}
