#!/usr/bin/env node
import { setMaxListeners } from "node:events";
import { argv, exit, stderr, stdout } from "node:process";
import { run } from "./run.ts";

// A reader that has seen enough, such as `head`, closes the pipe.
stdout.on("error", (error: NodeJS.ErrnoException) => exit(error.code === "EPIPE" ? 0 : 1));

const controller = new AbortController();
// Everything that is under way listens.
setMaxListeners(0, controller.signal);
// The first Ctrl-C lets writes that have begun come to their end, the second one does not wait.
process.on("SIGINT", () => (controller.signal.aborted ? exit(130) : controller.abort()));
process.on("SIGTERM", () => controller.abort());

process.exitCode = await run(argv.slice(2), { stdout, stderr, signal: controller.signal });
