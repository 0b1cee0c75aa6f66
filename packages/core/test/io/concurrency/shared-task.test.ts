import { describe, expect, test } from "vitest";
import { Lease } from "../../../src/buffer/scratch.ts";
import { SharedTask, SharedTasks } from "../../../src/io/concurrency/shared-task.ts";
import { caught } from "../../support/caught.ts";

function pending<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** How a caller came by a value. */
function asTold<T>(value: T, exclusive: boolean): { value: T; exclusive: boolean } {
  return { value, exclusive };
}

describe("SharedTasks", () => {
  test("do work of one name once for all who come while it is under way", async () => {
    const tasks = new SharedTasks<number>();
    const { promise, resolve } = pending<number>();
    let begun = 0;
    const run = () =>
      tasks.run(
        "a",
        () => {
          begun++;
          return promise;
        },
        asTold,
        undefined,
      );
    const results = [run(), run()];
    resolve(7);
    expect(await Promise.all(results)).toEqual([
      { value: 7, exclusive: false },
      { value: 7, exclusive: false },
    ]);
    expect(await run()).toEqual({ value: 7, exclusive: true });
    expect(begun).toBe(2);
  });

  test("keep names apart", async () => {
    const tasks = new SharedTasks<string>();
    const run = (name: string) => tasks.run(name, async () => name, asTold, undefined);
    expect(await Promise.all([run("a"), run("b")])).toEqual([
      { value: "a", exclusive: true },
      { value: "b", exclusive: true },
    ]);
  });

  test("do not share work that ends at once", () => {
    expect(new SharedTasks<number>().run("a", () => 1, asTold, undefined)).toEqual({ value: 1, exclusive: true });
  });

  test("fail for everybody, and are forgotten then", async () => {
    const tasks = new SharedTasks<number>();
    const fail = async () => Promise.reject(new Error("no"));
    const errors = await Promise.all(
      [tasks.run("a", fail, asTold, undefined), tasks.run("a", fail, asTold, undefined)].map((one) =>
        caught(Promise.resolve(one)),
      ),
    );
    expect(errors.map((error) => error.message)).toEqual(["no", "no"]);
    expect(await tasks.run("a", async () => 2, asTold, undefined)).toEqual({ value: 2, exclusive: true });
  });

  test("tell a result that somebody else was promised too, even when they left", async () => {
    const tasks = new SharedTasks<number>();
    const { promise, resolve } = pending<number>();
    const controller = new AbortController();
    const staying = tasks.run("a", () => promise, asTold, undefined);
    const leaving = tasks.run("a", () => promise, asTold, controller.signal);
    controller.abort(new Error("bye"));
    expect((await caught(Promise.resolve(leaving))).message).toBe("bye");
    resolve(1);
    expect(await staying).toEqual({ value: 1, exclusive: false });
  });
});

describe("the work's own signal", () => {
  test("fires only when nobody is left", async () => {
    const tasks = new SharedTasks<number>();
    const { promise } = pending<number>();
    const controllers = [new AbortController(), new AbortController()];
    let work: AbortSignal | undefined;
    const joined = controllers.map(({ signal }) =>
      tasks.run(
        "a",
        (shared) => {
          work = shared;
          return promise;
        },
        asTold,
        signal,
      ),
    );
    controllers[0]?.abort(new Error("first"));
    expect((await caught(Promise.resolve(joined[0]))).message).toBe("first");
    expect(work?.aborted).toBe(false);
    controllers[1]?.abort(new Error("second"));
    expect((await caught(Promise.resolve(joined[1]))).message).toBe("second");
    expect(work?.aborted).toBe(true);
  });

  test("never fires while someone without a signal waits", async () => {
    const tasks = new SharedTasks<number>();
    const { promise, resolve } = pending<number>();
    const controller = new AbortController();
    let work: AbortSignal | undefined;
    const begin = (shared: AbortSignal | undefined) => {
      work = shared;
      return promise;
    };
    const leaving = tasks.run("a", begin, asTold, controller.signal);
    const staying = tasks.run("a", begin, asTold, undefined);
    controller.abort();
    await caught(Promise.resolve(leaving));
    expect(work?.aborted).toBe(false);
    resolve(5);
    expect((await staying).value).toBe(5);
  });

  test("is not needed when the first to come cannot leave", async () => {
    let work: AbortSignal | undefined = AbortSignal.abort();
    const begin = async (shared: AbortSignal | undefined) => {
      work = shared;
      return 5;
    };
    await new SharedTasks<number>().run("a", begin, asTold, undefined);
    expect(work).toBeUndefined();
  });

  test("once fired, newcomers begin the work again", async () => {
    const tasks = new SharedTasks<number>();
    const controller = new AbortController();
    const abandoned = tasks.run("a", () => pending<number>().promise, asTold, controller.signal);
    controller.abort();
    await caught(Promise.resolve(abandoned));
    expect(await tasks.run("a", async () => 9, asTold, undefined)).toEqual({ value: 9, exclusive: true });
  });
});

describe("SharedTask", () => {
  test("takes a caller whose signal is aborted already for one who left", async () => {
    const { promise, reject } = pending<number>();
    const controller = new AbortController();
    const task = new SharedTask(promise, new Lease(), controller);
    expect((await caught(task.join(asTold, AbortSignal.abort(new Error("gone"))))).message).toBe("gone");
    expect(task.abandoned).toBe(true);
    // Nobody is left to see this; it must not surface anywhere else.
    reject(new Error("unseen"));
    await new Promise((resolve) => setTimeout(resolve, 1));
  });

  test("lets go of signals when it is done", async () => {
    const controller = new AbortController();
    let listening = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listening++;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listening--;
      remove(...given);
    };
    await new SharedTask(Promise.resolve(1), new Lease()).join(asTold, signal);
    await caught(new SharedTask(Promise.reject(new Error("no")), new Lease()).join(asTold, signal));
    await Promise.resolve();
    expect(listening).toBe(0);
  });
});

describe("memory lent to the work", () => {
  /** Bytes that come free when the lease ends: the next lease gets the same memory. */
  function isFree(block: Uint8Array): boolean {
    const lease = new Lease();
    const same = lease.allocate(block.length).byteOffset === block.byteOffset;
    lease.release();
    return same;
  }

  test("lasts while the outcome of work that ends at once is used", () => {
    let block: Uint8Array = new Uint8Array(0);
    const free = new SharedTasks<Uint8Array>().run(
      "a",
      (_, { allocate }) => {
        block = allocate(4096);
        return block;
      },
      isFree,
      undefined,
    );
    expect(free).toBe(false);
    expect(isFree(block)).toBe(true);
  });

  test("lasts until everybody has used the outcome, and they all have before one goes on", async () => {
    const tasks = new SharedTasks<Uint8Array>();
    const { promise, resolve } = pending<void>();
    const log: string[] = [];
    const read = async (name: string, signal?: AbortSignal) => {
      const work = async (_: unknown, { allocate }: Lease) => {
        await promise;
        return allocate(4096);
      };
      await tasks.run("a", work, (block) => void log.push(`${name} ${isFree(block) ? "too late" : "in time"}`), signal);
      log.push(`${name} goes on`);
    };
    const reads = [read("a"), read("b", new AbortController().signal), read("c")];
    resolve();
    await Promise.all(reads);
    expect(log.slice(0, 3)).toEqual(["a in time", "b in time", "c in time"]);
  });

  test("is not used for a caller who has left", async () => {
    const tasks = new SharedTasks<number>();
    const { promise, resolve } = pending<number>();
    const controller = new AbortController();
    let used = 0;
    const leaving = tasks.run(
      "a",
      () => promise,
      () => used++,
      controller.signal,
    );
    const staying = tasks.run(
      "a",
      () => promise,
      () => used++,
      undefined,
    );
    controller.abort(new Error("bye"));
    await caught(Promise.resolve(leaving));
    resolve(1);
    await staying;
    expect(used).toBe(1);
  });

  test.each([
    [
      "at once",
      () => {
        throw new Error("no");
      },
    ],
    [
      "later",
      async () => {
        throw new Error("no");
      },
    ],
  ])("comes free when the work fails %s", async (_, fail: () => Promise<number>) => {
    let block: Uint8Array = new Uint8Array(0);
    const run = async () =>
      new SharedTasks<number>().run(
        "a",
        (_signal, { allocate }) => {
          block = allocate(4096);
          return fail();
        },
        asTold,
        undefined,
      );
    await caught(run());
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(isFree(block)).toBe(true);
  });
});
