import { open } from "@zarrkit/api";
import { shapeAndDtype } from "@zarrkit/core";
import type { Command } from "commander";
import { InputError } from "../failure.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";

interface LsOptions extends PlaceOptions {
  readonly long?: boolean;
  readonly json?: boolean;
}

export function addLs(program: Command, output: Output): void {
  withPlace(program.command("ls"))
    .description("the members of a group, one a line; groups end in a slash")
    .argument("<store>", "where it is")
    .option("-l, --long", "with shape and data type")
    .option("--json", "as JSON")
    .action(async (store: string, options: LsOptions) => {
      const { signal, colors } = output;
      const group = await open(store, { mode: "r", signal, ...placeOf(options) });
      if (group.kind === "array") {
        throw new InputError(
          `${group.store.description}/${group.path} is an array and has no members; try info or tree`,
        );
      }
      const found: object[] = [];
      for await (const [name, node] of group.members({ signal })) {
        const more = node.kind === "array" ? { shape: node.shape, dtype: node.dtype } : {};
        if (options.json === true) found.push({ name, kind: node.kind, ...more });
        else if (node.kind === "group") output.line(colors.blue(`${name}/`));
        else output.line(options.long === true ? `${name}  ${shapeAndDtype(node)}` : name);
      }
      if (options.json === true) output.json(found);
    });
}
