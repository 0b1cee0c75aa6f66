import type { StoreCapabilities } from "../store.ts";
import { bytes, type Clause, failure, listable, plain, put, sorted, writable } from "./subject.ts";

/** Legal keys that break stores which decode, encode, trim or fold what they are given. */
export const oddKeys: readonly string[] = [
  "100%/c/0",
  "100%25/c/0",
  "%2e%2e/x",
  "a%2Fb",
  "#/zarr.json",
  "a#b?c=d&e",
  "?x=1",
  "+/plus+plus",
  "a b/ c /d",
  "&amp;",
  "'\"<>|*:;,$!~`^@=()[]{}",
  "корень/Ω",
  "ſ/ß/ﬁ",
  "é-nfc\u00e9/nfd-e\u0301",
  "日本/😀",
  ".hidden",
  "...",
  "a./.b/..c",
  "con/nul.txt",
  "-rf",
  "__proto__",
  "constructor/toString",
];

/** Keys that are none: a store refuses them, at the least when writing, and never leaves its root for them. */
export const badKeys: readonly string[] = [
  "",
  "..",
  ".",
  "../escape",
  "../../../../../../etc/hostname",
  "a/../../escape",
  "a/..",
  "a/./b",
  "./a",
  "a//b",
  "a/",
  "//a",
];

/** Clauses about what keys are. */
export function keyTests(capabilities: StoreCapabilities): Clause[] {
  const group = "keys";
  const tests: Omit<Clause, "group">[] = [];
  if (capabilities.oddKeys !== false) {
    for (const key of oddKeys) {
      tests.push({
        name: `${JSON.stringify(key)} is a key like any other`,
        async run(subject) {
          await put(subject, key, `value of ${key}`);
          subject.expect(plain(await subject.store.get(key))).toEqual(plain(bytes(`value of ${key}`)));
          if (capabilities.list) subject.expect(await sorted(listable(subject).list(""))).toEqual([key]);
          if (capabilities.write && capabilities.delete !== false) {
            await writable(subject).delete(key);
            subject.expect(await subject.store.get(key)).toBe(undefined);
          }
        },
      });
    }
    tests.push({
      name: "keys are never percent-decoded, nor encoded",
      async run(subject) {
        await put(subject, "a b", "space");
        await put(subject, "é", "letter");
        subject.expect(await subject.store.get("a%20b")).toBe(undefined);
        subject.expect(await subject.store.get("%C3%A9")).toBe(undefined);
        await put(subject, "a%20b", "percent");
        subject.expect(plain(await subject.store.get("a b"))).toEqual(plain(bytes("space")));
        subject.expect(plain(await subject.store.get("a%20b"))).toEqual(plain(bytes("percent")));
      },
    });
  }
  if (capabilities.caseSensitive !== false) {
    tests.push({
      name: "case is kept and told apart",
      async run(subject) {
        await put(subject, "UPPER/zarr.json", "big");
        await put(subject, "upper/zarr.json", "small");
        subject.expect(plain(await subject.store.get("UPPER/zarr.json"))).toEqual(plain(bytes("big")));
        subject.expect(plain(await subject.store.get("upper/zarr.json"))).toEqual(plain(bytes("small")));
        subject.expect(await subject.store.get("Upper/zarr.json")).toBe(undefined);
      },
    });
  }
  for (const key of badKeys) {
    tests.push({
      name: `${JSON.stringify(key)} is no key`,
      async run(subject) {
        await put(subject, "a/b", "value");
        // Reading may refuse the key or call it missing; it must not find anything.
        let found: Uint8Array | undefined;
        await failure(async () => {
          found = await subject.store.get(key);
        });
        subject.expect(found).toBe(undefined);
        if (!capabilities.write) return;
        const refusal = await failure(() => writable(subject).set(key, bytes("escaped")));
        subject.expect(refusal instanceof Error).toBe(true);
        subject.expect(plain(await subject.store.get("a/b"))).toEqual(plain(bytes("value")));
        if (capabilities.list) subject.expect(await sorted(listable(subject).list(""))).toEqual(["a/b"]);
        if (capabilities.delete === false) return;
        await failure(() => writable(subject).delete(key));
        subject.expect(plain(await subject.store.get("a/b"))).toEqual(plain(bytes("value")));
      },
    });
  }
  return tests.map((test) => ({ group, ...test }));
}
