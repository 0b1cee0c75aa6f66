import { rmSync } from "node:fs";
import { join } from "node:path";
import { create, openArray } from "@zarrkit/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sameJson } from "../src/corpus/compare.ts";
import { temporaryFolder } from "../src/corpus/files.ts";
import { Peer, type Prober } from "./peer.ts";
import { flatElements, toWire } from "./wire.ts";

// What a document holds beside data type and codecs: attributes, dimension names, chunk key encodings, ranks.

const scratch = temporaryFolder();
let peer: Peer;
let folders = 0;

beforeAll(() => {
  peer = new Peer();
});

afterAll(async () => {
  await peer.close();
  rmSync(scratch, { recursive: true, force: true });
});

const folder = (): string => join(scratch, String(folders++));

// From text, because `__proto__` is a member like any other there.
const odd = JSON.parse(`{
  "": "no name", "__proto__": {"polluted": true}, "constructor": null, "toString": [], "ключ": "значение", "\\u0000": "\\u0000",
  "text": "\\"\\\\/\\b\\f\\n\\r\\t\\u2028\\ud83d\\ude00\\u007f", "numbers": [0, -1, 1.5, 1e308, 1e-7, 5e-324, 9007199254740991, -9007199254740991],
  "empty": [{}, [], "", null], "deep": [[[[[[[[[[{"a": [[[[[[[[[[1]]]]]]]]]]}]]]]]]]]]], "_ARRAY_DIMENSIONS": ["y"], "zarr_format": 2
}`) as Record<string, unknown>;

async function oddArray(path: string, zarrFormat: 2 | 3): Promise<void> {
  await create({ store: path, shape: [2], chunks: [2], dtype: "int32", zarrFormat, attributes: odd } as never);
}

const describePeers = (answer: Readonly<Record<Prober, { read: object; write: { path: string } }>>): string[] =>
  Object.values(answer).flatMap(({ read, write }) =>
    [read, write].map((one) => ("error" in one ? String(one.error) : "")),
  );

describe.each([2, 3] as const)("attributes of version %i", (format) => {
  test("written here, read by zarr-python", async () => {
    const path = folder();
    await oddArray(path, format);
    const { attributes } = await peer.read("zarr", path, format);
    sameJson(JSON.parse(attributes ?? "null"), odd, "attributes");
  });

  test("written by zarr-python, read here", async () => {
    const path = folder();
    const fill = { dtype: "int32", shape: [], bytes: new Uint8Array(4) };
    await peer.write(
      "zarr",
      path,
      { shape: [2], chunks: [2], dtype: "int32", zarr_format: format, attributes: odd },
      fill,
      [],
    );
    sameJson((await openArray(path, { mode: "r" })).attrs, odd, "attributes");
  });

  test("floats beyond JSON, as Python spells them", async () => {
    const path = folder();
    const odd = { list: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1] };
    await create({ store: path, shape: [2], chunks: [2], dtype: "int32", zarrFormat: format, attributes: odd });
    const { attributes } = await peer.read("zarr", path, format);
    expect(attributes).toBe('{"list": [NaN, Infinity, -Infinity, 1]}');
    expect((await openArray(path, { mode: "r" })).attrs).toEqual(odd);
  });
});

const encodings = [
  ["default", "/"],
  ["default", "."],
  ["v2", "/"],
  ["v2", "."],
] as const;
const names: readonly (readonly (string | null)[] | null)[] = [null, ["x"], ["", null], ["ä b", "/", "x"]];

describe("chunk keys and dimension names", () => {
  for (const [name, separator] of encodings) {
    for (const rank of [0, 1, 2, 3]) {
      for (const format of name === "v2" ? ([2, 3] as const) : ([3] as const)) {
        test(`version ${format}: ${name} ${separator}, ${rank} dimensions`, async () => {
          const path = folder();
          const shape = Array.from({ length: rank }, () => 3);
          const count = 3 ** rank;
          const array = await create({
            store: path,
            shape,
            chunks: shape.map(() => 2),
            dtype: "int32",
            zarrFormat: format,
            attributes: {},
            ...(format === 2
              ? { dimensionSeparator: separator, compressor: null }
              : {
                  chunkKeyEncoding: { name, configuration: { separator } },
                  dimensionNames: names[rank],
                  codecs: ["bytes"],
                }),
          } as never);
          const values = Int32Array.from({ length: count }, (_, i) => i * 7 + 1);
          await array.set(null, { data: values, shape });
          const wire = Array.from(values, (value) => String(value));
          const by = format === 3 ? (["zarr", "tensorstore", "zarrs"] as const) : (["zarr", "tensorstore"] as const);
          const answer = await peer.probe({
            path,
            format,
            by,
            target: `${path}-theirs`,
            codecs: [{ name: "bytes", configuration: { endian: "little" } }],
            selection: shape.map((length) => [0, length]),
            values: wire,
            fill: "0",
            meaning: null,
            fields: null,
          });
          expect(describePeers(answer).filter((text) => text !== "")).toEqual([]);
          for (const one of by) {
            expect(answer[one].read, one).toEqual({ ok: wire });
            const theirs = await openArray(answer[one].write.path, { mode: "r" });
            const found = flatElements((await theirs.get()).toList(), rank).map((value) => toWire("integer", value));
            expect(found, one).toEqual(wire);
            if (format === 3) expect(theirs.dimensionNames, one).toEqual(names[rank]);
          }
          if (format === 3) expect((await peer.read("zarr", path, 3)).dimensionNames).toEqual(names[rank]);
        });
      }
    }
  }
});
