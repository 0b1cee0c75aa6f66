import type { StoreCapabilities } from "../store.ts";
import {
  bytes,
  type Clause,
  failure,
  listable,
  noise,
  peek,
  plain,
  proxied,
  put,
  same,
  sorted,
  writable,
} from "./subject.ts";

/** Clauses of `set`. */
export function writeTests(capabilities: StoreCapabilities): Clause[] {
  if (!capabilities.write) return [];
  const group = "set and delete";
  const tests: Omit<Clause, "group">[] = [
    {
      name: "set: stores the bytes and answers true",
      async run(subject) {
        subject.expect(await writable(subject).set("a/b/c/0", bytes("value"))).toBe(true);
        subject.expect(await peek(subject, "a/b/c/0")).toEqual(plain(bytes("value")));
        subject.expect(plain(await subject.store.get("a/b/c/0"))).toEqual(plain(bytes("value")));
      },
    },
    {
      name: "set: replaces a value, by a shorter, a longer and an empty one",
      async run(subject) {
        for (const value of ["a rather long first value", "short", "", "a longer one again"]) {
          subject.expect(await writable(subject).set("key", bytes(value))).toBe(true);
          subject.expect(await peek(subject, "key")).toEqual(plain(bytes(value)));
        }
      },
    },
    {
      name: "set: stores what a view shows, not its buffer",
      async run(subject) {
        const buffer = noise(64, 3);
        await writable(subject).set("key", buffer.subarray(5, 12));
        subject.expect(await peek(subject, "key")).toEqual(plain(buffer.subarray(5, 12)));
      },
    },
    {
      name: "set: neither keeps nor changes the caller's memory",
      async run(subject) {
        for (const size of [100, 300_000]) {
          const value = noise(size, 4);
          const copy = value.slice();
          await writable(subject).set("key", value);
          subject.expect(same(value, copy)).toBe(true);
          value.fill(7);
          subject.expect(same(await subject.store.get("key"), copy)).toBe(true);
        }
      },
    },
    {
      name: "set: takes a value of several megabytes",
      async run(subject) {
        const value = noise(6_000_007, 5);
        await writable(subject).set("large", value);
        subject.expect(same(await subject.store.get("large"), value)).toBe(true);
      },
    },
    {
      name: "set: refuses what is not bytes",
      async run(subject) {
        for (const value of ["text", new ArrayBuffer(4), [1, 2], null, undefined, new Uint16Array(2)]) {
          const call = () => writable(subject).set("key", value as unknown as Uint8Array);
          subject.expect((await failure(call)) instanceof Error).toBe(true);
        }
        subject.expect(await subject.store.get("key")).toBe(undefined);
      },
    },
    {
      name: "set: an aborted call rejects with the reason and writes nothing",
      async run(subject) {
        await put(subject, "key", "old");
        const reason = new Error("the caller left");
        const signal = AbortSignal.abort(reason);
        subject.expect(await failure(() => writable(subject).set("key", bytes("new"), { signal }))).toBe(reason);
        subject.expect(await peek(subject, "key")).toEqual(plain(bytes("old")));
      },
    },
    {
      name: "set: writers at the same time leave one whole value, never a mix",
      async run(subject) {
        const values = Array.from({ length: 8 }, (_, i) => new Uint8Array(40_000 + i * 30_000).fill(i + 1));
        await put(subject, "key", values[0] as Uint8Array);
        let done = false;
        const whole = (value: Uint8Array | undefined): boolean => values.some((candidate) => same(value, candidate));
        const reader = (async () => {
          let torn = 0;
          while (!done) {
            if (!whole(await subject.store.get("key"))) torn++;
            await new Promise((resolve) => setTimeout(resolve, 0));
          }
          return torn;
        })().catch((error) => error);
        try {
          for (let round = 0; round < 3; round++) {
            await Promise.all(values.map(async (value) => writable(subject).set("key", value)));
            subject.expect(whole(await subject.store.get("key"))).toBe(true);
          }
        } finally {
          done = true;
        }
        subject.expect(await reader).toBe(0);
      },
    },
    {
      name: "set: many keys at the same time, new prefixes included",
      async run(subject) {
        const keys = Array.from({ length: 60 }, (_, i) => `n/${i % 5}/${i % 3}/${i}`);
        await Promise.all(keys.map(async (key) => writable(subject).set(key, bytes(key))));
        const answers = await Promise.all(keys.map(async (key) => subject.store.get(key)));
        subject.expect(answers.map(plain)).toEqual(keys.map((key) => plain(bytes(key))));
      },
    },
    {
      name: "set: works without its `this` and through a proxy",
      async run(subject) {
        const { set } = writable(subject);
        await set("a", bytes("1"));
        await proxied(writable(subject)).set("b", bytes("2"));
        subject.expect(await peek(subject, "a")).toEqual(plain(bytes("1")));
        subject.expect(await peek(subject, "b")).toEqual(plain(bytes("2")));
      },
    },
    {
      name: "version: changes with every write, also of equal length and in quick succession",
      async run(subject) {
        if (subject.store.version === undefined) return;
        const values = capabilities.versionOfContent ? 20 : 10;
        const seen: unknown[] = [];
        for (let i = 0; i < 20; i++) {
          await writable(subject).set("key", bytes(`value ${String(i % values).padStart(2, "0")}`));
          seen.push(await subject.store.version("key"));
        }
        subject.expect(new Set(seen).size).toBe(20);
      },
    },
  ];
  if (capabilities.delete !== false) tests.push(...deleteTests(capabilities));
  return tests.map((test) => ({ group, ...test }));
}

function deleteTests(capabilities: StoreCapabilities): Omit<Clause, "group">[] {
  return [
    {
      name: "delete: removes a value and nothing else",
      async run(subject) {
        for (const key of ["foo/bar", "foo/bar2", "foo/baz/0", "foo-bar"]) await put(subject, key, key);
        const { delete: remove } = writable(subject);
        await remove("foo/bar");
        subject.expect(await subject.store.get("foo/bar")).toBe(undefined);
        for (const key of ["foo/bar2", "foo/baz/0", "foo-bar"]) {
          subject.expect(await peek(subject, key)).toEqual(plain(bytes(key)));
        }
        if (capabilities.list)
          subject.expect(await sorted(listable(subject).list("foo/"))).toEqual(["foo/bar2", "foo/baz/0"]);
      },
    },
    {
      name: "delete: a missing key is no error, and a prefix is no key",
      async run(subject) {
        await put(subject, "foo/bar/0", "value");
        await writable(subject).delete("missing");
        await writable(subject).delete("missing/deep/0");
        await writable(subject).delete("foo/bar");
        await writable(subject).delete("foo/bar/0/1");
        subject.expect(await peek(subject, "foo/bar/0")).toEqual(plain(bytes("value")));
      },
    },
    {
      name: "delete: an aborted call rejects with the reason and removes nothing",
      async run(subject) {
        await put(subject, "key", "old");
        const reason = new Error("the caller left");
        const signal = AbortSignal.abort(reason);
        subject.expect(await failure(() => writable(subject).delete("key", { signal }))).toBe(reason);
        subject.expect(await peek(subject, "key")).toEqual(plain(bytes("old")));
      },
    },
    {
      name: "delete: the key can be written again",
      async run(subject) {
        await put(subject, "a/key", "old");
        await writable(subject).delete("a/key");
        subject.expect(await writable(subject).set("a/key", bytes("new"))).toBe(true);
        subject.expect(await peek(subject, "a/key")).toEqual(plain(bytes("new")));
      },
    },
    {
      name: "deletePrefix: removes all below the prefix, and no sibling that starts alike",
      async run(subject) {
        const store = writable(subject);
        if (store.deletePrefix === undefined) return;
        const keys = ["foo/0", "foo/a/1", "foo/a/b/2", "foo-bar/0", "foo.txt", "fo/0", "a/foo/0", "foobar"];
        for (const key of keys) await put(subject, key, key);
        await store.deletePrefix("foo/");
        const left = await Promise.all(keys.map(async (key) => (await store.get(key)) !== undefined));
        subject.expect(keys.filter((_, i) => left[i])).toEqual(keys.slice(3));
        await store.deletePrefix("missing/");
        await store.deletePrefix("foobar/");
        subject.expect(await peek(subject, "foobar")).toEqual(plain(bytes("foobar")));
        const { deletePrefix } = store;
        await deletePrefix("");
        for (const key of keys) subject.expect(await store.get(key)).toBe(undefined);
        subject.expect(await store.set("foo/0", bytes("again"))).toBe(true);
      },
    },
    {
      name: "deletePrefix: refuses what is no prefix",
      async run(subject) {
        const store = writable(subject);
        if (store.deletePrefix === undefined) return;
        await put(subject, "foo/0", "value");
        for (const prefix of ["foo", "../", "a/../", "./", "foo//", "//"]) {
          subject.expect((await failure(() => store.deletePrefix?.(prefix))) instanceof Error).toBe(true);
        }
        subject.expect(await peek(subject, "foo/0")).toEqual(plain(bytes("value")));
      },
    },
  ];
}
