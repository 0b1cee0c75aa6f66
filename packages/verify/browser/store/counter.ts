import type { DirectoryStore } from "@zarrkit/store-web-fs";

/** Adds one to the value "counter", so many times, under the condition that nobody else has. Answers the refusals. */
export async function countUp(store: DirectoryStore, steps: number): Promise<number> {
  let refused = 0;
  for (let step = 0; step < steps; ) {
    const ifVersion = await store.version("counter");
    const value = (await store.get("counter")) as Uint8Array;
    const next = Uint8Array.of((value[0] as number) + 1, ...value.subarray(1));
    if (await store.set("counter", next, { ifVersion })) step++;
    else refused++;
  }
  return refused;
}
