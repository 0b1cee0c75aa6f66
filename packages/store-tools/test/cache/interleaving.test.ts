import type { ByteRange, Store } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CacheOptions, cached } from "../../src/index.ts";
import { HistoryStore, type Replaced } from "../support/history-store.ts";

type Action =
  | { readonly do: "read"; readonly key: string; readonly range: ByteRange | undefined }
  | { readonly do: "read parts"; readonly key: string; readonly ranges: readonly ByteRange[] }
  | { readonly do: "read and leave"; readonly key: string; readonly range: ByteRange | undefined }
  | { readonly do: "read twice, tied"; readonly key: string; readonly range: ByteRange; readonly other: ByteRange }
  | { readonly do: "write"; readonly key: string; readonly size: number }
  | { readonly do: "write under a condition"; readonly key: string; readonly size: number }
  | { readonly do: "delete"; readonly key: string }
  | { readonly do: "delete below a/" }
  | { readonly do: "forget" }
  | { readonly do: "change behind"; readonly key: string; readonly size: number };

const key = fc.constantFrom("a/0", "a/1", "b");
const small = fc.nat(12);
// A few come up again and again, so that calls ask for the same.
const range: fc.Arbitrary<ByteRange> = fc.oneof(
  fc.constantFrom({ suffix: 4 }, { offset: 0, length: 4 }),
  fc.record({ offset: small, length: small }),
  fc.record({ offset: small }),
  fc.record({ suffix: small }),
);
const anyRange = fc.oneof(fc.constant(undefined), range);
const say = <T extends Action["do"]>(action: T) => fc.constant(action);

const actions = (behind: boolean): fc.Arbitrary<readonly Action[]> => {
  const kinds: fc.Arbitrary<Action>[] = [
    fc.record({ do: say("read"), key, range: anyRange }),
    fc.record({ do: say("read"), key, range: anyRange }),
    fc.record({ do: say("read parts"), key, ranges: fc.array(range, { minLength: 1, maxLength: 3 }) }),
    fc.record({ do: say("read and leave"), key, range: anyRange }),
    fc.record({ do: say("read twice, tied"), key, range, other: range }),
    fc.record({ do: say("write"), key, size: small }),
    fc.record({ do: say("write under a condition"), key, size: small }),
    fc.record({ do: say("delete"), key }),
    fc.record({ do: say("delete below a/") }),
    fc.record({ do: say("forget") }),
  ];
  if (behind) kinds.push(fc.record({ do: say("change behind"), key, size: small }));
  return fc.array(fc.oneof(...kinds), { minLength: 2, maxLength: 20 });
};

/** Plays actions in an order, and with waits between their steps, that the scheduler chooses. */
async function play(
  scheduler: fc.Scheduler,
  script: readonly Action[],
  failures: readonly boolean[],
  options: (turn: (what: string) => Promise<void>) => CacheOptions,
): Promise<void> {
  const turn = async (what: string): Promise<void> => {
    await scheduler.schedule(Promise.resolve(), what);
  };
  let calls = 0;
  const inner = new HistoryStore(turn, () => failures[calls++] === true);
  const store = cached(inner, options(turn));
  let last = 0;
  const bytesOf = (size: number) => Uint8Array.from({ length: size }, () => ++last % 251);
  const lost = (error: unknown): undefined => {
    expect(error).toMatchObject({ message: "the answer was lost" });
    return undefined;
  };
  const check = (
    name: string,
    asked: readonly (ByteRange | undefined)[],
    answer: readonly Uint8Array[] | undefined,
    start: number,
  ) => {
    if (inner.allows(name, asked, answer, start)) return;
    expect.unreachable(
      `${name} ${JSON.stringify(asked)} was answered ${answer?.map((part) => `[${part}]`) ?? "missing"}`,
    );
  };
  const read = async (
    name: string,
    asked: ByteRange | undefined,
    pin?: { version: string | undefined },
    signal?: AbortSignal,
  ) => {
    const start = inner.now;
    const bytes = await store.get(name, { range: asked, pin, signal });
    check(name, [asked], bytes && [bytes], start);
    // What is handed out may not be what others will be handed.
    return bytes && new Uint8Array(bytes);
  };
  const write = async (call: (told: Replaced) => unknown): Promise<void> => {
    const told: Replaced = { replaced: [] };
    try {
      await call(told);
    } catch (error) {
      lost(error);
    } finally {
      inner.told(told);
    }
  };
  const perform = async (action: Action): Promise<void> => {
    switch (action.do) {
      case "read":
        await read(action.key, action.range).catch(lost);
        break;
      case "read parts": {
        const start = inner.now;
        try {
          check(action.key, action.ranges, await store.getRanges?.(action.key, action.ranges), start);
        } catch (error) {
          lost(error);
        }
        break;
      }
      case "read and leave": {
        const controller = new AbortController();
        const reason = new Error("the caller left");
        const leaving = turn("leaves").then(() => controller.abort(reason));
        try {
          await read(action.key, action.range, undefined, controller.signal);
        } catch (error) {
          if (error !== reason) lost(error);
        }
        await leaving;
        break;
      }
      case "read twice, tied": {
        const pin = { version: undefined };
        const start = inner.now;
        try {
          const first = await read(action.key, action.range, pin);
          const second = await read(action.key, action.other, pin);
          const both = first && second && [first, second];
          if (first !== undefined) check(action.key, [action.range, action.other], both, start);
        } catch (error) {
          if ((error as { code?: string }).code !== "changed") lost(error);
        }
        break;
      }
      case "write":
        await write((told) => store.set(action.key, bytesOf(action.size), told));
        break;
      case "write under a condition":
        await write(async (told) => {
          const pin = { version: undefined };
          await store.get(action.key, { pin });
          await store.set(action.key, bytesOf(action.size), { ...told, ifVersion: pin.version ?? null });
        });
        break;
      case "delete":
        await write((told) => store.delete(action.key, told));
        break;
      case "delete below a/":
        await write((told) => store.deletePrefix?.("a/", told));
        break;
      case "forget":
        await store.clear();
        break;
      case "change behind":
        inner.change(action.key, action.size === 0 ? undefined : bytesOf(action.size));
    }
  };
  const performances = script.map((action) => turn(action.do).then(() => perform(action)));
  const outcome = Promise.allSettled(performances);
  await scheduler.waitIdle();
  for (const one of await outcome) if (one.status === "rejected") throw one.reason;
  for (const name of ["a/0", "a/1", "b"]) {
    const reading = read(name, undefined).catch(lost);
    await scheduler.waitIdle();
    await reading;
  }
  expect(store.stats().bytes).toBeLessThanOrEqual(store.stats().maxBytes);
}

/** A store that waits for its turn. */
function taking(turn: (what: string) => Promise<void>, store: MemoryStore): MemoryStore {
  const wait = (call: (...given: never[]) => unknown) => {
    return async (...given: never[]) => {
      await turn("kept");
      return call(...given);
    };
  };
  const { get, set, delete: remove, list, contract } = store;
  return { contract, get: wait(get), set: wait(set), delete: wait(remove), list } as unknown as MemoryStore & Store;
}

describe("whatever is read, written and aborted at the same time, a read answers what was stored while it ran", () => {
  const kinds: Record<string, (turn: (what: string) => Promise<void>) => CacheOptions> = {
    "with room for all": () => ({}),
    "with room for little": () => ({ maxBytes: 800 }),
    "with versions checked": () => ({ checkVersion: true, maxMissingAge: 1e9 }),
    "in another store": (turn) => ({ keepIn: taking(turn, new MemoryStore()) }),
    "in another store, with room for little": (turn) => ({ keepIn: taking(turn, new MemoryStore()), maxBytes: 800 }),
    "in another store, with versions checked": (turn) => ({
      keepIn: taking(turn, new MemoryStore()),
      checkVersion: true,
    }),
  };
  test.each(Object.entries(kinds))("%s", async (name, options) => {
    const failures = fc.oneof(fc.constant([]), fc.array(fc.boolean(), { maxLength: 30 }));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actions(name.includes("checked")), failures, (scheduler, script, failed) =>
        play(scheduler, script, failed, options),
      ),
      { numRuns: 400 },
    );
  });
});
