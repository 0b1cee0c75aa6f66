import { open, tree, type ZarrGroup, type ZarrNode } from "@zarrkit/api";
import { shapeAndDtype } from "@zarrkit/core";
import type { Command } from "commander";
import { parseCount } from "../notation.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";

interface TreeOptions extends PlaceOptions {
  readonly level?: number;
  readonly json?: boolean;
}

export function addTree(program: Command, output: Output): void {
  withPlace(program.command("tree"))
    .description("the groups and arrays below a group; of an array, itself")
    .argument("<store>", "where it is")
    .option("-l, --level <number>", "how many levels to show", parseCount)
    .option("--json", "as a JSON list of paths, kinds, shapes and data types")
    .action(async (store: string, { level, json, ...options }: TreeOptions) => {
      const { signal } = output;
      const root = await open(store, { mode: "r", signal, ...placeOf(options) });
      const maxDepth = level === undefined ? null : level - 1;
      if (json === true) output.json(root.kind === "array" ? [entry("", root)] : await entries(root, maxDepth, signal));
      else if (root.kind === "array") output.line(`/${root.path} ${shapeAndDtype(root)}`);
      else output.write(await tree(root, { maxDepth, signal }));
    });
}

interface Entry {
  readonly path: string;
  readonly kind: string;
}

function entry(path: string, node: ZarrNode): Entry {
  return { path, kind: node.kind, ...(node.kind === "array" && { shape: node.shape, dtype: node.dtype }) };
}

async function entries(group: ZarrGroup, maxDepth: number | null, signal: AbortSignal): Promise<Entry[]> {
  const found: Entry[] = [];
  for await (const [path, node] of group.members({ maxDepth, signal })) found.push(entry(path, node));
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
