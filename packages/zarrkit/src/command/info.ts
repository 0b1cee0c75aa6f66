import { open, type ZarrNode } from "@zarrkit/api";
import type { Command } from "commander";
import { formatJson, type Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";

interface InfoOptions extends PlaceOptions {
  readonly complete?: boolean;
  readonly json?: boolean;
}

export function addInfo(program: Command, output: Output): void {
  withPlace(program.command("info"))
    .description("what a node is: type, shape, chunks, codecs, attributes")
    .argument("<store>", "where it is")
    .option("-c, --complete", "count what is stored, too; looks through the store")
    .option("--json", "as JSON")
    .action(async (store: string, options: InfoOptions) => {
      const { signal } = output;
      const node = await open(store, { mode: "r", signal, ...placeOf(options) });
      const complete = options.complete === true && node.kind === "array";
      if (options.json === true) {
        output.json({ ...describe(node), ...(complete ? await stored(node, signal) : {}) });
        return;
      }
      output.line(complete ? await node.infoComplete({ signal }) : await node.info());
      const attributes = Object.entries(node.attrs);
      if (attributes.length > 0) output.line(output.colors.bold("Attributes"));
      for (const [name, value] of attributes) output.line(`${name.padEnd(19)}: ${formatJson(value)}`);
    });
}

function describe(node: ZarrNode): object {
  const { kind, path, zarrFormat, attrs: attributes } = node;
  if (node.kind === "group") return { kind, path, zarrFormat, attributes };
  const { shape, dtype, chunks, shards, fillValue, dimensionNames, nbytes, codecs, metadata } = node;
  const own = { shape, dtype, chunks, shards, fillValue, dimensionNames, nbytes, codecs };
  return { kind, path, zarrFormat, ...own, attributes, metadata };
}

async function stored(node: ZarrNode & { kind: "array" }, signal: AbortSignal): Promise<object> {
  return {
    nbytesStored: await node.nbytesStored({ signal }),
    nchunksInitialized: await node.nchunksInitialized({ signal }),
    nchunks: node.nchunks,
  };
}
