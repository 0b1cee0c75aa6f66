import { errors, open, openArray, slice } from "@zarrkit/api";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytes,
  type Document,
  encode,
  holding,
  type Json,
  v2Document,
  v3Document,
} from "../../src/hostile/document.ts";
import { checkPlace, failure } from "../../src/hostile/failure.ts";
import { processorClock } from "../../src/process/processor-time.ts";
import { seed } from "../../src/seed.ts";

describe("broken documents", () => {
  const texts = [
    "",
    "{",
    "[]",
    "null",
    "3",
    '"zarr"',
    '{"zarr_format": 3',
    "{'zarr_format': 3}",
    "\u0000\u0001",
    "{}{}",
    '{"zarr_format":3,}',
  ];
  for (const key of ["zarr.json", ".zarray", ".zgroup"]) {
    test(`${key} that is not a document`, async () => {
      for (const text of texts)
        checkPlace(await failure(open(holding(key, new TextEncoder().encode(text)), { mode: "r" })), key);
      checkPlace(await failure(open(holding(key, Uint8Array.of(0xff, 0xfe, 0x7b)), { mode: "r" })), key);
    });
  }

  const wrongValues: readonly Json[] = [null, true, -1, 0.5, "x", [], {}, [[1]], [-1], ["4"], [null], [0.5], 1e300];
  // Values of the list that a member may have after all.
  const tolerated: Readonly<Record<string, readonly Json[]>> = {
    attributes: [{}],
    fill_value: [-1, null],
    filters: [null, []],
    compressor: [null],
    dimension_names: [null, ["4"], [null], ["x"]],
    order: [],
    storage_transformers: [[]],
  };

  test("members of zarr.json of the wrong type", async () => {
    for (const member of [...Object.keys(v3Document()), "dimension_names", "storage_transformers"]) {
      for (const value of wrongValues) {
        if (tolerated[member]?.some((one) => JSON.stringify(one) === JSON.stringify(value))) {
          if (!(member === "fill_value" && value === null)) continue;
        }
        const error = await failure(
          open(holding("zarr.json", encode({ ...v3Document(), [member]: value })), { mode: "r" }),
        );
        checkPlace(error, "zarr.json");
      }
    }
  });

  test("members of .zarray of the wrong type", async () => {
    for (const member of Object.keys(v2Document())) {
      for (const value of wrongValues) {
        if (tolerated[member]?.some((one) => JSON.stringify(one) === JSON.stringify(value))) continue;
        const error = await failure(
          open(holding(".zarray", encode({ ...v2Document(), [member]: value })), { mode: "r" }),
        );
        checkPlace(error, ".zarray");
      }
    }
  });

  test("a missing member", async () => {
    for (const member of [
      "zarr_format",
      "node_type",
      "shape",
      "data_type",
      "chunk_grid",
      "chunk_key_encoding",
      "fill_value",
      "codecs",
    ]) {
      const { [member]: _, ...rest } = v3Document();
      checkPlace(await failure(open(holding("zarr.json", encode(rest)), { mode: "r" })), "zarr.json");
    }
    for (const member of ["zarr_format", "shape", "chunks", "dtype", "compressor", "filters", "order", "fill_value"]) {
      const { [member]: _, ...rest } = v2Document();
      checkPlace(await failure(open(holding(".zarray", encode(rest)), { mode: "r" })), ".zarray");
    }
  });

  test("an unknown codec, data type, grid or key encoding is named", async () => {
    const unknown: Json = { name: "nowhere", configuration: {} };
    for (const change of [
      { codecs: [bytes, unknown] },
      { data_type: "nowhere" },
      { chunk_grid: unknown },
      { chunk_key_encoding: unknown },
    ]) {
      const error = await failure(
        open(holding("zarr.json", encode({ ...v3Document(), ...(change as Document) })), { mode: "r" }),
      );
      checkPlace(error, "zarr.json");
      expect(error.message).toContain("nowhere");
    }
    for (const change of [{ compressor: { id: "nowhere" } }, { filters: [{ id: "nowhere" }] }, { dtype: "<nowhere" }]) {
      const error = await failure(
        open(holding(".zarray", encode({ ...v2Document(), ...(change as Document) })), { mode: "r" }),
      );
      checkPlace(error, ".zarray");
      expect(error.message).toContain("nowhere");
    }
  });

  test("random damage to a valid document is a typed error or an array", async () => {
    const junk = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
    const paths = (value: Json): string[][] =>
      typeof value !== "object" || value === null
        ? [[]]
        : [[], ...Object.entries(value).flatMap(([key, item]) => paths(item).map((rest) => [key, ...rest]))];
    const replaced = (value: Json, path: readonly string[], by: Json | undefined): Json => {
      const [head, ...rest] = path;
      if (head === undefined) return by ?? null;
      const copy = structuredClone(value) as Document;
      if (rest.length === 0 && by === undefined) Reflect.deleteProperty(copy, head);
      else copy[head] = replaced(copy[head] as Json, rest, by);
      return copy;
    };
    const damaged = fc
      .constantFrom<[string, Document]>(["zarr.json", v3Document()], [".zarray", v2Document()])
      .chain(([key, document]) =>
        fc.tuple(
          fc.constant(key),
          fc
            .tuple(fc.constantFrom(...paths(document)), fc.option(junk, { nil: undefined }))
            .map(([path, by]) => replaced(document, path, by)),
        ),
      );
    await fc.assert(
      fc.asyncProperty(damaged, async ([key, document]) => {
        const [result] = await Promise.allSettled([open(holding(key, encode(document)), { mode: "r" })]);
        if (result.status === "rejected") expect(result.reason).toBeInstanceOf(errors.ZarrError);
      }),
      { seed, numRuns: 400 },
    );
  });
});

describe("absurd sizes are refused before anything is allocated", () => {
  const absurd: readonly (readonly [string, Document])[] = [
    [
      "a shape of 2^60 elements",
      { shape: [2 ** 30, 2 ** 30], chunk_grid: { name: "regular", configuration: { chunk_shape: [4, 4] } } },
    ],
    [
      "a chunk of 2^50 elements",
      { shape: [2 ** 50], chunk_grid: { name: "regular", configuration: { chunk_shape: [2 ** 50] } } },
    ],
    [
      "a product beyond 2^53",
      {
        shape: [2 ** 40, 2 ** 40],
        chunk_grid: { name: "regular", configuration: { chunk_shape: [2 ** 40, 2 ** 40] } },
      },
    ],
  ];
  for (const [name, change] of absurd) {
    test(name, async () => {
      const before = process.memoryUsage().rss;
      const spent = processorClock();
      const whole = openArray(holding("zarr.json", encode({ ...v3Document(), ...change })), { mode: "r" }).then(
        (array) => array.get(),
      );
      const error = await failure(whole);
      expect(error.message).toContain("counting://1");
      expect(spent()).toBeLessThan(2000);
      expect(process.memoryUsage().rss - before).toBeLessThan(128 * 2 ** 20);
    });
  }

  test("config.limits is the limit", async () => {
    const array = await openArray(holding("zarr.json", encode(v3Document())), {
      mode: "r",
      config: { limits: { readBytes: 16 } },
    });
    expect((await array.get([slice(0, 4)])).shape).toEqual([4]);
    expect((await failure(array.get())).code).toBe("LIMIT_EXCEEDED");
  });
});
