import { createArray } from "@zarrkit/api";
import { afterAll, describe, expect, test } from "vitest";
import { Folder, zarrkit } from "./terminal.ts";

const folder = new Folder();
afterAll(() => folder.remove());

type Values = BigInt64Array | Float64Array | string[];

/** What `cat` prints of a new array. */
async function printed(dtype: string, data: Values, shape: number[], ...parameters: string[]): Promise<string> {
  const store = folder.at("a.zarr");
  const array = await createArray({ store, shape, dtype, overwrite: true });
  await array.set(null, { data, shape });
  return (await zarrkit("cat", store, ...parameters)).output;
}

const notATime = -(2n ** 63n);

describe("text", () => {
  test.each([
    ["<M8[Y]", 50n, "2020"],
    ["<M8[M]", -1n, "1969-12"],
    ["<M8[W]", 1n, "1970-01-08"],
    ["<M8[D]", 18262n, "2020-01-01"],
    ["<M8[h]", 1n, "1970-01-01T01"],
    ["<M8[s]", -1n, "1969-12-31T23:59:59"],
    ["<M8[25s]", 2n, "1970-01-01T00:00:50"],
    ["<M8[ms]", 1n, "1970-01-01T00:00:00.001"],
    ["<M8[us]", -1n, "1969-12-31T23:59:59.999999"],
    ["<M8[ns]", 1_000_000_001n, "1970-01-01T00:00:01.000000001"],
    ["<M8[Y]", 10n ** 6n, "1000000"],
    ["<M8[s]", notATime, "NaT"],
    ["<m8[s]", notATime, "NaT"],
    ["<m8[s]", 90n, "90"],
  ])("a %s of %s is %s", async (dtype, count, text) => {
    expect(await printed(dtype, BigInt64Array.of(count), [1])).toBe(`${text}\n`);
  });

  test("complex numbers are Python's", async () => {
    const data = Float64Array.of(1, 2, 0.5, -3, Number.NaN, 0);
    expect(await printed("complex128", data, [3])).toBe("1+2j 0.5-3j NaN+0j\n");
  });

  test("text is quoted where it would not be told from its neighbours", async () => {
    expect(await printed("string", ["one", "two words", "", 'a "b"\n'], [4])).toBe(
      'one "two words" "" "a \\"b\\"\\n"\n',
    );
  });

  test("nothing is no line", async () => {
    expect(await printed("float64", new Float64Array(6), [2, 3], "2:1")).toBe("");
  });
});

test("JSON keeps the counts of times, and says which is none", async () => {
  expect(await printed("<M8[s]", BigInt64Array.of(60n, notATime), [2], "--json")).toBe('[60,"NaT"]\n');
});
