import { expect, test } from "vitest";
import { fromDate, notATime, toDate } from "../src/datetime.ts";
import { conformance } from "./conformance.ts";
import golden from "./fixtures/datetime.json" with { type: "json" };
import { v2, v3 } from "./resolve.ts";

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

for (const name of ["numpy.datetime64", "numpy.timedelta64"]) {
  conformance<bigint, BigInt64Array>({
    name,
    dataType: () => v3({ name, configuration: { unit: "us", scale_factor: 10 } }),
    scalars: [0n, -1n, least, most],
    accepted: [[5, 5n]],
    rejected: [undefined, null, "NaT", 0.5, Number.NaN, 2 ** 53, most + 1n, least - 1n, new Date(0), true, [1n]],
    fillValues: [
      { json: 0, scalar: 0n },
      { json: least, scalar: notATime },
      { json: "NaT", written: least, scalar: notATime },
      { json: most },
    ],
    rejectedFillValues: ["nat", "", null, 0.5, true, most + 1n, [0]].map((json) => ({ json })),
    foreignData: [[1n], new BigUint64Array(1), new Float64Array(1), new Date(0)],
  });
}

test("a time without a fill value is not a time", async () => {
  const datetime64 = await v3<bigint>({ name: "numpy.datetime64", configuration: { unit: "s", scale_factor: 1 } });
  expect(datetime64.unpack(datetime64.defaultFillValue, 0)).toBe(notATime);
});

test.each([
  ["<M8[10us]", { unit: "us", scale_factor: 10 }, "little"],
  [">M8[ns]", { unit: "ns", scale_factor: 1 }, "big"],
  ["<m8[s]", { unit: "s", scale_factor: 1 }, "little"],
  ["<M8", { unit: "generic", scale_factor: 1 }, "little"],
  ["<m8[3generic]", { unit: "generic", scale_factor: 3 }, "little"],
])("%s", async (dtype, configuration, endian) => {
  const dataType = await v2(dtype);
  expect(dataType.name).toBe(dtype.includes("M") ? "numpy.datetime64" : "numpy.timedelta64");
  expect(dataType.metadata).toEqual({ name: dataType.name, configuration });
  expect(dataType.v2).toEqual({ dtype });
  expect(dataType.endian).toBe(endian);
});

test.each(["<M8[0s]", "<M8[2147483648s]", "<M8[x]", "<M8[]", "|M8[s]", "<M4[s]", "<M8[s", "<M8[2D/3]"])(
  "%s is refused",
  async (dtype) => {
    await expect(v2(dtype)).rejects.toThrow();
  },
);

test("both letters for micro mean us", async () => {
  for (const unit of ["\u03bcs", "\u00b5s", "us"]) {
    const { metadata } = await v3({ name: "numpy.timedelta64", configuration: { unit, scale_factor: 1 } });
    expect(metadata).toEqual({ name: "numpy.timedelta64", configuration: { unit: "us", scale_factor: 1 } });
  }
});

test.each([
  undefined,
  {},
  { unit: "s" },
  { scale_factor: 1 },
  { unit: "sec", scale_factor: 1 },
  { unit: "s", scale_factor: 0 },
  { unit: "s", scale_factor: 2 ** 31 },
  { unit: "s", scale_factor: 1.5 },
  { unit: "s", scale_factor: "1" },
  { unit: "s", scale_factor: 1, zone: "UTC" },
  { unit: null, scale_factor: 1 },
])("configuration %o is refused", async (configuration) => {
  const name = "numpy.datetime64";
  await expect(v3(configuration === undefined ? name : { name, configuration })).rejects.toThrow(/numpy.datetime64/);
});

// Each line: unit, scale factor, milliseconds since 1970, numpy's count, and milliseconds of that count.
test.each(golden as [string, number, number, string, number][])(
  "dates in %s by %i agree with numpy: %i",
  async (unit, scaleFactor, milliseconds, count, back) => {
    const dataType = await v3({ name: "numpy.datetime64", configuration: { unit, scale_factor: scaleFactor } });
    expect(fromDate(new Date(milliseconds), dataType)).toBe(BigInt(count));
    expect(toDate(BigInt(count), dataType).getTime()).toBe(back);
  },
);

test("not a time is an invalid date", async () => {
  const dataType = await v3({ name: "numpy.datetime64", configuration: { unit: "s", scale_factor: 1 } });
  expect(toDate(notATime, dataType).getTime()).toBeNaN();
  expect(fromDate(new Date(Number.NaN), dataType)).toBe(notATime);
});

test("what a date or a count cannot hold is refused", async () => {
  const of = (unit: string, name = "numpy.datetime64") => v3({ name, configuration: { unit, scale_factor: 1 } });
  for (const unit of ["Y", "M", "W", "D", "s", "ms"]) {
    expect(() => toDate(most, awaited[unit] as never)).toThrow(RangeError);
  }
  expect(() => fromDate(new Date(8.64e15), awaited.ns as never)).toThrow(RangeError);
  expect(() => fromDate(new Date(-8.64e15), awaited.ns as never)).toThrow(RangeError);
  for (const dataType of [await of("generic"), await of("s", "numpy.timedelta64"), await v3("int64")]) {
    expect(() => toDate(0n, dataType)).toThrow(TypeError);
    expect(() => fromDate(new Date(0), dataType)).toThrow(TypeError);
  }
});

const awaited = Object.fromEntries(
  await Promise.all(
    ["Y", "M", "W", "D", "s", "ms", "ns"].map(
      async (unit) => [unit, await v3({ name: "numpy.datetime64", configuration: { unit, scale_factor: 1 } })] as const,
    ),
  ),
);

test("the least and the largest count of nanoseconds are dates", () => {
  expect(toDate(most, awaited.ns as never).toISOString()).toBe("2262-04-11T23:47:16.854Z");
  expect(toDate(least + 1n, awaited.ns as never).toISOString()).toBe("1677-09-21T00:12:43.145Z");
});
