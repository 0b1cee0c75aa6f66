import { writeFileSync } from "node:fs";
import { createArray, createGroup } from "@zarrkit/api";
import { decode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Folder, zarrkit } from "./terminal.ts";

const folder = new Folder();
const store = folder.at("a.zarr");
beforeAll(async () => {
  await createGroup({ store, attributes: { title: "things", big: 9007199254740993n } });
  const data = { data: Int16Array.from({ length: 12 }, (_, index) => index), shape: [3, 4] };
  await createArray({ store, name: "b/plane", data, chunks: [2, 2], attributes: { unit: "mm" } });
  await createArray({ store, name: "words", data: ["one", "two words"] });
});
afterAll(() => folder.remove());

describe("info", () => {
  test("describes an array, with attributes", async () => {
    const { code, output } = await zarrkit("info", store, "--path", "b/plane");
    expect(code).toBe(0);
    expect(output).toMatch(/^Data type\s+: int16$/m);
    expect(output).toMatch(/^unit\s+: "mm"$/m);
  });

  test("counts what is stored", async () => {
    const { output } = await zarrkit("info", store, "--path", "b/plane", "--complete", "--json");
    expect(JSON.parse(output)).toMatchObject({ kind: "array", shape: [3, 4], nchunks: 4, nchunksInitialized: 4 });
  });

  test("keeps the digits of large integers in JSON", async () => {
    const { output } = await zarrkit("info", store, "--json");
    expect(output).toContain('"big": 9007199254740993');
  });

  test("shows units of times and members of structs", async () => {
    const times = folder.at("times.zarr");
    await createArray({ store: times, shape: [3], dtype: "<M8[s]" });
    expect((await zarrkit("info", times)).output).toMatch(/^Data type\s+: datetime64\[s\]$/m);
    const records = folder.at("records.zarr");
    await createArray({
      store: records,
      shape: [3],
      dtype: [
        ["x", "<f4"],
        ["n", "<i8"],
      ],
      zarrFormat: 2,
    });
    expect((await zarrkit("info", records)).output).toMatch(/^Fill value\s+: \{"x":0,"n":"?0"?\}$/m);
  });

  test("of nothing is an error that says what was looked for", async () => {
    const { code, complaints } = await zarrkit("info", folder.at("nothing"));
    expect(code).toBe(1);
    expect(complaints).toMatch(/^zarrkit: No array or group here.*\n$/);
  });
});

test("tree draws the hierarchy", async () => {
  const { output } = await zarrkit("tree", store);
  expect(output).toContain("plane (3, 4) int16");
  expect(JSON.parse((await zarrkit("tree", store, "--json")).output)).toEqual([
    { path: "b", kind: "group" },
    { path: "b/plane", kind: "array", shape: [3, 4], dtype: "int16" },
    { path: "words", kind: "array", shape: [2], dtype: "string" },
  ]);
});

test("tree shows as many levels in text as in JSON", async () => {
  expect((await zarrkit("tree", store, "--level", "1")).output).toBe("/\n├── b\n└── words (2,) string\n");
  const { output } = await zarrkit("tree", store, "--level", "1", "--json");
  expect((JSON.parse(output) as object[]).length).toBe(2);
});

test.each([2, 3] as const)("tree of an array is the array, version %i", async (zarrFormat) => {
  const alone = folder.at(`alone-${zarrFormat}.zarr`);
  await createArray({ store: alone, shape: [4], dtype: "<M8[s]", zarrFormat });
  expect((await zarrkit("tree", alone)).output).toBe("/ (4,) datetime64[s]\n");
  expect(JSON.parse((await zarrkit("tree", alone, "--json")).output)).toEqual([
    { path: "", kind: "array", shape: [4], dtype: "numpy.datetime64" },
  ]);
  const { code, complaints } = await zarrkit("ls", alone);
  expect(code).toBe(1);
  expect(complaints).toMatch(/is an array and has no members/);
});

test("ls lists members", async () => {
  expect((await zarrkit("ls", store)).output).toBe("b/\nwords\n");
  expect((await zarrkit("ls", store, "--path", "b", "--long")).output).toBe("plane  (3, 4) int16\n");
});

describe("cat", () => {
  test("prints rows", async () => {
    expect((await zarrkit("cat", store, "--path", "b/plane")).output).toBe("0 1 2 3\n4 5 6 7\n8 9 10 11\n");
    expect((await zarrkit("cat", store, "-1,::2", "--path", "b/plane")).output).toBe("8 10\n");
    expect((await zarrkit("cat", store, "1,1", "--path", "b/plane")).output).toBe("5\n");
  });

  test("prints JSON", async () => {
    const { output } = await zarrkit("cat", store, "0:2,...", "--path", "b/plane", "--json");
    expect(JSON.parse(output)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    expect(JSON.parse((await zarrkit("cat", store, "--path", "words", "--json")).output)).toEqual(["one", "two words"]);
  });

  test("makes a picture from black to white", async () => {
    const { bytes } = await zarrkit("cat", store, "--path", "b/plane", "--png");
    const { width, height, data, channels } = decode(bytes);
    expect([width, height, channels]).toEqual([4, 3, 2]);
    expect([data[0], data[2], data.at(-2)]).toEqual([0, 23, 255]);
  });

  test("makes a .npy file", async () => {
    const { bytes } = await zarrkit("cat", store, "--path", "b/plane", "--npy");
    expect(new TextDecoder("latin1").decode(bytes.subarray(0, 6))).toBe("\x93NUMPY");
    expect(bytes.length).toBe(128 + 24);
    expect(new TextDecoder().decode(bytes)).toContain("{'descr': '<i2', 'fortran_order': False, 'shape': (3, 4), }");
  });

  test.each([
    [["1:x", "--path", "b/plane"], /neither an index nor a slice/, 2],
    [["--path", "words", "--png"], /needs a plane/, 1],
    [["--path", "words", "--npy"], /has no form in a .npy file/, 1],
    [["99", "--path", "b/plane"], /99/, 1],
    [["--path", "b/plane", "--range", "0,1"], /add --png/, 2],
  ])("refuses %j", async (parameters, message, exitCode) => {
    const { code, complaints, output } = await zarrkit("cat", store, ...parameters);
    expect([code, output]).toEqual([exitCode, ""]);
    expect(complaints).toMatch(message);
  });
});

test("du adds up what is below each node", async () => {
  const rows = JSON.parse((await zarrkit("du", store, "--json")).output) as {
    path: string;
    bytes: number;
    values: number;
  }[];
  expect(rows.map(({ path, values }) => [path, values])).toEqual([
    ["/", 9],
    ["/b", 6],
    ["/b/plane", 5],
    ["/words", 2],
  ]);
  expect(rows[0]?.bytes).toBeGreaterThan((rows[1]?.bytes as number) + (rows[3]?.bytes as number));
});

describe("validate", () => {
  test("finds nothing wrong with what is right", async () => {
    const { code, output } = await zarrkit("validate", store);
    expect([code, output]).toEqual([0, "4 nodes, 5 good chunks, 0 errors, 0 warnings.\n"]);
  });

  test("names damaged chunks and documents, and what belongs to nothing", async () => {
    const data = { data: Int16Array.from({ length: 12 }, (_, index) => index), shape: [3, 4] };
    const damaged = folder.at("damaged.zarr");
    await createGroup({ store: damaged });
    await createArray({ store: damaged, name: "a", data, chunks: [2, 2], compressors: null });
    await createArray({ store: damaged, name: "b", data });
    writeFileSync(`${damaged}/a/c/0/1`, "short");
    writeFileSync(`${damaged}/a/c/7`, "odd");
    writeFileSync(`${damaged}/b/zarr.json`, '{"zarr_format": 3, "node_type": "array", "shape": [-1]}');
    const { code, output } = await zarrkit("validate", damaged, "--json");
    expect(code).toBe(1);
    const { findings } = JSON.parse(output) as { findings: { key: string; severity: string }[] };
    expect(findings.map(({ key, severity }) => [key, severity])).toEqual([
      ["a/c/0/1", "error"],
      ["a/c/7", "warning"],
      ["b/c/0/0", "warning"],
      ["b/zarr.json", "error"],
    ]);
  });
});

test("a command that is not there is a mistake of the caller", async () => {
  const { code, complaints } = await zarrkit("frobnicate");
  expect(code).toBe(2);
  expect(complaints).toContain("unknown command 'frobnicate'");
});

test("help names every command and ends well", async () => {
  const { code, output } = await zarrkit("--help");
  expect(code).toBe(0);
  for (const name of "info tree ls cat create copy rechunk convert consolidate validate du serve".split(" ")) {
    expect(output).toMatch(new RegExp(`^  ${name} `, "m"));
  }
});
