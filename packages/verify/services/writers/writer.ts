/** One of several processes that write the same chunks. Parameters: its number, and the plan as JSON. */
import { openArray, openGroup, slice, type ZarrArray } from "@zarrkit/api";
import { fileLockSynchronizer } from "@zarrkit/store-fs";
import {
  type ArrayName,
  arrayNames,
  blockLength,
  blockStart,
  type Report,
  setValue,
  type WritersPlan,
} from "./plan.ts";

const [, , number, text] = process.argv as [string, string, string, string];
const writer = Number(number);
const plan = JSON.parse(text) as WritersPlan;
const { store, storageOptions, locks, writers, sets, appends } = plan;
const options = {
  ...(storageOptions === undefined ? {} : { storageOptions: { ...storageOptions } }),
  ...(locks === undefined ? {} : { synchronizer: fileLockSynchronizer(locks) }),
};

function report(line: Report): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Sets each of the writer's positions once, now one and now several in one chunk or two, in an order of its own. */
async function setAll(array: ZarrArray, name: ArrayName): Promise<void> {
  const steps: number[] = [];
  for (let first = 0; first < sets; first += 8) steps.push(first);
  steps.sort((a, b) => ((a * 7919 + writer * 104729) % 10007) - ((b * 7919 + writer * 104729) % 10007));
  for (const first of steps) {
    const own = Array.from({ length: Math.min(8, sets - first) }, (_, step) => (first + step) * writers + writer);
    const [start] = own as [number];
    await array.set([slice(start, (own.at(-1) as number) + 1, writers)], Int32Array.from(own, setValue));
    for (const position of own) report({ kind: "set", array: name, position });
  }
}

async function appendAll(array: ZarrArray): Promise<void> {
  for (let append = 0; append < appends; append++) {
    const start = blockStart(plan, writer, append);
    await array.append(Int32Array.from({ length: blockLength }, (_, index) => start - index));
    await array.updateAttributes({ [`${writer} ${append}`]: start });
  }
}

const group = await openGroup(store, { mode: "a", ...options });
const created = await group.createArray("raced", { shape: [1], dtype: "int8", attributes: { writer } }).then(
  () => true,
  (error) => {
    if (error.code !== "CONTAINS_ARRAY") throw error;
    return false;
  },
);
report({ kind: "started", created });
const work = arrayNames.flatMap((name) => [
  // Two handles, so that one does not know how far the other has made the array grow.
  openArray(store, { path: name, ...options }).then((array) => setAll(array, name)),
  openArray(store, { path: name, ...options }).then(appendAll),
]);
await Promise.all(work);
report({ kind: "done", created });
