import { expect, test } from "vitest";
import type { ElementView } from "../src/index.ts";
import { conformance } from "./conformance.ts";
import { v2, v3 } from "./resolve.ts";

const bytes = (...values: readonly number[]): Uint8Array => new Uint8Array(values);
const neverBytes: readonly unknown[] = [undefined, null, 1, "a", [1, 2], {}, new ArrayBuffer(2), new Int8Array(2)];
const neverBase64 = ["***", "AQI", "AQID\n", " AQID", "AQ=D", "AR-_", 1, null, true, {}].map((json) => ({ json }));

conformance<Uint8Array, Uint8Array[]>({
  name: "variable_length_bytes",
  dataType: () => v3("variable_length_bytes"),
  scalars: [bytes(), bytes(1), bytes(0, 255, 0)],
  rejected: neverBytes,
  fillValues: [
    { json: "" },
    { json: "AQID", scalar: bytes(1, 2, 3) },
    { json: [1, 2, 3], written: "AQID", scalar: bytes(1, 2, 3) },
    { json: [], written: "" },
    { json: 0, zarrFormat: 2, written: "" },
  ],
  rejectedFillValues: [
    ...neverBase64,
    { json: [256] },
    { json: [-1] },
    { json: [0.5] },
    { json: ["1"] },
    { json: 0, zarrFormat: 3 },
  ],
  foreignData: [[1, 2], [bytes(1), "a"], [[bytes(1)]], bytes(1, 2)],
});

conformance<Uint8Array, ElementView<Uint8Array>>({
  name: "null_terminated_bytes",
  dataType: () => v3({ name: "null_terminated_bytes", configuration: { length_bytes: 3 } }),
  scalars: [bytes(), bytes(1), bytes(0, 0, 7), bytes(255, 0, 1)],
  accepted: [
    [bytes(1, 0, 0), bytes(1)],
    [bytes(0), bytes()],
  ],
  rejected: [...neverBytes, bytes(1, 2, 3, 4), bytes(0, 0, 0, 0)],
  fillValues: [{ json: "" }, { json: "AQ==", scalar: bytes(1) }, { json: "AQAA", written: "AQ==" }],
  rejectedFillValues: [...neverBase64, { json: "AQIDBA==" }, { json: [1] }],
  foreignData: [[bytes(1)], bytes(1, 2, 3)],
});

for (const name of ["raw_bytes", "r24"]) {
  conformance<Uint8Array, ElementView<Uint8Array>>({
    name,
    dataType: () => v3(name === "r24" ? name : { name, configuration: { length_bytes: 3 } }),
    scalars: [bytes(0, 0, 0), bytes(1, 2, 3), bytes(255, 0, 0)],
    rejected: [...neverBytes, bytes(), bytes(1, 2), bytes(1, 2, 3, 4)],
    fillValues:
      name === "r24"
        ? [
            { json: [1, 2, 255], scalar: bytes(1, 2, 255) },
            { json: "AQID", written: [1, 2, 3] },
          ]
        : [
            { json: "AQID", scalar: bytes(1, 2, 3) },
            { json: [1, 2, 3], written: "AQID" },
          ],
    rejectedFillValues: [...neverBase64, ...["AQ==", [1, 2], [1, 2, 256], [1, 2, 3, 4], 0].map((json) => ({ json }))],
    foreignData: [[bytes(1, 2, 3)], bytes(1, 2, 3)],
  });
}

test("bytes is read and variable_length_bytes written", async () => {
  const dataType = await v3("bytes");
  expect(dataType).toBe(await v3("variable_length_bytes"));
  expect(dataType).toBe(await v2("|O", "vlen-bytes"));
  expect(dataType.metadata).toBe("variable_length_bytes");
  expect(dataType.defaultSerializer).toEqual({ name: "vlen-bytes" });
});

test("numpy spellings", async () => {
  expect((await v2("|S5")).metadata).toEqual({ name: "null_terminated_bytes", configuration: { length_bytes: 5 } });
  expect((await v2("|V4")).metadata).toEqual({ name: "raw_bytes", configuration: { length_bytes: 4 } });
  expect((await v3("r24")).v2).toEqual({ dtype: "|V3" });
  expect((await v3("r24")).name).toBe("r24");
  for (const dtype of ["<S5", "|S", "|V", "|V-1"]) {
    await expect(v2(dtype)).rejects.toThrow();
  }
});

test.each(["r12", "r7", "r4294967296", "r99999999999999999999"])("%s is refused", async (name) => {
  await expect(v3(name)).rejects.toThrow(RangeError);
});

test.each(["r0", "r08", "r", "raw", "r8x"])("%s is no name of raw bits", async (name) => {
  await expect(v3(name)).rejects.toThrow(/0 descriptors/);
});

test("values do not share memory with the elements", async () => {
  const elements = bytes(1, 2, 3);
  const raw = await v3<Uint8Array, ElementView<Uint8Array>>("r24");
  const value = raw.unpack(elements, 0);
  value[0] = 9;
  expect(elements[0]).toBe(1);
  const shown = raw.view(elements);
  shown.get(0)[0] = 9;
  expect(elements[0]).toBe(1);
  shown.set(0, bytes(7, 8, 9));
  expect(elements).toEqual(bytes(7, 8, 9));
  expect(shown.bytes).toBe(elements);
});
