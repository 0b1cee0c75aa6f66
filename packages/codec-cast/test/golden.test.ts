import { readFileSync } from "node:fs";
import type { ArrayToArrayCodec, JsonValue } from "@zarrkit/core/contract";
import { dataTypes } from "@zarrkit/dtypes";
import { chunkOf, sampleEngine } from "@zarrkit/testkit/codec";
import { describe, expect, test } from "vitest";
import { castElements } from "../src/cast.ts";
import { scaleOffset } from "../src/index.ts";
import { readReals, realType } from "../src/real-type.ts";
import type { RoundingMode } from "../src/round-real.ts";

const { createFor, dataType: resolveDataType, specOf } = sampleEngine(dataTypes);

/** Answers of cast-value-rs and zarr-python; see fixtures/generate.py. */
interface Golden {
  readonly inputs: Readonly<Record<string, string>>;
  readonly casts: readonly {
    readonly source: string;
    readonly target: string;
    readonly rounding: RoundingMode;
    readonly outOfRange: "clamp" | "wrap" | null;
    /** "1" where there is an answer, "0" for an error. */
    readonly ok: string;
    readonly output: string;
  }[];
  readonly scales: readonly {
    readonly dtype: string;
    readonly offset: number;
    readonly scale: number;
    readonly input: string;
    readonly encoded: string;
    readonly decoded: string | null;
  }[];
}

const golden = JSON.parse(readFileSync(new URL("./fixtures/cast.json", import.meta.url), "utf8")) as Golden;
const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

describe("cast_value answers as cast-value-rs does", () => {
  for (const { source, target, rounding, outOfRange, ok, output } of golden.casts) {
    test(`${source} to ${target}, ${rounding}, ${outOfRange}`, async () => {
      const from = realType("cast_value", await resolveDataType(source));
      const to = realType("cast_value", await resolveDataType(target));
      const rules = { codec: "cast_value", rounding, outOfRange: outOfRange ?? undefined };
      const input = fromBase64(golden.inputs[source]!);
      const [sourceSize, targetSize] = [from.dataType.itemSize!, to.dataType.itemSize!];
      for (const [index, answered] of Array.from(ok).entries()) {
        const element = input.slice(index * sourceSize, (index + 1) * sourceSize);
        const value = readReals(element, from)[0];
        const cast = (): Uint8Array => castElements(element, from, to, rules, undefined);
        if (answered === "0") {
          expect(cast, String(value)).toThrow(RangeError);
          continue;
        }
        const expected = fromBase64(output).slice(index * targetSize, (index + 1) * targetSize);
        expect(readReals(cast(), to)[0], String(value)).toBe(readReals(expected, to)[0]);
        expect(cast(), String(value)).toEqual(expected);
      }
    });
  }
});

describe("scale_offset answers as zarr-python does", () => {
  for (const { dtype, offset, scale, input, encoded, decoded } of golden.scales) {
    test(`${dtype}, offset ${offset}, scale ${scale}`, async () => {
      const elements = fromBase64(input);
      const probe = await resolveDataType(dtype);
      const shape = [elements.length / probe.itemSize!];
      // Zero need not be a value that the arithmetic takes; ten is, everywhere.
      const spec = await specOf(shape, dtype, 10);
      const configuration: Record<string, JsonValue> = { offset, scale };
      const codec = await createFor<ArrayToArrayCodec>(scaleOffset, configuration, spec);
      const chunk = await codec.encode(chunkOf(elements, shape), spec);
      expect(chunk).toEqual(chunkOf(fromBase64(encoded), shape));
      expect(elements).toEqual(fromBase64(input));
      if (decoded === null) await expect((async () => codec.decode(chunk, spec))()).rejects.toThrow(RangeError);
      else expect(await codec.decode(chunk, spec)).toEqual(chunkOf(fromBase64(decoded), shape));
    });
  }
});
