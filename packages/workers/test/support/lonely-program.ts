import { Worker } from "node:worker_threads";
import { openArray } from "@zarrkit/api";
import { workerPool } from "../../src/index.ts";

// Reads the array at the first argument with workers of the second, and does nothing to end them.
const [store, script] = process.argv.slice(2) as [string, string];
const executor = await workerPool({ threads: 2, minBytes: 0, worker: () => new Worker(new URL(script)) });
const array = await openArray<"uint8">(store, { executor });
const { data } = await array.get();
process.stdout.write(`${data.reduce((sum, value) => sum + value, 0)}\n`);
