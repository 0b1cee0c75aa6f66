import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { createArray, errors, openArray, slice } from "@zarrkit/api";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { type WorkerPoolOptions, workerPool } from "../src/index.ts";
import { registry } from "./support/odd-registry.ts";
import { testPool } from "./support/pool.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { workerScript } from "./support/worker-script.ts";

beforeAll(() => void workerScript());

const data = Uint8Array.from({ length: 64 }, (_, at) => at);

async function stored(chunks = 4): Promise<string> {
  const store = `${await temporaryFolder()}/a.zarr`;
  await createArray({ store, data, chunks: [chunks] });
  return store;
}

describe("workers", () => {
  test("start when there is work for them, as many as it takes, and stay", async () => {
    const url = await workerScript();
    const worker = vi.fn(() => new Worker(url));
    const pool = await testPool({ threads: 3, worker });
    const array = await openArray(await stored(), { executor: pool });
    expect(worker).not.toHaveBeenCalled();
    await array.get([0]);
    expect(worker).toHaveBeenCalledTimes(1);
    await array.get();
    expect(worker).toHaveBeenCalledTimes(3);
    await Promise.all([array.get(), array.get([0]), array.get()]);
    expect(worker).toHaveBeenCalledTimes(3);
  });

  test("share many reads at once", async () => {
    const pool = await testPool();
    const array = await openArray(await stored(), { executor: pool });
    const results = await Promise.all(Array.from({ length: 60 }, (_, at) => array.get([at])));
    expect(results.map((result) => result.item())).toEqual([...data.subarray(0, 60)]);
  });

  test("small work is left to whoever asks for it", async () => {
    const worker = vi.fn();
    const pool = await workerPool({ worker });
    expect((await (await openArray(await stored(), { executor: pool })).get()).data).toEqual(data);
    expect(worker).not.toHaveBeenCalled();
    const size = { kind: "read", chunks: 8, bytes: 2 ** 23, isCompressed: true } as const;
    expect(pool.accepts(size)).toBe(true);
    expect(pool.accepts({ ...size, bytes: 2 ** 22 })).toBe(false);
    expect(pool.accepts({ ...size, isCompressed: false })).toBe(false);
    expect(pool.accepts({ ...size, chunks: 1 })).toBe(false);
    expect((await workerPool({ minBytes: 2 ** 16 })).accepts({ ...size, bytes: 2 ** 16, chunks: 1 })).toBe(true);
  });
});

describe("a closed pool", () => {
  test("fails what workers are at, and arrays go on without it", async () => {
    const pool = await testPool();
    const array = await openArray(await stored(), { executor: pool });
    const read = array.get();
    await new Promise((resolve) => setTimeout(resolve, 1));
    const [outcome] = await Promise.all([Promise.allSettled([read]), pool.close()]);
    if (outcome[0].status === "rejected") expect(outcome[0].reason).toBeInstanceOf(errors.WorkerError);
    expect((await array.get()).data).toEqual(data);
    await pool.close();
    await pool[Symbol.asyncDispose]();
  });

  test("by `await using`", async () => {
    const terminated = vi.fn();
    const url = await workerScript();
    {
      await using pool = await testPool({ worker: () => new Worker(url).on("exit", terminated) });
      await (await openArray(await stored(), { executor: pool })).get();
    }
    expect(terminated).toHaveBeenCalledTimes(2);
  });
});

describe("options", () => {
  test.each<WorkerPoolOptions>([{ threads: 0 }, { threads: 1.5 }, { threads: "2" as never }])(
    "%o are refused",
    async (options) => {
      await expect(workerPool(options)).rejects.toBeInstanceOf(errors.InvalidArgumentError);
    },
  );

  test("a registry at an address is used by workers, by its name or with what is wrong with it", async () => {
    const folder = await temporaryFolder();
    const module = (name: string, text: string) => writeFile(join(folder, name), text);
    const { href } = await workerScript("test/support/odd-registry.ts");
    await module("registry.mjs", `export { registry } from ${JSON.stringify(href)};`);
    await module("empty.mjs", "export const nothing = 0;");
    const store = await stored();
    const at = async (name: string) => {
      const registry = pathToFileURL(join(folder, name));
      return (await openArray(store, { executor: await testPool({ registry }) })).get();
    };
    expect((await at("registry.mjs")).data).toEqual(data);
    await expect(at("empty.mjs")).rejects.toThrow(
      /empty\.mjs must export the workers' registry under the name "registry"/,
    );
    await expect(at("missing.mjs")).rejects.toThrow(/cannot be loaded from .*missing\.mjs/);
  });

  test("there are as many workers as threads, at most 8", async () => {
    const worker = vi.fn(() => new Worker("", { eval: true }));
    const pool = await workerPool({ worker, minBytes: 0 });
    const array = await openArray(await stored(), { executor: pool });
    const read = Promise.allSettled([array.get()]);
    await expect.poll(() => worker.mock.calls.length).toBe(Math.min(8, availableParallelism()));
    await pool.close();
    await read;
  });
});

test("a process waits for what it asked for, and ends when it has nothing else to do than to keep workers", async () => {
  const folder = await temporaryFolder();
  const store = join(folder, "a.zarr");
  await createArray({ store, data, chunks: [4] });
  const script = fileURLToPath(await workerScript("test/support/lonely-program.ts"));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, store, (await workerScript()).href], {
    encoding: "utf8",
    timeout: 60_000,
  });
  expect([status, stderr, stdout]).toEqual([0, "", "2016\n"]);
});

test("workers do not warn of the many requests of one read", async () => {
  const url = await workerScript("test/support/odd-worker.ts");
  const warnings: string[] = [];
  const worker = () => {
    const started = new Worker(url, { stderr: true });
    started.stderr.on("data", (text: Buffer) => warnings.push(text.toString()));
    return started;
  };
  const store = `${await temporaryFolder()}/a.zarr`;
  // Shards of 64 chunks, too large to be read at once.
  const options = {
    shape: [2 ** 22],
    shards: [2 ** 21],
    chunks: [2 ** 15],
    dtype: "uint8",
    compressors: "odd.later",
    registry,
  };
  const array = await createArray({ store, ...options, executor: await testPool({ worker }) });
  await array.set(null, 1);
  expect((await array.get([slice(2 ** 21 - 2, 2 ** 21 + 2)])).toList()).toEqual([1, 1, 1, 1]);
  await array.get();
  expect(warnings).toEqual([]);
});
