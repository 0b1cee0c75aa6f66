import { describe, expect, test } from "vitest";
import { CodecError } from "../../../src/error/data-error.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CloneExecutor } from "../../support/clone-executor.ts";
import { MapStore } from "../../support/map-store.ts";
import { blocksOf, counting, little, openSmall, smallArray } from "../../support/small-array.ts";

const inner = { shape: [8], chunks: [4], codecs: blocksOf([2], [little, { name: "checksum" }]) };

/** An array of two chunks of two inner chunks, to be read elsewhere. */
async function scene(isShared = true) {
  const store = new MapStore();
  const here = await smallArray(store, inner);
  await here.set(null, counting(8));
  const executor = new CloneExecutor(store.values, isShared);
  return { store, here, executor, array: await openSmall(store, { executor, coalesceMaxBytes: 1 }) };
}

describe.each([true, false])(
  "while it is read elsewhere (shared memory: %s), a chunk that takes several requests",
  (isShared) => {
    test("and is written meanwhile is read again here", async () => {
      const { store, here, executor, array } = await scene(isShared);
      let reads = 0;
      const { get } = store;
      store.get = (key, options) => {
        reads++;
        return get.call(store, key, options);
      };
      const { read } = executor;
      executor.read = async (task) => {
        await read.call(executor, task);
        // As if this had come between two requests.
        await here.set([slice(4, 8)], 9);
        reads = 0;
      };
      expect([...(await array.get()).data]).toEqual([0, 1, 2, 3, 9, 9, 9, 9]);
      // Its index and its two parts; the other chunk is not.
      expect(reads).toBe(3);
    });

    test("and has a writer at work is read again when that is done", async () => {
      const { store, here, executor, array } = await scene(isShared);
      const { read } = executor;
      const { set } = store;
      let write: Promise<void> | undefined;
      executor.read = async (task) => {
        await read.call(executor, task);
        await new Promise<void>((begin) => {
          const slow = async (key: string, value: Uint8Array) => {
            begin();
            await new Promise((resolve) => setTimeout(resolve, 5));
            return set.call(store, key, value);
          };
          Object.assign(store, { set: slow });
          write = here.set([slice(0, 2)], 7);
        });
      };
      expect([...(await array.get()).data]).toEqual([7, 7, 2, 3, 4, 5, 6, 7]);
      await write;
    });

    test("and fails to decode after a write is read again; without one the failure stands", async () => {
      const { here, executor, array } = await scene(isShared);
      executor.read = async () => Promise.reject(new CodecError("half of one and half of the other"));
      expect(await caught(array.get())).toMatchObject({ code: "CODEC", message: "half of one and half of the other" });
      executor.read = async () => {
        await here.eraseChunks([slice(0, 4)]);
        throw new CodecError("half of one and half of the other");
      };
      expect([...(await array.get()).data]).toEqual([0, 0, 0, 0, 4, 5, 6, 7]);
    });
  },
);

test("an array that is deleted meanwhile reads as what is there", async () => {
  const { store, here, executor, array } = await scene();
  const { read } = executor;
  executor.read = async (task) => {
    await read.call(executor, task);
    await smallArray(store, { ...inner, overwrite: true });
  };
  expect([...(await array.get()).data]).toEqual(new Array(8).fill(0));
  expect(here.shape).toEqual([8]);
});

test("an error elsewhere arrives with its class, its place and its cause", async () => {
  const store = new MapStore();
  const array = await smallArray(store, { shape: [4], chunks: [2], compressors: [{ name: "checksum" }] });
  await array.set(null, counting(4));
  store.values.get("a/c/1")?.fill(255);
  const executor = new CloneExecutor(store.values, true);
  const here = await caught(array.get());
  const elsewhere = await caught(array.get(undefined, { executor }));
  expect(elsewhere).toBeInstanceOf(CodecError);
  expect({ ...elsewhere }).toEqual({ ...here });
  expect(elsewhere.message).toBe(here.message);
  expect((elsewhere.cause as Error).message).toBe((here.cause as Error).message);
});

test("a call that is called off rejects with its reason, whatever happened elsewhere", async () => {
  const { executor, array } = await scene();
  const controller = new AbortController();
  executor.before = () => controller.abort(new Error("enough"));
  expect((await caught(array.get(undefined, { signal: controller.signal }))).message).toBe("enough");
  expect((await caught(array.get(undefined, { signal: controller.signal }))).message).toBe("enough");
  expect(executor.reads.length).toBe(1);
});
