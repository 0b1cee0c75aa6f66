import { openGroup, resolveStore } from "@zarrkit/api";
import { forEachConcurrently, requireListable } from "@zarrkit/core";
import type { Command } from "commander";
import { formatBytes } from "../notation.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";

export function addDu(program: Command, output: Output): void {
  withPlace(program.command("du"))
    .description("how many bytes each node takes in its store, with everything below it")
    .argument("<store>", "where it is")
    .option("--json", "as JSON")
    .action(async (address: string, options: PlaceOptions & { readonly json?: boolean }) => {
      const { signal } = output;
      const place = placeOf(options);
      const store = await resolveStore(address, { mode: "r", storageOptions: place.storageOptions });
      const root = (place.path ?? "").replace(/^\/+|\/+$/g, "");
      const prefix = root === "" ? "" : `${root}/`;
      const sizes = new Map<string, { bytes: number; values: number }>();
      for (const path of await nodePaths(address, place, signal)) sizes.set(path, { bytes: 0, values: 0 });
      let done = 0;
      const count = async (key: string): Promise<void> => {
        const bytes =
          store.size === undefined ? (await store.get(key, { signal }))?.length : await store.size(key, { signal });
        for (const path of parents(key.slice(prefix.length))) {
          const size = sizes.get(path);
          if (size === undefined) continue;
          size.bytes += bytes ?? 0;
          size.values++;
        }
        output.progress({ done: ++done, total: undefined });
      };
      await forEachConcurrently(requireListable(store).list(prefix, { signal }), 32, count, signal);
      const rows = [...sizes].map(([path, size]) => ({ path: `/${path}`, ...size }));
      if (options.json === true) output.json(rows);
      else for (const { path, bytes } of rows) output.line(`${formatBytes(bytes).padStart(10)}  ${path}`);
    });
}

/** The paths of all nodes below a place, from it; the place itself is empty. */
async function nodePaths(address: string, place: ReturnType<typeof placeOf>, signal: AbortSignal): Promise<string[]> {
  const paths = [""];
  try {
    const group = await openGroup(address, { mode: "r", signal, ...place });
    for await (const [path] of group.members({ maxDepth: null, signal })) paths.push(path);
  } catch (error) {
    // An array is one place.
    if (!(error instanceof Error && "code" in error && error.code === "CONTAINS_ARRAY")) throw error;
  }
  return paths.sort();
}

/** The paths that a key lies below: `a/b/zarr.json` is below `a/b`, `a` and the root. */
function* parents(key: string): Generator<string> {
  for (let path = key; path !== ""; ) {
    path = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    yield path;
  }
}
