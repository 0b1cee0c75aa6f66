import { create, openArray } from "@zarrkit/api";
import { expect } from "vitest";

const numbers = [0, -0, 1.5, -65504, 2 ** -24, Number.NaN, Number.POSITIVE_INFINITY];

/** Writes and reads half-precision numbers. Answers the name of the class of their container. */
export async function half(): Promise<string> {
  const store = new Map<string, Uint8Array>();
  const array = await create({ store, shape: [7], chunks: [4], dtype: "float16" });
  await array.set(null, numbers);
  const { data } = await (await openArray(store, { mode: "r", dtype: "float16" })).get();
  expect(Array.from(data)).toEqual(numbers);
  expect(data[3]).toBe(-65504);
  return data.constructor.name;
}
