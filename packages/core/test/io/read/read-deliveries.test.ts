import { expect, test } from "vitest";
import { caught } from "../../support/caught.ts";
import { countListeners } from "../../support/count-listeners.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { counting, openSmall, smallArray } from "../../support/small-array.ts";

async function stored() {
  const store = new CountingStore();
  await (await smallArray(store, { shape: [24], chunks: [2] })).set(null, counting(24));
  return openSmall(store);
}

test("reads put one listener on a signal that they share", async () => {
  const array = await stored();
  const { signal } = new AbortController();
  const listeners = countListeners(signal);
  await Promise.all(Array.from({ length: 12 }, (_, index) => array.get([index], { signal })));
  expect(listeners).toEqual({ now: 0, most: 1 });
});

test("reads that share a signal all end with it", async () => {
  const array = await stored();
  const controller = new AbortController();
  const reads = [0, 8, 16].map((index) => caught(array.get([index], { signal: controller.signal })));
  controller.abort();
  for (const read of reads) expect((await read).name).toBe("AbortError");
});
