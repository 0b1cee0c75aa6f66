import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { storeConformance } from "@zarrkit/testkit/store";
import { jsonFileStore } from "../src/json-file-store.ts";

/** Assertions of Node in place of the kit's own: they print differences line by line. */
const expect = (actual: unknown) => ({
  toBe: (expected: unknown) => assert.strictEqual(actual, expected),
  toEqual: (expected: unknown) => assert.deepStrictEqual(actual, expected),
});

storeConformance(
  { test, describe, expect },
  {
    name: "jsonFileStore",
    capabilities: { write: true, list: true },
    async create() {
      const folder = await mkdtemp(join(tmpdir(), "json-file-store-"));
      const file = join(folder, "store.json");
      return {
        store: jsonFileStore(file),
        // The suite prepares values and looks at them through this, past the store.
        behind: {
          async write(key, bytes) {
            const content = await parse(file);
            const value = { version: ++content.writes, base64: Buffer.from(bytes).toString("base64") };
            // Not an assignment, which would not make a member of the key "__proto__".
            Object.defineProperty(content.values, key, { value, enumerable: true, configurable: true });
            await writeFile(file, JSON.stringify(content));
          },
          async read(key) {
            const { values } = await parse(file);
            const text = Object.hasOwn(values, key) ? values[key]?.base64 : undefined;
            return text === undefined ? undefined : new Uint8Array(Buffer.from(text, "base64"));
          },
        },
        cleanup: () => rm(folder, { recursive: true }),
      };
    },
  },
);

interface Content {
  writes: number;
  readonly values: Record<string, { readonly base64: string }>;
}

async function parse(file: string): Promise<Content> {
  return JSON.parse(await readFile(file, "utf8").catch(() => '{ "writes": 0, "values": {} }'));
}

test("a file that holds something else is an error, not an empty store", async () => {
  const folder = await mkdtemp(join(tmpdir(), "json-file-store-"));
  const file = join(folder, "store.json");
  await writeFile(file, "no JSON");
  await assert.rejects(async () => jsonFileStore(file).get("zarr.json"), SyntaxError);
  await assert.rejects(async () => jsonFileStore(folder).get("zarr.json"), { code: "EISDIR" });
  await rm(folder, { recursive: true });
});
