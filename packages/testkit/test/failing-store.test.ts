import type { ListableStore, WritableStore } from "@zarrkit/core/contract";
import { describe, expect, test } from "vitest";
import { type FailurePoint, failingStore } from "../src/failing-store.ts";

/** A store over a map, without ranges and versions. */
function mapStore(map: Map<string, Uint8Array>): WritableStore & ListableStore {
  const names = async function* (): AsyncGenerator<string> {
    yield* map.keys();
  };
  return {
    contract: "zarrkit.store.v1",
    description: "map",
    get: (key) => map.get(key),
    set: (key, value) => map.set(key, value) !== undefined,
    delete: (key) => void map.delete(key),
    list: names,
    listDir: names,
  };
}

const value = Uint8Array.of(1);
const outcomeOf = (call: unknown): Promise<unknown> =>
  Promise.resolve(call).then(
    (answer) => answer,
    (error: Error & { code?: string }) => error.code,
  );

async function collect(names: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const name of names) found.push(name);
  } catch (error) {
    found.push((error as { code: string }).code);
  }
  return found;
}

describe("a failing store", () => {
  test("has what its store has, and says the same of itself", () => {
    const inner = mapStore(new Map());
    const store = failingStore(inner);
    expect(Object.keys(store).filter((name) => typeof store[name as "get"] === "function")).toEqual([
      "get",
      "set",
      "delete",
      "list",
      "listDir",
    ]);
    expect(store).toMatchObject({ contract: "zarrkit.store.v1", description: "map", readOnly: false, borrowed: false });
    expect(store.identity).toBe(inner);
  });

  test("fails before the store hears of a call, or after it has done it", async () => {
    const map = new Map<string, Uint8Array>();
    const points: (FailurePoint | undefined)[] = ["before", "after", undefined];
    const store = failingStore(mapStore(map), { failure: () => points.shift() });
    expect(await outcomeOf(store.set("a", value))).toBe("injected");
    expect(map.has("a")).toBe(false);
    expect(await outcomeOf(store.set("b", value))).toBe("injected");
    expect(map.has("b")).toBe(true);
    expect(await outcomeOf(store.get("b"))).toBe(value);
  });

  test("breaks listings off at their start or in their midst", async () => {
    const map = new Map([
      ["a", value],
      ["b", value],
    ]);
    const points: (FailurePoint | undefined)[] = ["before", "after", undefined];
    const store = failingStore(mapStore(map), { failure: () => points.shift() });
    expect(await collect(store.list(""))).toEqual(["injected"]);
    expect(await collect(store.listDir(""))).toEqual(["a", "injected"]);
    expect(await collect(store.list(""))).toEqual(["a", "b"]);
  });

  test("fails as often as asked, half before and half after, and the same way for the same seed", async () => {
    const run = async (seed: number): Promise<string> => {
      const map = new Map<string, Uint8Array>();
      const store = failingStore(mapStore(map), { rate: 0.3, seed });
      let outcomes = "";
      for (let key = 0; key < 2000; key++) {
        const outcome = await outcomeOf(store.set(String(key), value));
        outcomes += outcome === true ? "." : map.has(String(key)) ? "a" : "b";
      }
      return outcomes;
    };
    const outcomes = await run(5);
    const share = (letter: string) => outcomes.split(letter).length / 2000;
    for (const letter of ["a", "b"]) expect(Math.abs(share(letter) - 0.15)).toBeLessThan(0.03);
    expect(await run(5)).toBe(outcomes);
    expect(await run(6)).not.toBe(outcomes);
  });

  test("passes errors of its store on", async () => {
    const inner = mapStore(new Map());
    const broken = { ...inner, get: () => Promise.reject(Object.assign(new Error("disk"), { code: "EIO" })) };
    expect(await outcomeOf(failingStore(broken, { rate: 0 }).get("k"))).toBe("EIO");
  });
});
