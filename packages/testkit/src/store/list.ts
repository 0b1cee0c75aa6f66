import type { StoreCapabilities } from "../store.ts";
import { type Clause, failure, listable, proxied, put, type Subject, sorted } from "./subject.ts";

const tree = [
  "zarr.json",
  "foo/zarr.json",
  "foo/c/0/0",
  "foo/c/0/1",
  "foo/c/1/0",
  "foo-bar/zarr.json",
  "foo.txt",
  "fo",
];

async function plant(subject: Subject, keys: readonly string[] = tree): Promise<void> {
  for (const key of keys) await put(subject, key, key);
}

/** Clauses of `list` and `listDir`. */
export function listTests(capabilities: StoreCapabilities): Clause[] {
  if (!capabilities.list) return [];
  const tests: Omit<Clause, "group">[] = [
    {
      name: "list: every key, whole",
      async run(subject) {
        await plant(subject);
        subject.expect(await sorted(listable(subject).list(""))).toEqual([...tree].sort());
      },
    },
    {
      name: "list: keys below a prefix, and no sibling that starts alike",
      async run(subject) {
        await plant(subject);
        subject
          .expect(await sorted(listable(subject).list("foo/")))
          .toEqual(["foo/c/0/0", "foo/c/0/1", "foo/c/1/0", "foo/zarr.json"]);
        subject.expect(await sorted(listable(subject).list("foo/c/0/"))).toEqual(["foo/c/0/0", "foo/c/0/1"]);
      },
    },
    {
      name: "list: the example of the specification",
      async run(subject) {
        await plant(subject, ["a/b", "a/c/d", "e/f"]);
        subject.expect(await sorted(listable(subject).list("a/"))).toEqual(["a/b", "a/c/d"]);
      },
    },
    {
      name: "list: nothing below a missing prefix, a value, or in an empty store",
      async run(subject) {
        subject.expect(await sorted(listable(subject).list(""))).toEqual([]);
        await plant(subject);
        subject.expect(await sorted(listable(subject).list("missing/"))).toEqual([]);
        subject.expect(await sorted(listable(subject).list("foo.txt/"))).toEqual([]);
        subject.expect(await sorted(listable(subject).list("fo/"))).toEqual([]);
      },
    },
    {
      name: "listDir: keys by name and prefixes with a slash, once each",
      async run(subject) {
        await plant(subject);
        subject
          .expect(await sorted(listable(subject).listDir("")))
          .toEqual(["fo", "foo-bar/", "foo.txt", "foo/", "zarr.json"]);
        subject.expect(await sorted(listable(subject).listDir("foo/"))).toEqual(["c/", "zarr.json"]);
        subject.expect(await sorted(listable(subject).listDir("foo/c/"))).toEqual(["0/", "1/"]);
        subject.expect(await sorted(listable(subject).listDir("foo/c/0/"))).toEqual(["0", "1"]);
      },
    },
    {
      name: "listDir: the example of the specification",
      async run(subject) {
        await plant(subject, ["a/b", "a/c", "a/d/e", "a/f/g"]);
        subject.expect(await sorted(listable(subject).listDir("a/"))).toEqual(["b", "c", "d/", "f/"]);
      },
    },
    {
      name: "listDir: nothing below a missing prefix, a value, or in an empty store",
      async run(subject) {
        subject.expect(await sorted(listable(subject).listDir(""))).toEqual([]);
        await plant(subject);
        subject.expect(await sorted(listable(subject).listDir("missing/"))).toEqual([]);
        subject.expect(await sorted(listable(subject).listDir("foo.txt/"))).toEqual([]);
      },
    },
    {
      name: "hundreds of keys in one place, each once",
      async run(subject) {
        const keys = Array.from({ length: 300 }, (_, i) => `many/${i}`);
        await plant(subject, keys);
        subject.expect(await sorted(listable(subject).list("many/"))).toEqual([...keys].sort());
        subject
          .expect(await sorted(listable(subject).listDir("many/")))
          .toEqual(keys.map((key) => key.slice("many/".length)).sort());
      },
    },
    {
      name: "what is no prefix is refused, or holds nothing",
      async run(subject) {
        await plant(subject);
        for (const prefix of ["../", "foo/../", "./", "foo//", "foo", "//"]) {
          for (const method of ["list", "listDir"] as const) {
            let found: string[] = [];
            await failure(async () => {
              found = await sorted(listable(subject)[method](prefix));
            });
            subject.expect(found).toEqual([]);
          }
        }
      },
    },
    {
      name: "an aborted signal ends a listing with its reason",
      async run(subject) {
        await plant(subject);
        const reason = new Error("the caller left");
        const signal = AbortSignal.abort(reason);
        subject.expect(await failure(() => sorted(listable(subject).list("", { signal })))).toBe(reason);
        subject.expect(await failure(() => sorted(listable(subject).listDir("", { signal })))).toBe(reason);
        const controller = new AbortController();
        const late = async (): Promise<void> => {
          for await (const _ of listable(subject).list("", { signal: controller.signal })) controller.abort(reason);
        };
        subject.expect(await failure(late)).toBe(reason);
      },
    },
    {
      name: "a listing can be left half-way",
      async run(subject) {
        await plant(subject);
        for await (const _ of listable(subject).list("")) break;
        for await (const _ of listable(subject).listDir("")) break;
        subject.expect((await sorted(listable(subject).list(""))).length).toBe(tree.length);
      },
    },
    {
      name: "works without `this` and through a proxy",
      async run(subject) {
        await plant(subject);
        const { list, listDir } = listable(subject);
        subject.expect((await sorted(list(""))).length).toBe(tree.length);
        subject.expect(await sorted(listDir("foo/"))).toEqual(["c/", "zarr.json"]);
        const proxy = proxied(listable(subject));
        subject.expect((await sorted(proxy.list(""))).length).toBe(tree.length);
        subject.expect(await sorted(proxy.listDir("foo/"))).toEqual(["c/", "zarr.json"]);
      },
    },
  ];
  return tests.map((test) => ({ group: "list and listDir", ...test }));
}
