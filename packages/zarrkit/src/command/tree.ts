import { openGroup, tree } from "@zarrkit/api";
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
    .description("the groups and arrays below a group")
    .argument("<store>", "where it is")
    .option("-l, --level <number>", "how many levels to show", parseCount)
    .option("--json", "as a JSON list of paths, kinds, shapes and data types")
    .action(async (store: string, options: TreeOptions) => {
      const { signal } = output;
      const group = await openGroup(store, { mode: "r", signal, ...placeOf(options) });
      const { level } = options;
      if (options.json !== true) {
        output.line(await tree(group, { level, signal }));
        return;
      }
      const found: { readonly path: string; readonly kind: string }[] = [];
      const maxDepth = level === undefined ? null : level - 1;
      for await (const [path, node] of group.members({ maxDepth, signal })) {
        const { kind } = node;
        const more = node.kind === "array" ? { shape: node.shape, dtype: node.dtype } : {};
        found.push({ path, kind, ...more });
      }
      output.json(found.sort((a, b) => (a.path < b.path ? -1 : 1)));
    });
}
