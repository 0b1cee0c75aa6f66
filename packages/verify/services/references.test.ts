import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openArray, openGroup } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { MemoryStore } from "@zarrkit/store-memory";
import { parquetReferences, type ReferenceStore, referenceStore } from "@zarrkit/store-tools";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { python } from "./environment.ts";

const templates = {
  version: 1,
  templates: { u: "server.domain/path", f: "{{c}}", g: "{{a}}/{{b + 1}}" },
  gen: [
    {
      key: "t/{{i}}.{{j}}",
      url: "{{u}}_{{i // 2}}_{{g(a='x', b=j)}}",
      offset: "{{(i + 1) * 1000 - j % 3}}",
      length: "1{{j}}",
      dimensions: { i: { start: 1, stop: 8, step: 3 }, j: [5, 0] },
    },
    { key: "whole{{k}}", url: "{{f(c=k)}}", dimensions: { k: { stop: 2 } } },
  ],
  refs: { a: ["{{u}}/b", 1, 2], b: ["{{f(c='text')}}"], c: ["plain", 3, 4] },
};

const folder = mkdtempSync(join(tmpdir(), "zarrkit-references-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => {
  writeFileSync(join(folder, "templates.json"), JSON.stringify(templates));
  const script = fileURLToPath(new URL("references.py", import.meta.url));
  execFileSync(python, ["-W", "ignore", script, folder], { stdio: ["ignore", "ignore", "inherit"] });
});

// The addresses of local files are whole paths.
const disk = new LocalStore("/");
const kinds: Record<string, () => Promise<ReferenceStore>> = {
  JSON: async () => referenceStore(readFileSync(join(folder, "references.json"), "utf8"), { store: disk }),
  Parquet: async () =>
    referenceStore(await parquetReferences(new LocalStore(join(folder, "references.parq"))), { store: disk }),
};

describe.each(Object.entries(kinds))("references that kerchunk wrote as %s", (_, open) => {
  test("lead to the values in the HDF5 file", async () => {
    const store = await open();
    const read = async (path: string) => (await openArray(store, { path, mode: "r" })).get();
    const count = (size: number) => Array.from({ length: size }, (_, index) => index);
    const weather = await read("t");
    expect([weather.shape, weather.dtype, [...(weather.data as Float32Array)]]).toEqual([
      [12, 20],
      "float32",
      count(240),
    ]);
    expect([...((await read("g/contiguous")).data as BigInt64Array)]).toEqual(count(10).map(BigInt));
    expect([...((await read("many")).data as Int32Array)]).toEqual(count(5000));
    expect((await read("empty")).toList()).toEqual(Array(8).fill(-3));
    expect((await read("scalar")).item()).toBe(3.5);
  });

  test("are a hierarchy with attributes", async () => {
    const group = await openGroup(await open(), { mode: "r" });
    const paths: string[] = [];
    for await (const [path] of group.members({ maxDepth: null })) paths.push(path);
    expect(paths.sort()).toEqual(["empty", "g", "g/contiguous", "many", "scalar", "t"]);
    expect((await group.array("t")).attrs).toMatchObject({ units: "K" });
    expect(await (await group.array("many")).nchunksInitialized()).toBe(Math.ceil(5000 / 7));
  });
});

test("templates mean what fsspec makes of them", async () => {
  const expanded = JSON.parse(readFileSync(join(folder, "expanded.json"), "utf8")) as Record<
    string,
    [string, number?, number?]
  >;
  const asked: unknown[] = [];
  const files = new MemoryStore();
  const store = referenceStore(templates, {
    resolve(url) {
      const get = (key: string, options: { range?: unknown } = {}) => {
        asked.push([key, options.range]);
        return new Uint8Array((options.range as { length?: number } | undefined)?.length ?? 0);
      };
      return { store: { ...files, contract: files.contract, description: "asked", get }, key: url };
    },
  });
  const keys: string[] = [];
  for await (const key of store.list("")) keys.push(key);
  expect(keys.sort()).toEqual(Object.keys(expanded).sort());
  for (const [key, [url, offset, length]] of Object.entries(expanded)) {
    await store.get(key);
    expect(asked.pop(), key).toEqual([url, offset === undefined ? undefined : { offset, length }]);
  }
});
