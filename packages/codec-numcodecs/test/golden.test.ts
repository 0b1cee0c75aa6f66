import { readFileSync } from "node:fs";
import type {
  ArrayToArrayCodec,
  ArrayToBytesCodec,
  BytesToBytesCodec,
  Extension,
  JsonObject,
} from "@zarrkit/core/contract";
import { chunkOf } from "@zarrkit/testkit/codec";
import { describe, expect, test } from "vitest";
import { describeJson } from "../src/configuration.ts";
import * as numcodecs from "../src/index.ts";
import { parseJson } from "../src/object/json-parser.ts";
import { engine } from "./engine.ts";

const { createFor, dataType: resolveDataType, specOf } = engine;

/** One answer of numcodecs 0.17.1; see fixtures/generate.py. */
interface GoldenCase {
  readonly configuration: JsonObject & { readonly id: string };
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly input?: string | { readonly byte: number; readonly count: number };
  readonly values?: readonly unknown[];
  readonly encoded: string;
  readonly output?: string;
  readonly decoded?: readonly string[];
}

const fixtures = readFileSync(new URL("./fixtures/numcodecs.json", import.meta.url), "utf8");
// One number in there, the id of an LZMA filter, is too large for JSON.parse.
const cases = parseJson(fixtures, true) as unknown as readonly GoldenCase[];
const extensions = new Map<string, Extension<"codec">>(
  numcodecs.codecs.flatMap((extension) =>
    extension.numcodecsId === undefined ? [] : [[extension.numcodecsId, extension] as const],
  ),
);
/** Encoders that may find other bytes for the same data. */
const free = new Set(["bz2", "lzma"]);

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));
const inputOf = ({ input }: GoldenCase): Uint8Array =>
  typeof input === "string" ? fromBase64(input) : new Uint8Array(input!.count).fill(input!.byte);
const titleOf = ({ configuration, dtype, shape }: GoldenCase, index: number): string =>
  `${index}: ${describeJson(configuration)} ${dtype ?? ""} ${shape ?? ""}`;

/** A NaN is a NaN: numpy may keep bits that say nothing. */
function expectSameElements(found: Uint8Array, expected: Uint8Array, dtype: string): void {
  if (Buffer.compare(found, expected) === 0) return;
  const read = (bytes: Uint8Array): unknown => {
    const { buffer } = bytes.slice();
    if (/[fc](?:8|16)$/.test(dtype) && !dtype.endsWith("c8")) return Array.from(new Float64Array(buffer));
    if (/f4|c8/.test(dtype)) return Array.from(new Float32Array(buffer));
    return Buffer.from(buffer).toString("hex");
  };
  expect(read(found)).toEqual(read(expected));
}

describe("filters", () => {
  for (const [index, golden] of cases.entries()) {
    const { configuration, dtype, shape, encoded, output, values } = golden;
    if (dtype === undefined || shape === undefined || values !== undefined) continue;
    if (["json2", "msgpack2"].includes(configuration.id)) continue;
    test(titleOf(golden, index), async () => {
      const spec = await specOf(shape, dtype);
      const { id, ...members } = configuration;
      const codec = await createFor<ArrayToArrayCodec>(extensions.get(id)!, members, spec, "numcodecs");
      const encodedSpec = codec.encodedSpec(spec);
      const input = inputOf(golden);
      const before = input.slice();
      const chunk = await codec.encode(chunkOf(input, shape), spec);
      expect(input).toEqual(before);
      expect(chunk.shape).toEqual(encodedSpec.shape);
      const encodedDtype = String(encodedSpec.dataType.v2?.dtype);
      expectSameElements(chunk.elements as Uint8Array, fromBase64(encoded), encodedDtype);
      if (output === undefined) return;
      const decoded = await codec.decode(chunkOf(fromBase64(encoded), encodedSpec.shape), spec);
      expect(decoded.shape).toEqual(shape);
      expectSameElements(decoded.elements as Uint8Array, fromBase64(output), dtype);
    });
  }
});

describe("compressors and checksums", () => {
  for (const [index, golden] of cases.entries()) {
    const { configuration, dtype, encoded } = golden;
    if (dtype !== undefined) continue;
    test(titleOf(golden, index), async () => {
      const { id, ...members } = configuration;
      const codec = await createFor<BytesToBytesCodec>(
        extensions.get(id)!,
        members,
        await specOf([1], "<i4"),
        "numcodecs",
      );
      const input = inputOf(golden);
      const bound = { size: input.length, limit: input.length };
      expect(Buffer.compare(await codec.decode(fromBase64(encoded), bound), input)).toBe(0);
      const packed = await codec.encode(input);
      if (!free.has(id)) expect(Buffer.from(packed).toString("base64")).toBe(encoded);
      else expect(Buffer.compare(await codec.decode(packed, bound), input)).toBe(0);
    });
  }
});

describe("lists of objects", () => {
  for (const [index, golden] of cases.entries()) {
    const { configuration, dtype, shape, encoded, values } = golden;
    const { id, ...members } = configuration;
    if (!["json2", "msgpack2"].includes(id)) continue;
    test(titleOf(golden, index), async () => {
      const spec = await specOf(shape!, dtype === "|O" ? `|O:${id}` : dtype!);
      const codec = await createFor<ArrayToBytesCodec>(extensions.get(id)!, members, spec, "numcodecs");
      codec.validate?.(spec);
      const elements = values === undefined ? inputOf(golden) : values.map(withBytes);
      const decoded = await codec.decode(fromBase64(encoded), spec);
      const written = await codec.encode(chunkOf(elements, shape!), spec);
      expect(decoded.shape).toEqual(shape);
      if (members["use_bin_type"] === false || members["use_single_float"] === true || values === undefined) {
        expect(Array.from(decoded.elements)).toEqual(Array.from(elements));
      } else expect(decoded.elements).toEqual(elements);
      const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString(id === "json2" ? "utf8" : "hex");
      expect(text(written)).toBe(text(fromBase64(encoded)));
    });
  }
});

describe("categorize on objects", () => {
  for (const golden of cases) {
    const { configuration, encoded, values, decoded, shape } = golden;
    if (decoded === undefined) continue;
    test("strings of any length", async () => {
      const { id, ...members } = configuration;
      const spec = await specOf(shape!, "string");
      const codec = await createFor<ArrayToArrayCodec>(extensions.get(id)!, members, spec, "numcodecs");
      const chunk = await codec.encode(chunkOf([...values!], shape!), spec);
      expect(chunk.elements).toEqual(fromBase64(encoded));
      expect((await codec.decode(chunk, spec)).elements).toEqual(decoded);
      expect(codec.encodedSpec(spec).dataType).toBe(await resolveDataType("|u1"));
    });
  }
});

function withBytes(value: unknown): unknown {
  return value !== null && typeof value === "object" && "base64" in value ? fromBase64(String(value.base64)) : value;
}
