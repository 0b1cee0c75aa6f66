import { mkdir, rm, writeFile } from "node:fs/promises";
import { createArray, errors, openArray, slice, type ZarrArray } from "@zarrkit/api";
import { MemoryStore } from "@zarrkit/store-memory";
import { beforeAll, describe, expect, test } from "vitest";
import { registry } from "./support/odd-registry.ts";
import { testPool } from "./support/pool.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { workerScript } from "./support/worker-script.ts";

const script = "test/support/odd-worker.ts";
beforeAll(() => void workerScript(script));

/** An array of eight chunks that are encoded by a codec, filled with 1. */
async function oddArray(
  codec: string,
  executor: Awaited<ReturnType<typeof testPool>>,
  store?: unknown,
): Promise<ZarrArray> {
  const target = (store ?? `${await temporaryFolder()}/a.zarr`) as string;
  const array = await createArray({
    store: target,
    shape: [32],
    chunks: [4],
    dtype: "uint8",
    compressors: codec,
    registry,
  });
  await array.set(null, 1);
  return openArray(target, { registry, executor });
}

async function caught(work: Promise<unknown>): Promise<errors.ZarrError & Record<string, unknown>> {
  try {
    await work;
  } catch (error) {
    return error as never;
  }
  return expect.unreachable("it should have failed");
}

describe("a worker that ends", () => {
  test("by itself fails what it was at, and the next work gets another one", async () => {
    const pool = await testPool({ script });
    const [bad, good] = [await oddArray("odd.exit", pool), await oddArray("zstd", pool)];
    for (let round = 0; round < 3; round++) {
      const error = await caught(bad.get());
      expect(error).toBeInstanceOf(errors.WorkerError);
      expect(error.code).toBe("WORKER");
      expect(error.message).toMatch(/exit code 3/);
      expect((await good.get()).data).toEqual(new Uint8Array(32).fill(1));
    }
    expect(await caught(bad.set(null, 2))).toBeInstanceOf(errors.WorkerError);
    await good.set(null, 2);
    expect((await good.get()).data).toEqual(new Uint8Array(32).fill(2));
  });

  test("for want of memory says so", async () => {
    const pool = await testPool({
      script,
      threads: 1,
      workerOptions: { resourceLimits: { maxOldGenerationSizeMb: 24 } },
    });
    const error = await caught((await oddArray("odd.memory", pool)).get());
    expect(error).toBeInstanceOf(errors.WorkerError);
    expect(error.cause).toMatchObject({ code: "ERR_WORKER_OUT_OF_MEMORY" });
    expect((await (await oddArray("zstd", pool)).get()).data).toEqual(new Uint8Array(32).fill(1));
  });

  test("before it begins says why", async () => {
    const { Worker } = await import("node:worker_threads");
    const array = await oddArray(
      "zstd",
      await testPool({ worker: () => new Worker(new URL("file:///there/is/none.js")) }),
    );
    const error = await caught(array.get());
    expect(error).toBeInstanceOf(errors.WorkerError);
    expect(error.message).toMatch(/none\.js/);
    const refused = () => {
      throw new Error("no workers here");
    };
    const other = await openArray(array.store, { registry, executor: await testPool({ worker: refused }) });
    expect(await caught(other.get())).toMatchObject({
      code: "WORKER",
      message: expect.stringMatching(/no workers here/),
    });
  });
});

describe("an error in a worker", () => {
  test("arrives in its class, with its place, code and cause, as one here would", async () => {
    const store = new MemoryStore();
    const array = await oddArray("crc32c", await testPool({ script }), store);
    store.set("c/5", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    const here = await caught((await openArray(store)).get());
    for (const sharedMemory of [true, false]) {
      const there = await caught(array.get(undefined, { executor: await testPool({ script, sharedMemory }) }));
      expect(there).toBeInstanceOf(errors.CodecError);
      expect({ ...there }).toEqual({ ...here });
      expect(there).toMatchObject({
        code: "CODEC",
        key: "c/5",
        chunk: [5],
        store: store.description,
        message: here.message,
      });
    }
  });

  test("of a codec keeps what it carries", async () => {
    const error = await caught((await oddArray("odd.throw", await testPool({ script }))).get());
    expect(error).toMatchObject({ code: "CODEC", message: expect.stringMatching(/odd\.throw.*it is odd/) });
    expect(error.cause).toBeInstanceOf(RangeError);
    expect(error.cause).toMatchObject({ status: 418, cause: expect.objectContaining({ message: "as always" }) });
  });

  test("of a store here, which a worker asked, is a StoreError with that as its cause", async () => {
    const store = new MemoryStore();
    const array = await oddArray("zstd", await testPool({ script }), store);
    store.get = () => {
      throw Object.assign(new Error("the line is dead"), { status: 503, url: "https://example.org/c/0", attempts: 3 });
    };
    const error = await caught(array.get());
    expect(error).toBeInstanceOf(errors.StoreError);
    expect(error).toMatchObject({ status: 503, url: "https://example.org/c/0", attempts: 3, store: store.description });
    expect(error.cause).toMatchObject({ message: "the line is dead", status: 503 });
  });

  test("of a file is one that names it", async () => {
    const pool = await testPool({ script });
    const array = await oddArray("zstd", pool);
    const file = new URL(`${array.store.description}/c/2`);
    await rm(file);
    // A folder is no value; what cannot be read is an error.
    await mkdir(file);
    expect((await array.get([slice(8, 12)])).data).toEqual(new Uint8Array(4));
    await rm(file, { recursive: true });
    await writeFile(file, "garbage");
    expect(await caught(array.get())).toMatchObject({ code: "CODEC", key: "c/2", chunk: [2] });
  });

  test("says which registry it is that does not know a codec", async () => {
    const array = await oddArray("odd.sleep", await testPool());
    const error = await caught(array.get());
    expect(error).toBeInstanceOf(errors.UnknownCodecError);
    expect(error.message).toMatch(/workerPool\(\{ registry \}\)/);
  });
});

describe("calling off", () => {
  test("stops workers at the next chunk, and memory is not written to afterwards", async () => {
    const gate = new Int32Array(new SharedArrayBuffer(8));
    const pool = await testPool({ script, workerOptions: { workerData: gate } });
    for (const buffer of [new SharedArrayBuffer(32), new ArrayBuffer(32)]) {
      gate.fill(0);
      const array = await oddArray("odd.gate", pool);
      const out = { data: new Uint8Array(buffer), shape: [32] };
      const controller = new AbortController();
      const read = array.get(undefined, { out, signal: controller.signal });
      // Each of two workers is at its first chunk.
      while (Atomics.load(gate, 1) < 2) await new Promise((resolve) => setTimeout(resolve, 1));
      controller.abort(new Error("enough"));
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      expect((await caught(read)).message).toBe("enough");
      const then = [...out.data];
      expect(then.filter((value) => value === 1).length).toBeLessThan(32);
      out.data.fill(7);
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect([...out.data]).toEqual(new Array(32).fill(7));
    }
    const array = await oddArray("odd.sleep", pool);
    expect(await caught(array.get(undefined, { signal: AbortSignal.abort(new Error("before")) }))).toMatchObject({
      message: "before",
    });
    expect((await (await oddArray("zstd", pool)).get()).data).toEqual(new Uint8Array(32).fill(1));
  });

  test("reaches stores here that workers wait for", async () => {
    const store = new MemoryStore();
    const array = await oddArray("zstd", await testPool({ script }), store);
    const signals: (AbortSignal | undefined)[] = [];
    Object.assign(store, {
      get: (_: string, { signal }: { signal?: AbortSignal } = {}) => {
        signals.push(signal);
        return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      },
    });
    const controller = new AbortController();
    const read = array.get(undefined, { signal: controller.signal });
    while (signals.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error("enough"));
    expect((await caught(read)).message).toBe("enough");
    expect(signals.every((signal) => signal?.aborted)).toBe(true);
  });

  test("a write leaves whole chunks, old or new", async () => {
    const pool = await testPool({ script });
    const store = new MemoryStore();
    const array = await oddArray("odd.sleep", pool, store);
    const controller = new AbortController();
    const set = store.set.bind(store);
    store.set = (...parameters) => {
      controller.abort(new Error("enough"));
      return set(...parameters);
    };
    const write = array.set(null, new Uint8Array(32).fill(2), { signal: controller.signal });
    expect((await caught(write)).message).toBe("enough");
    const { data } = await (await openArray(array.store, { registry })).get();
    for (let chunk = 0; chunk < 8; chunk++) {
      expect(new Set((data as Uint8Array).subarray(4 * chunk, 4 * chunk + 4)).size).toBe(1);
    }
  });
});
