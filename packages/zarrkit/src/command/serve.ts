import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { resolveStore } from "@zarrkit/api";
import type { Command } from "commander";
import { UsageError } from "../failure.ts";
import type { Output } from "../output.ts";
import { addOption, type PlaceOptions } from "../place.ts";
import { inspectorFiles, inspectorPath } from "../serve/inspector.ts";
import { createStoreServer } from "../serve/store-server.ts";

interface ServeOptions extends Pick<PlaceOptions, "storage"> {
  readonly port: string;
  readonly host: string;
  readonly json?: boolean;
}

export function addServe(program: Command, output: Output): void {
  program
    .command("serve")
    .description(
      "give a store's values over HTTP with ranges, to this machine only unless told otherwise; Ctrl-C ends it",
    )
    .argument("<store>", "a folder, a zip archive, or anything else")
    .option("-s, --storage <name=value>", "an option of the store; repeatable", addOption)
    .option("--port <number>", "port to listen on; 0 takes any", "8080")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--json", "say where as JSON")
    .action(async (address: string, options: ServeOptions) => {
      const { signal } = output;
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65535)
        throw new UsageError(`--port is a number up to 65535, found ${options.port}`);
      const store = await resolveStore(address, { mode: "r", storageOptions: options.storage });
      const inspector = inspectorFiles();
      const server = createStoreServer(store, inspector);
      server.listen(port, options.host);
      await once(server, "listening");
      const { port: listening } = server.address() as AddressInfo;
      const url = `http://${options.host}:${listening}/`;
      if (options.json === true) output.json({ url, store: store.description });
      else {
        output.line(`Serving ${store.description} at ${url}`);
        if (inspector !== undefined) output.line(`Look at it: ${url}${inspectorPath.slice(1)}?url=/`);
      }
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      server.close();
      server.closeAllConnections();
    });
}
