import type { StoreCapabilities } from "../store.ts";
import { bytes, type Clause, peek, plain, put, same, writable } from "./subject.ts";

/** Clauses of `set` with `ifVersion`. */
export function conditionTests(capabilities: StoreCapabilities): Clause[] {
  if (!(capabilities.condition ?? capabilities.write)) return [];
  const tests: Omit<Clause, "group">[] = [
    {
      name: "null: creates a value that is missing",
      async run(subject) {
        subject.expect(await writable(subject).set("a/key", bytes("new"), { ifVersion: null })).toBe(true);
        subject.expect(await peek(subject, "a/key")).toEqual(plain(bytes("new")));
      },
    },
    {
      name: "null: never replaces, and answers false",
      async run(subject) {
        await put(subject, "a/key", "old");
        subject.expect(await writable(subject).set("a/key", bytes("new"), { ifVersion: null })).toBe(false);
        subject.expect(await peek(subject, "a/key")).toEqual(plain(bytes("old")));
        await put(subject, "a/empty", "");
        subject.expect(await writable(subject).set("a/empty", bytes("new"), { ifVersion: null })).toBe(false);
        subject.expect(await peek(subject, "a/empty")).toEqual([]);
      },
    },
    {
      name: "null: of many at the same time one wins, and its value stands",
      async run(subject) {
        const values = Array.from({ length: 12 }, (_, i) => new Uint8Array(100_000).fill(i + 1));
        const won = await Promise.all(
          values.map(async (value) => writable(subject).set("key", value, { ifVersion: null })),
        );
        subject.expect(won.filter(Boolean).length).toBe(1);
        subject.expect(same(await subject.store.get("key"), values[won.indexOf(true)] as Uint8Array)).toBe(true);
      },
    },
    {
      name: "a version: writes while it holds",
      async run(subject) {
        await put(subject, "key", "old");
        const ifVersion = (await subject.store.version?.("key")) as string;
        subject.expect(await writable(subject).set("key", bytes("new"), { ifVersion })).toBe(true);
        subject.expect(await peek(subject, "key")).toEqual(plain(bytes("new")));
        subject.expect((await subject.store.version?.("key")) === ifVersion).toBe(false);
      },
    },
    {
      name: "a version: refuses after another write, also of the same bytes",
      async run(subject) {
        await put(subject, "key", "old");
        const ifVersion = (await subject.store.version?.("key")) as string;
        const other = bytes(capabilities.versionOfContent ? "other" : "old");
        await writable(subject).set("key", other);
        subject.expect(await writable(subject).set("key", bytes("new"), { ifVersion })).toBe(false);
        subject.expect(await peek(subject, "key")).toEqual(plain(other));
      },
    },
    {
      name: "a version: refuses for a missing value, and does not create it",
      async run(subject) {
        await put(subject, "key", "old");
        const ifVersion = (await subject.store.version?.("key")) as string;
        subject.expect(await writable(subject).set("missing", bytes("new"), { ifVersion })).toBe(false);
        subject.expect(await peek(subject, "missing")).toBe(undefined);
        subject.expect(await writable(subject).set("key", bytes("new"), { ifVersion: "no such version" })).toBe(false);
        subject.expect(await peek(subject, "key")).toEqual(plain(bytes("old")));
      },
    },
    {
      name: "a version: refuses after the value was deleted and written anew",
      async run(subject) {
        if (capabilities.delete === false) return;
        await writable(subject).set("key", bytes("same"));
        const ifVersion = (await subject.store.version?.("key")) as string;
        await writable(subject).delete("key");
        subject.expect(await writable(subject).set("key", bytes("late"), { ifVersion })).toBe(false);
        const other = bytes(capabilities.versionOfContent ? "other" : "same");
        await writable(subject).set("key", other);
        subject.expect(await writable(subject).set("key", bytes("late"), { ifVersion })).toBe(false);
        subject.expect(await peek(subject, "key")).toEqual(plain(other));
      },
    },
    {
      name: "a version: counters that retry lose no step",
      async run(subject) {
        const store = writable(subject);
        await store.set("counter", Uint8Array.of(0));
        const step = async (): Promise<void> => {
          for (let attempt = 0; attempt < 300; attempt++) {
            const ifVersion = (await store.version?.("counter")) as string;
            const value = (await store.get("counter")) as Uint8Array;
            if (await store.set("counter", Uint8Array.of((value[0] as number) + 1), { ifVersion })) return;
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
          }
          throw new Error("no attempt of 300 went through");
        };
        await Promise.all(Array.from({ length: 10 }, step));
        subject.expect(await peek(subject, "counter")).toEqual([10]);
      },
    },
    {
      name: "deleteIf: removes the value while the version holds, and nothing otherwise",
      async run(subject) {
        const { store, expect } = subject;
        if (store.deleteIf === undefined) return;
        await put(subject, "key", "old");
        const old = (await store.version?.("key")) as string;
        await put(subject, "key", "new");
        expect(await store.deleteIf("key", old)).toBe(false);
        expect(await peek(subject, "key")).toEqual(plain(bytes("new")));
        expect(await store.deleteIf("key", (await store.version?.("key")) as string)).toBe(true);
        expect(await peek(subject, "key")).toBe(undefined);
        expect(await store.deleteIf("key", old)).toBe(false);
      },
    },
    {
      name: "undefined: writes as if it were not there",
      async run(subject) {
        await put(subject, "key", "old");
        subject.expect(await writable(subject).set("key", bytes("new"), { ifVersion: undefined })).toBe(true);
        subject.expect(await peek(subject, "key")).toEqual(plain(bytes("new")));
      },
    },
  ];
  return tests.map((test) => ({ group: "set with ifVersion", ...test }));
}
