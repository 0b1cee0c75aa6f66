import type { Store, StoreDescriptor } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { delayed, logged, observed, prefixed, readOnly, retrying } from "../src/index.ts";
import type { AnyStore } from "../src/wrapped.ts";
import { transparentWrappers } from "./support/wrappers.ts";

const all = ["get", "getRanges", "getRange", "version", "size"] as const;
const writing = ["set", "delete", "deleteIf", "deletePrefix"] as const;
const listing = ["list", "listDir"] as const;
type Member = (typeof all)[number] | (typeof writing)[number] | (typeof listing)[number];

/** A store with some abilities and no others. */
function storeWith(members: readonly Member[], facts: Partial<Store> = {}): Store {
  const methods = Object.fromEntries(members.map((name) => [name, () => undefined]));
  return { contract: "zarrkit.store.v1", description: "made up", ...facts, ...methods } as unknown as Store;
}

const membersOf = (store: AnyStore): string[] =>
  Object.entries(store)
    .filter(([, value]) => typeof value === "function")
    .map(([name]) => name)
    .sort();

const shapes: readonly (readonly Member[])[] = [
  ["get"],
  ["get", "getRanges"],
  ["get", "getRange", "size"],
  ["get", "version"],
  ["get", "set", "delete"],
  ["get", "set", "delete", "deleteIf", "list"],
  ["get", "set", "delete", "deletePrefix", "listDir"],
  [...all, ...writing, ...listing],
];

const wrappers: Record<string, (store: Store) => AnyStore> = {
  ...transparentWrappers,
  prefixed: (store) => prefixed(store, "a"),
};

describe.each(Object.entries(wrappers))("%s", (_, wrap) => {
  test.each(shapes.map((members) => [members.join(", "), members] as const))(
    "has what the store has: %s",
    (_, members) => {
      expect(membersOf(wrap(storeWith(members)))).toEqual([...members].sort());
    },
  );

  test("says of itself what the store says", () => {
    const identity = {};
    const facts = { identity, identityPrefix: "x/", readOnly: true, borrowed: true };
    expect(wrap(storeWith(["get"], facts))).toMatchObject({
      contract: "zarrkit.store.v1",
      readOnly: true,
      borrowed: true,
    });
    expect(wrap(storeWith(["get"], facts)).identity).toBe(identity);
    const plain = storeWith(["get"]);
    expect(wrap(plain)).toMatchObject({ readOnly: false, borrowed: false });
    expect(wrap(plain).identity).toBe(plain);
  });

  test("hands on the options that it does not know", async () => {
    const seen: unknown[] = [];
    const store = {
      ...storeWith([]),
      get: (_: string, options: unknown) => void seen.push(options),
    } as unknown as Store;
    const pin = { version: undefined };
    await wrap(store).get("k", { pin, priority: "high" });
    expect(seen).toEqual([{ pin, priority: "high" }]);
  });
});

test("identity and prefix stay, so that the engine takes a store and its wrappers for one", () => {
  for (const wrap of Object.values(transparentWrappers)) {
    expect(wrap(storeWith(["get"], { identityPrefix: "x/" })).identityPrefix).toBe("x/");
    expect(wrap(storeWith(["get"])).identityPrefix).toBe("");
    expect(wrap(storeWith(["get"])).description).toBe("made up");
  }
});

test("how a store is read best is told on", () => {
  for (const wrap of [...Object.values(wrappers), readOnly]) {
    expect(wrap(storeWith(["get"], { bytesPerRequest: 4096 })).bytesPerRequest).toBe(4096);
    expect("bytesPerRequest" in wrap(storeWith(["get"]))).toBe(false);
  }
});

describe("readOnly", () => {
  test("leaves everything but the writing half", () => {
    const view = readOnly(storeWith([...all, ...writing, ...listing]));
    expect(membersOf(view)).toEqual([...all, ...listing].sort());
    expect(view.readOnly).toBe(true);
  });

  test("leaves the store writable, and shows what it writes", () => {
    const store = new MemoryStore();
    const view = readOnly(store);
    store.set("a", Uint8Array.of(1));
    expect(view.get("a")).toEqual(Uint8Array.of(1));
    expect("set" in view).toBe(false);
    expect(view.identity).toBe(store.identity);
  });
});

test("types: a wrapper has what its store is known to have", () => {
  const writable = prefixed(new MemoryStore(), "a");
  writable.set("k", Uint8Array.of(1));
  expect(writable.list).toBeTypeOf("function");
  const view = readOnly(writable);
  // @ts-expect-error: there is no set any more.
  expect(view.set).toBeUndefined();
  const unknown: Store = new MemoryStore();
  // @ts-expect-error: nobody knows that it can be written.
  expect(prefixed(unknown, "a").set).toBeTypeOf("function");
});

describe("a store that can be made again elsewhere", () => {
  const portable = { module: "somewhere", export: "memory" };
  const store = Object.assign(new MemoryStore(), { portable });

  test("can be with what these wrappers do", async () => {
    const {
      module,
      export: name,
      stores,
      arguments: rest = [],
    } = prefixed(readOnly(store), "a").portable as StoreDescriptor;
    expect([module, name, stores]).toEqual([
      "@zarrkit/store-tools",
      "prefixed",
      [{ module: "@zarrkit/store-tools", export: "readOnly", stores: [portable] }],
    ]);
    const tools: Readonly<Record<string, unknown>> = await import("../src/index.ts");
    const again = (tools[name] as (...all: unknown[]) => Store)(readOnly(store), ...rest);
    expect([again.description, again.identityPrefix]).toEqual([`${store.description}/a`, "a/"]);
  });

  test("stays here when somebody here is told of calls", () => {
    for (const wrapped of [observed(store, () => {}), retrying(store), delayed(store, {}), logged(store)]) {
      expect(wrapped.portable).toBeUndefined();
    }
    expect(
      prefixed(
        observed(store, () => {}),
        "a",
      ).portable,
    ).toBeUndefined();
  });
});
