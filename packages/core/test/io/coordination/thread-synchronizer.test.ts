import { expect, test } from "vitest";
import { threadSynchronizer } from "../../../src/io/coordination/thread-synchronizer.ts";
import { caught } from "../../support/caught.ts";
import { MapStore } from "../../support/map-store.ts";
import { openSmall, smallArray } from "../../support/small-array.ts";

const later = () => new Promise((resolve) => setTimeout(resolve, 1));

test("writers of stores that share nothing but the data and a synchronizer lose nothing", async () => {
  class SlowStore extends MapStore {
    override get(...request: Parameters<MapStore["get"]>): never {
      return later().then(() => super.get(...request)) as never;
    }
  }
  const values = new Map<string, Uint8Array>();
  const synchronizer = threadSynchronizer();
  await smallArray(new SlowStore({ values }), { shape: [8], chunks: [8] });
  const arrays = await Promise.all(
    Array.from({ length: 8 }, () => openSmall(new SlowStore({ values }), { synchronizer })),
  );
  await Promise.all(arrays.map((array, index) => array.set([index], index + 1)));
  expect((await openSmall(new MapStore({ values })).then((array) => array.get())).toList()).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8,
  ]);
  expect((await Promise.all(arrays.map((array) => array.append(Float64Array.of(9))))).length).toBe(8);
  expect((await openSmall(new MapStore({ values }))).shape).toEqual([16]);
});

test("a turn goes on after one that failed, and is not used by who has left", async () => {
  const { withLock } = threadSynchronizer();
  const failing = withLock("a", () => Promise.reject(new Error("no")));
  const controller = new AbortController();
  let ran = false;
  const mark = async (): Promise<void> => {
    ran = true;
  };
  const leaving = withLock("a", mark, { signal: controller.signal });
  const next = withLock("a", async () => 2);
  controller.abort(new Error("left"));
  expect((await caught(failing)).message).toBe("no");
  expect((await caught(leaving)).message).toBe("left");
  expect(await next).toBe(2);
  expect(ran).toBe(false);
});
