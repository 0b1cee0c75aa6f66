import { describe, expect, test } from "vitest";
import type { DataTypeContext, Extension, JsonValue } from "../../src/contract/index.ts";
import { DataTypeValidationError } from "../../src/error/metadata-error.ts";
import { parseDataType, resolveDataType, resolveV2DataType } from "../../src/metadata/data-type.ts";
import { caught } from "../support/caught.ts";
import { int16 } from "../support/number-type.ts";
import { smallRegistry } from "../support/small-environment.ts";

const place = { path: "a" };

/** A type made of another one, as structures are: `{ of: <data type> }`. */
const wrapped: Extension<"data_type", "wrapped"> = {
  point: "data_type",
  name: "wrapped",
  aliases: ["boxed"],
  pattern: /w[0-9]+/,
  v2: /\[\]/,
  load: () => ({
    fromV3: (name, configuration, context: DataTypeContext) => {
      if (configuration?.["of"] === undefined) throw new RangeError(`${name} needs a type`);
      return context.dataType(configuration["of"]);
    },
    fromV2: (_, context) => context.v2DataType("<i2"),
  }),
};
const registry = smallRegistry.extend(wrapped);
const inner = { name: "wrapped", configuration: { of: { name: "int16" } } };

describe("resolveDataType", () => {
  test.each<[JsonValue, string]>([
    ["float32", "float32"],
    [{ name: "float32" }, "float32"],
    [inner, "int16"],
    [{ ...inner, name: "boxed" }, "int16"],
    [{ ...inner, name: "w12" }, "int16"],
    [{ name: "wrapped", configuration: { of: inner } }, "int16"],
  ])("%j is %s", async (metadata, name) => {
    expect((await resolveDataType(metadata, registry)).name).toBe(name);
  });

  test("says which types there are when it knows none of that name", async () => {
    const error = await caught(resolveDataType("w", registry, place));
    expect(error).toBeInstanceOf(DataTypeValidationError);
    expect(error.message).toMatch(/"w".*float32/);
    expect(error.path).toBe("a");
  });

  test("says which type refused its configuration, and why", async () => {
    const error = await caught(resolveDataType("wrapped", registry, place));
    expect(error).toBeInstanceOf(DataTypeValidationError);
    expect(error.message).toContain("wrapped needs a type");
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test("leaves the error of an inner type as it is", async () => {
    const metadata = { name: "wrapped", configuration: { of: "nothing" } };
    expect((await caught(resolveDataType(metadata, registry))).message).toMatch(/^Unknown data type "nothing"/);
  });
});

describe("resolveV2DataType", () => {
  test.each<JsonValue>([{ toString: "" }, { toString: "<i2" }, { name: "<i2" }, 3, null])(
    "%j spells none",
    async (dtype) => {
      expect(await caught(resolveV2DataType(dtype, undefined, registry))).toBeInstanceOf(DataTypeValidationError);
    },
  );

  test("reads the byte order from the spelling", async () => {
    expect((await resolveV2DataType(">i2", undefined, registry)).endian).toBe("big");
    expect((await resolveV2DataType("<i2", undefined, registry)).endian).toBe("little");
  });

  test("hands lists of fields to the type that reads them", async () => {
    expect((await resolveV2DataType([["a", "<i2"]], undefined, registry)).name).toBe("int16");
  });

  test("tells objects apart by their codec", async () => {
    expect((await resolveV2DataType("|O", "lines", registry)).name).toBe("string");
    const error = await caught(resolveV2DataType("|O", "json2", registry));
    expect(error).toBeInstanceOf(DataTypeValidationError);
    expect(error.message).toContain("json2");
  });

  test("refuses a type that version 2 cannot spell", async () => {
    const v3Only: Extension<"data_type"> = { ...int16, v2: /<x2/, load: () => ({ fromV3: () => expect.fail() }) };
    expect(await caught(resolveV2DataType("<x2", undefined, registry.extend(v3Only)))).toBeInstanceOf(
      DataTypeValidationError,
    );
  });
});

describe("parseDataType", () => {
  test.each<[JsonValue, string]>([
    ["float32", "float32"],
    ["<f4", "float32"],
    [">f4", "float32"],
    ["f4", "float32"],
    ["|u1", "uint8"],
    ["u1", "uint8"],
    [{ name: "int64" }, "int64"],
    [[["a", "<i2"]], "int16"],
  ])("%j is %s", async (input, name) => {
    expect((await parseDataType(input, registry)).name).toBe(name);
  });

  test.each<[JsonValue]>([["g7"], [""], [null], [3], [true]])("%j is no data type", async (input) => {
    expect(await caught(parseDataType(input, registry))).toBeInstanceOf(DataTypeValidationError);
  });
});
