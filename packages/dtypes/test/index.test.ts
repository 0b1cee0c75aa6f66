import { expect, test } from "vitest";
import * as root from "../src/index.ts";
import { v2, v3 } from "./resolve.ts";

test("the root exports every descriptor, and all of them in one list", () => {
  const { dataTypes, ...descriptors } = root;
  expect(new Set(Object.values(descriptors))).toEqual(new Set(dataTypes));
  expect(dataTypes.length).toBe(Object.keys(descriptors).length);
  expect(new Set(dataTypes.map(({ name }) => name)).size).toBe(dataTypes.length);
  expect(Object.keys(root).sort()).toMatchSnapshot();
});

test("every name and alias makes a type of that name", async () => {
  const configurations: { readonly [name: string]: root.StructValue } = {
    fixed_length_utf32: { length_bytes: 4 },
    null_terminated_bytes: { length_bytes: 4 },
    raw_bytes: { length_bytes: 4 },
    "numpy.datetime64": { unit: "s", scale_factor: 1 },
    "numpy.timedelta64": { unit: "s", scale_factor: 1 },
    struct: { fields: [{ name: "a", data_type: "int8" }] },
  };
  for (const { name, aliases = [] } of root.dataTypes) {
    for (const written of name === "object" ? [] : name === "r*" ? ["r8"] : [name, ...aliases]) {
      const configuration = configurations[name] as never;
      const dataType = await v3(configuration === undefined ? written : { name: written, configuration });
      expect(dataType.name).toBe(name === "r*" ? "r8" : name);
      // What is written can be read again, in both formats.
      expect((await v3(dataType.metadata)).metadata).toEqual(dataType.metadata);
      if (dataType.v2 !== undefined) {
        const again = await v2(dataType.v2.dtype, dataType.v2.objectCodec);
        expect(again.v2).toEqual(dataType.v2);
        expect(again.itemSize).toBe(dataType.itemSize);
      }
    }
  }
});

test("types without a configuration refuse one", async () => {
  const plain = root.dataTypes.filter(({ name }) => /^(?!r\*$|object$|struct$|raw|null|fixed|numpy)/.test(name));
  expect(plain.length).toBeGreaterThan(40);
  for (const { name } of plain) {
    await expect(v3({ name, configuration: { surprise: 1 } })).rejects.toThrow(/"surprise"/);
  }
});
