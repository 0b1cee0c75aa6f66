import type { DataType, JsonValue } from "@zarrkit/core/contract";
import { expect, test } from "vitest";
import corpus from "./fixtures/corpus.json" with { type: "json" };
import { base64, v2, v3 } from "./resolve.ts";

/** Arrays that zarr-python, tensorstore or a careful hand wrote, in C order and little-endian. */
interface Case {
  readonly id: string;
  readonly zarrFormat: 2 | 3;
  readonly dataType: JsonValue;
  readonly filter?: string;
  readonly fillValue?: JsonValue;
  readonly fillHex?: string;
  readonly bytes?: string;
  readonly values?: readonly unknown[];
  readonly itemSize?: number;
}

const cases = corpus as unknown as readonly Case[];

/** A value as the corpus writes it. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : `${value}`;
  }
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : `${value}`;
  }
  if (value instanceof Uint8Array) {
    return { base64: btoa(String.fromCharCode(...value)) };
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  }
  return value;
}

/** The corpus writes 64-bit members of structs as text whatever their size, and subarrays flat. */
function alike(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.flat(Number.POSITIVE_INFINITY).map(alike);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, alike(member)]));
  }
  return typeof value === "string" && /^-?[0-9]+$/.test(value) ? Number(value) : value;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function resolve({ zarrFormat, dataType, filter }: Case): Promise<DataType> {
  return zarrFormat === 3 ? v3(dataType) : v2(dataType, filter);
}

test.each(cases.map((one) => [one.id, one] as const))("%s", async (id, one) => {
  const dataType = await resolve(one);
  if (one.itemSize !== undefined && one.itemSize !== null) {
    expect(dataType.itemSize).toBe(one.itemSize);
  }
  // What is spelled is spelled again; `bytes` is an alias.
  if (one.zarrFormat === 2) {
    expect(dataType.v2?.dtype).toEqual(one.dataType);
  } else {
    expect(dataType.metadata).toEqual(one.dataType === "bytes" ? "variable_length_bytes" : one.dataType);
  }

  if (one.fillValue !== undefined) {
    const json =
      typeof one.fillValue === "number" && Number.isInteger(one.fillValue) && !Number.isSafeInteger(one.fillValue)
        ? BigInt(one.fillValue)
        : one.fillValue;
    const fill = dataType.fillValueFromJson(json, one.zarrFormat);
    if (one.fillHex !== undefined) {
      expect(hex(fill as Uint8Array)).toBe(one.fillHex);
    }
    const written = dataType.fillValueToJson(fill, one.zarrFormat);
    expect(dataType.fillValueFromJson(written, one.zarrFormat)).toEqual(fill);
    if (!["v3-fill-datetime-nat-string", "v3-fill-f4-rounds-half-even", "v3-fill-c8-hex"].includes(id)) {
      expect(written).toEqual(json);
    }
  }

  const values = one.values ?? [];
  if (one.bytes === undefined) {
    const elements = [...values].map((value) => {
      const bytes = (value as { base64?: string } | null)?.base64;
      return bytes === undefined ? value : base64(bytes);
    });
    const copy = new Array(elements.length).fill(undefined);
    for (const [i, element] of elements.entries()) {
      dataType.pack(element, copy, i);
    }
    expect(copy.map((_, i) => plain(dataType.unpack(copy, i)))).toEqual(values);
    return;
  }
  const elements = base64(one.bytes);
  const normal = (dataType.normalize?.(elements) ?? elements) as Uint8Array;
  expect(normal).toBe(elements);
  const count = normal.length / (dataType.itemSize as number);
  const scalars = Array.from({ length: count }, (_, i) => dataType.unpack(normal, i));
  if (values.length > 0) {
    expect(scalars.map((scalar) => alike(plain(scalar)))).toEqual(values.map(alike));
  }
  // Every value goes back to the bits it came from, but for NaN, which a number cannot tell apart.
  const again = new Uint8Array(normal.length);
  for (const [i, scalar] of scalars.entries()) {
    dataType.pack(scalar, again, i);
  }
  expect(Array.from({ length: count }, (_, i) => dataType.unpack(again, i))).toEqual(scalars);
  const hasNaN = JSON.stringify(scalars.map(plain)).includes('"NaN"');
  // This one was stored without sign extension, which what we write has.
  if (!hasNaN && id !== "v3-ts-int4") {
    expect(again).toEqual(normal);
  }
  expect(dataType.elementsOf(dataType.view(normal))?.length).toBe(normal.length);
});
