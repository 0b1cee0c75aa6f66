import { consolidateMetadata } from "@zarrkit/api";
import type { Command } from "commander";
import { closeStore } from "../finish-writing.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";

export function addConsolidate(program: Command, output: Output): void {
  withPlace(program.command("consolidate"))
    .description("write one document that describes all nodes below a group")
    .argument("<store>", "where it is")
    .option("--json", "say what was written as JSON")
    .action(async (store: string, options: PlaceOptions & { readonly json?: boolean }) => {
      const group = await consolidateMetadata(store, { signal: output.signal, ...placeOf(options) });
      await closeStore(group.store);
      let nodes = 0;
      for await (const _ of group.members({ maxDepth: null, signal: output.signal })) nodes++;
      if (options.json === true) output.json({ path: group.path, zarrFormat: group.zarrFormat, nodes });
      else output.line(`Consolidated ${nodes} nodes.`);
    });
}
