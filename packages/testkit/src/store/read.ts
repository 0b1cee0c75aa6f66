import type { StoreCapabilities } from "../store.ts";
import { bytes, type Clause, failure, noise, plain, proxied, put, same } from "./subject.ts";

/** Clauses of `get`, `size` and `version` without ranges. */
export function readTests(_capabilities: StoreCapabilities): Clause[] {
  const group = "get";
  const tests: Omit<Clause, "group">[] = [
    {
      name: "carries the mark of the contract and a description",
      async run({ store, expect }) {
        expect(store.contract).toBe("zarrkit.store.v1");
        expect(typeof store.description === "string" && store.description.length > 0).toBe(true);
      },
    },
    {
      name: "has no property called `store`, by which other libraries tell stores apart",
      async run({ store, expect }) {
        expect("store" in store).toBe(false);
      },
    },
    {
      name: "answers the bytes of a value",
      async run(subject) {
        await put(subject, "a/b/zarr.json", "value");
        subject.expect(plain(await subject.store.get("a/b/zarr.json"))).toEqual(plain(bytes("value")));
      },
    },
    {
      name: "answers a Uint8Array and no subclass",
      async run(subject) {
        await put(subject, "key", "value");
        subject.expect((await subject.store.get("key"))?.constructor.name).toBe("Uint8Array");
      },
    },
    {
      name: "answers all 256 byte values unchanged",
      async run(subject) {
        const value = Uint8Array.from({ length: 256 }, (_, i) => i);
        await put(subject, "key", value);
        subject.expect(plain(await subject.store.get("key"))).toEqual(plain(value));
      },
    },
    {
      name: "answers an empty value as empty, not as missing",
      async run(subject) {
        await put(subject, "empty", "");
        subject.expect((await subject.store.get("empty"))?.byteLength).toBe(0);
      },
    },
    {
      name: "answers undefined for a missing key",
      async run({ store, expect }) {
        expect(await store.get("missing")).toBe(undefined);
        expect(await store.get("missing/zarr.json")).toBe(undefined);
      },
    },
    {
      name: "answers undefined for a key that is only the start of others",
      async run(subject) {
        await put(subject, "foo/bar/c/0", "value");
        subject.expect(await subject.store.get("foo")).toBe(undefined);
        subject.expect(await subject.store.get("foo/bar")).toBe(undefined);
        subject.expect(await subject.store.get("foo/ba")).toBe(undefined);
      },
    },
    {
      name: "answers undefined below a key that is a value",
      async run(subject) {
        await put(subject, "foo", "value");
        subject.expect(await subject.store.get("foo/zarr.json")).toBe(undefined);
      },
    },
    {
      name: "gives memory to the caller, unless it says `borrowed`",
      async run(subject) {
        await put(subject, "key", "value");
        const first = await subject.store.get("key");
        if (subject.store.borrowed !== true) first?.fill(0);
        subject.expect(plain(await subject.store.get("key"))).toEqual(plain(bytes("value")));
      },
    },
    {
      name: "reads into memory that is lent, from its start, or leaves it alone",
      async run(subject) {
        const { store, expect } = subject;
        const value = noise(300_011, 3);
        await put(subject, "a/key", value);
        const lent: Uint8Array[] = [];
        const allocate = (byteLength: number): Uint8Array => {
          const memory = new Uint8Array(byteLength + 200).fill(0xaa).subarray(64, 64 + byteLength);
          lent.push(memory);
          return memory;
        };
        const check = (answer: Uint8Array | undefined, expected: Uint8Array): void => {
          expect(same(answer, expected)).toBe(true);
          const memory = lent.find(({ buffer }) => buffer === answer?.buffer);
          if (memory !== undefined) expect(answer?.byteOffset).toBe(memory.byteOffset);
        };
        check(await store.get("a/key", { allocate }), value);
        check(
          await store.get("a/key", { allocate, range: { offset: 100_000, length: 70_000 } }),
          value.subarray(100_000, 170_000),
        );
        expect(await store.get("a/missing", { allocate })).toBe(undefined);
        if (store.getRanges) {
          const ranges = [{ offset: 5, length: 100_000 }, { suffix: 3 }];
          const [first, second] = (await store.getRanges("a/key", ranges, { allocate })) ?? [];
          check(first, value.subarray(5, 100_005));
          check(second, value.subarray(-3));
        }
        // It is the caller's again.
        for (const { buffer } of lent) {
          const whole = new Uint8Array(buffer);
          expect(whole.subarray(0, 64).every((byte) => byte === 0xaa)).toBe(true);
          whole.fill(0);
        }
        expect(same(await store.get("a/key"), value)).toBe(true);
      },
    },
    {
      name: "reads a value of several megabytes",
      async run(subject) {
        const value = noise(5_000_011, 1);
        await put(subject, "large", value);
        subject.expect(same(await subject.store.get("large"), value)).toBe(true);
      },
    },
    {
      name: "answers many reads at the same time, each with its own value",
      async run(subject) {
        const values = Array.from({ length: 64 }, (_, i) => noise(1000 + i, i));
        for (const [i, value] of values.entries()) await put(subject, `c/${i}`, value);
        const answers = await Promise.all(values.map(async (_, i) => subject.store.get(`c/${i}`)));
        subject
          .expect(answers.map((answer, i) => same(answer, values[i] as Uint8Array)))
          .toEqual(values.map(() => true));
      },
    },
    {
      name: "rejects with the reason of an aborted signal",
      async run(subject) {
        await put(subject, "key", "value");
        const reason = new Error("the caller left");
        const signal = AbortSignal.abort(reason);
        const { store, expect } = subject;
        expect(await failure(() => store.get("key", { signal }))).toBe(reason);
        expect(await failure(() => store.get("missing", { signal }))).toBe(reason);
        if (store.size) expect(await failure(() => store.size?.("key", { signal }))).toBe(reason);
        if (store.version) expect(await failure(() => store.version?.("key", { signal }))).toBe(reason);
        if (store.getRanges) {
          expect(await failure(() => store.getRanges?.("key", [{ offset: 0 }], { signal }))).toBe(reason);
        }
        expect(plain(await store.get("key", { signal: new AbortController().signal }))).toEqual(plain(bytes("value")));
      },
    },
    {
      name: "works without its `this`",
      async run(subject) {
        await put(subject, "key", "value");
        const { get, size, version, getRanges } = subject.store;
        subject.expect(plain(await get("key"))).toEqual(plain(bytes("value")));
        if (size) subject.expect(await size("key")).toBe(5);
        if (version) subject.expect(typeof (await version("key"))).toBe("string");
        if (getRanges)
          subject.expect((await getRanges("key", [{ offset: 1, length: 2 }]))?.map(plain)).toEqual([[97, 108]]);
      },
    },
    {
      name: "works through a proxy",
      async run(subject) {
        await put(subject, "key", "value");
        const proxy = proxied(subject.store);
        subject.expect(proxy.contract).toBe("zarrkit.store.v1");
        subject.expect(proxy.description).toBe(subject.store.description);
        subject.expect(proxy.identity).toBe(subject.store.identity);
        subject.expect(plain(await proxy.get("key"))).toEqual(plain(bytes("value")));
        if (proxy.size) subject.expect(await proxy.size("key")).toBe(5);
        if (proxy.version) subject.expect(await proxy.version("missing")).toBe(undefined);
      },
    },
    {
      name: "size: the length of a value, undefined when missing",
      async run(subject) {
        if (subject.store.size === undefined) return;
        await put(subject, "a/key", "value");
        await put(subject, "a/empty", "");
        subject.expect(await subject.store.size("a/key")).toBe(5);
        subject.expect(await subject.store.size("a/empty")).toBe(0);
        subject.expect(await subject.store.size("a/missing")).toBe(undefined);
        subject.expect(await subject.store.size("a")).toBe(undefined);
      },
    },
    {
      name: "version: stands still while the value does, undefined when missing",
      async run(subject) {
        if (subject.store.version === undefined) return;
        await put(subject, "a/key", "value");
        const version = await subject.store.version("a/key");
        subject.expect(typeof version).toBe("string");
        await subject.store.get("a/key");
        subject.expect(await subject.store.version("a/key")).toBe(version);
        subject.expect(await subject.store.version("a/missing")).toBe(undefined);
        subject.expect(await subject.store.version("a")).toBe(undefined);
      },
    },
  ];
  return tests.map((test) => ({ group, ...test }));
}
