import type { ArrayToArrayCodec, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { dataTypes } from "@zarrkit/dtypes";
import { chunkOf, sampleEngine } from "@zarrkit/testkit/codec";
import { describe, expect, test } from "vitest";
import { scaleOffset } from "../src/index.ts";
import { type Real, readReals, realType } from "../src/real-type.ts";

const { createFor, dataType: resolveDataType, specOf } = sampleEngine(dataTypes);

async function both(
  dtype: string,
  configuration: JsonObject,
  values: readonly Real[],
  fill?: JsonValue,
): Promise<Real[][]> {
  const spec = await specOf([values.length], dtype, fill);
  const type = realType("scale_offset", spec.dataType);
  const elements = new Uint8Array(values.length * spec.dataType.itemSize!);
  for (const [index, value] of values.entries()) spec.dataType.pack(value, elements, index);
  const codec = await createFor<ArrayToArrayCodec>(scaleOffset, configuration, spec);
  const encodedSpec = codec.encodedSpec(spec);
  const encoded = await codec.encode(chunkOf(elements, spec.shape), spec);
  const decoded = await codec.decode(encoded, spec);
  return [encoded.elements, decoded.elements, encodedSpec.fillValue].map((list) =>
    Array.from(readReals(list as Uint8Array, type)),
  );
}

describe("scale_offset", () => {
  test("int16 of the corpus", async () => {
    expect(await both("int16", { offset: 100, scale: 3 }, [0, 3, 6], 0)).toEqual([
      [-300, -291, -282],
      [0, 3, 6],
      [-300],
    ]);
  });
  test("64-bit integers are exact", async () => {
    const offset = 2n ** 60n;
    expect(await both("int64", { offset, scale: 3 }, [offset + 2n ** 53n + 1n], offset)).toEqual([
      [3n * (2n ** 53n + 1n)],
      [offset + 2n ** 53n + 1n],
      [0n],
    ]);
    expect(await both("uint64", { offset: 1 }, [2n ** 64n - 1n], 1)).toEqual([
      [2n ** 64n - 2n],
      [2n ** 64n - 1n],
      [0n],
    ]);
  });
  test("each step is rounded to the type", async () => {
    const single = Math.fround;
    const encoded = single(single(0.1) * single(0.3));
    expect(await both("float32", { scale: 0.3 }, [0.1].map(single), 0)).toEqual([
      [encoded],
      [single(encoded / single(0.3))],
      [0],
    ]);
    expect((await both("float16", { scale: 3 }, [0.0999755859375], 0))[0]).toEqual([0.2998046875]);
    expect((await both("bfloat16", { offset: 1 }, [256], 1))[0]).toEqual([255]);
    expect((await both("bfloat16", { offset: -1 }, [256], 1))[0]).toEqual([256]);
  });
  test("floats go to infinity where they have one", async () => {
    expect((await both("float32", { scale: 1e38 }, [100], 0))[0]).toEqual([Infinity]);
    expect((await both("float8_e5m2", { scale: 16 }, [57344], 0))[0]).toEqual([Infinity]);
    await expect(both("float4_e2m1fn", { scale: 4 }, [6], 0)).rejects.toThrow("24 is not a value of float4_e2m1fn");
  });
  test("without parameters nothing happens, even where there is no zero", async () => {
    expect(await both("float8_e8m0fnu", {}, [4], 2)).toEqual([[4], [4], [2]]);
    expect(await both("float8_e8m0fnu", { scale: 2 }, [4], 2)).toEqual([[8], [4], [4]]);
    const codec = await createFor(scaleOffset, {}, await specOf([1], "int8"));
    expect(codec.configuration).toBeUndefined();
  });
  test("bit patterns as parameters", async () => {
    expect((await both("float32", { scale: "0x40000000" }, [3], 0))[0]).toEqual([6]);
  });
  test("integers neither overflow nor leave a remainder", async () => {
    await expect(both("int8", { scale: 2 }, [64], 0)).rejects.toThrow("128 is out of range for int8");
    await expect(both("uint8", { offset: 5 }, [4], 5)).rejects.toThrow("-1 is out of range");
    await expect(both("uint8", { offset: 5 }, [5], 0)).rejects.toThrow("-5 is out of range");
    await expect(both("int64", { scale: 2 }, [2n ** 62n], 0)).rejects.toThrow("out of range for int64");
    await expect(both("int4", { offset: -4 }, [4], 0)).rejects.toThrow("8 is out of range for int4");
    for (const [dtype, bytes] of [
      ["int16", new Uint8Array(Int16Array.of(7).buffer)],
      ["int64", new Uint8Array(BigInt64Array.of(7n).buffer)],
    ] as const) {
      const spec = await specOf([1], dtype);
      const codec = await createFor<ArrayToArrayCodec>(scaleOffset, { scale: 3 }, spec);
      expect(() => codec.decode(chunkOf(bytes, [1]), spec)).toThrow("remainder");
    }
  });
  test("configurations and data types that are refused", async () => {
    for (const [dtype, configuration] of [
      ["int8", { scale: 0 }],
      ["float32", { scale: -0 }],
      ["float32", { scale: "0x00000000" }],
      ["int8", { scale: 0.5 }],
      ["int8", { offset: 200 }],
      ["int8", { offset: null }],
      ["float32", { offset: "x" }],
      ["int8", { offset: 1, factor: 2 }],
      ["bool", {}],
      ["complex64", {}],
      ["string", {}],
    ] as const) {
      const spec = { ...(await specOf([1], dtype)), dataType: await resolveDataType(dtype) };
      await expect(
        createFor(scaleOffset, configuration, spec),
        `${dtype} ${JSON.stringify(configuration)}`,
      ).rejects.toThrow();
    }
  });
});
