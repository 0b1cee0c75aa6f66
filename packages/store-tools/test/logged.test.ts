import { MemoryStore } from "@zarrkit/store-memory";
import { expect, test, vi } from "vitest";
import { logged } from "../src/index.ts";
import { collect } from "./support/collect.ts";

test("every call is a line", async () => {
  const lines: string[] = [];
  const write = (level: string) => (line: string) =>
    void lines.push(`${level} ${line.replace(/\d+\.\d ms/, "0.1 ms")}`);
  const inner = new MemoryStore();
  const store = logged(inner, { debug: write("debug"), warn: write("warn") });
  await store.set("a/k", Uint8Array.of(1, 2, 3));
  await store.get("a/k", { range: { offset: 1, length: 2 } });
  await store.get("a/k", { range: { offset: 1 } });
  await store.get("missing", { range: { suffix: 8 } });
  await store.set("a/k", Uint8Array.of(1), { ifVersion: null });
  await collect(store.list(""));
  expect(() => store.get("..")).toThrow();
  expect(() => store.get("a/k", { signal: AbortSignal.abort(new Error("enough")) })).toThrow("enough");
  const name = inner.description;
  expect(lines).toEqual([
    `debug set a/k of ${name}: done, 3 bytes in 0.1 ms`,
    `debug get a/k [1, 3) of ${name}: found, 2 bytes in 0.1 ms`,
    `debug get a/k [1, end) of ${name}: found, 2 bytes in 0.1 ms`,
    `debug get missing [-8, end) of ${name}: missing in 0.1 ms`,
    `debug set a/k of ${name}: refused in 0.1 ms`,
    `debug list of ${name}: done, 1 name in 0.1 ms`,
    `warn get .. of ${name}: failed in 0.1 ms: store key must be segments joined by "/", none empty, "." or "..", found ".."`,
    `debug get a/k of ${name}: aborted in 0.1 ms: enough`,
  ]);
});

test("lines go to the console where nothing else is said", () => {
  const debug = vi.spyOn(console, "debug").mockImplementation(() => {});
  try {
    logged(new MemoryStore()).get("k");
    expect(debug).toHaveBeenCalledWith(expect.stringMatching(/^get k of memory:\/\/\d+: missing in \d+\.\d ms$/));
  } finally {
    debug.mockRestore();
  }
});
