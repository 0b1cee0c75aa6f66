import { describe, expect, test } from "vitest";
import { ContainsArrayError, ContainsGroupError } from "../../../src/error/node-error.ts";
import { ValueMismatchError } from "../../../src/error/usage-error.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { canCastSafely, sameDataType } from "../../../src/node/value/safe-cast.ts";
import { caught } from "../../support/caught.ts";
import { storeOf, zarrFormats } from "../../support/hierarchy.ts";
import { float32, numberType } from "../../support/number-type.ts";
import { smallEnvironment } from "../../support/small-environment.ts";
import { text } from "../../support/text-type.ts";

const environment = smallEnvironment();

describe.each(zarrFormats)("required nodes, version %i", (zarrFormat) => {
  const start = () => ZarrGroup.create({ store: storeOf(), path: "" }, { zarrFormat }, environment);

  test("an array is created, then found", async () => {
    const group = await start();
    const options = { shape: [2, 3], dtype: "int16", attributes: { n: 1 } } as const;
    const made = await group.requireArray("a/x", { ...options, exact: true });
    await made.set(null, 4);
    const found = await group.requireArray("a/x", { ...options, exact: true, attributes: { n: 2 } });
    expect(found.attrs).toEqual({ n: 1 });
    expect(await found.item([1, 2])).toBe(4);
    expect((await group.requireArray("y", { shape: 3 })).dtype).toBe("float64");
    expect((await group.requireArray("y", { shape: [3] })).shape).toEqual([3]);
  });

  test("an array has to have the shape", async () => {
    const group = await start();
    await group.createArray("x", { shape: [2, 3], dtype: "int16" });
    for (const shape of [[2], [3, 2], [2, 3, 1], 2]) {
      expect(await caught(group.requireArray("x", { shape, dtype: "int16" }))).toBeInstanceOf(ValueMismatchError);
    }
  });

  test("the data type has to fit, or be the very same", async () => {
    const group = await start();
    await group.createArray("x", { shape: [2], dtype: "int16" });
    expect((await group.requireArray("x", { shape: [2] })).dtype).toBe("int16");
    expect((await group.requireArray("x", { shape: [2], dtype: "int64" })).dtype).toBe("int16");
    const narrow = await caught(group.requireArray("x", { shape: [2], dtype: "uint8" }));
    expect(narrow).toBeInstanceOf(ValueMismatchError);
    expect(narrow.path).toBe("x");
    const exact = group.requireArray("x", { shape: [2], dtype: "int64", exact: true });
    expect(await caught(exact)).toBeInstanceOf(ValueMismatchError);
    expect((await group.requireArray("x", { shape: [2], dtype: "int16", exact: true })).dtype).toBe("int16");
  });

  test("settings reach an array that exists", async () => {
    const group = await start();
    await group.createArray("x", { shape: [2], dtype: "int16" });
    const array = await group.requireArray("x", { shape: [2], dtype: "int16", config: { writeEmptyChunks: true } });
    expect(array.environment.config.writeEmptyChunks).toBe(true);
  });

  test("the other kind of node is in the way", async () => {
    const group = await start();
    await group.createGroup("g");
    await group.createArray("x", { shape: [2], dtype: "int16" });
    expect(await caught(group.requireArray("g", { shape: [2] }))).toBeInstanceOf(ContainsGroupError);
    expect(await caught(group.requireGroup("x"))).toBeInstanceOf(ContainsArrayError);
  });

  test("a group is created, then found, or replaced", async () => {
    const group = await start();
    const made = await group.requireGroup("a/b", { attributes: { n: 1 } });
    await made.createGroup("c");
    expect((await group.requireGroup("a/b", { attributes: { n: 2 } })).attrs).toEqual({ n: 1 });
    const replaced = await group.requireGroup("a/b", { attributes: { n: 3 }, overwrite: true });
    expect([replaced.attrs, await replaced.nmembers()]).toEqual([{ n: 3 }, 0]);
    expect((await group.requireGroup("/a//b/")).path).toBe("a/b");
  });
});

describe("canCastSafely", () => {
  // By numpy 2: np.can_cast(row, column).
  const names = ["b1", "i1", "i2", "i8", "u1", "u2", "u8", "f2", "f4", "f8", "c8", "c16"];
  const table: Record<string, string> = {
    b1: "b1 i1 i2 i8 u1 u2 u8 f2 f4 f8 c8 c16",
    i1: "i1 i2 i8 f2 f4 f8 c8 c16",
    i2: "i2 i8 f4 f8 c8 c16",
    i8: "i8 f8 c16",
    u1: "i2 i8 u1 u2 u8 f2 f4 f8 c8 c16",
    u2: "i8 u2 u8 f4 f8 c8 c16",
    u8: "u8 f8 c16",
    f2: "f2 f4 f8 c8 c16",
    f4: "f4 f8 c8 c16",
    f8: "f8 c16",
    c8: "c8 c16",
    c16: "c16",
  };
  const typeOf = (spelling: string, order = "<") => ({
    ...numberType({ name: spelling, itemSize: 4, kind: "f" }),
    name: spelling,
    metadata: spelling,
    v2: { dtype: order + spelling },
  });

  test.each(names)("%s", (from) => {
    const targets = names.filter((to) => canCastSafely(typeOf(from), typeOf(to)));
    expect(targets.sort()).toEqual((table[from] as string).split(" ").sort());
  });

  test("byte order does not matter to a cast, and does to being the same", () => {
    expect(canCastSafely(typeOf("i2"), typeOf("i2", ">"))).toBe(true);
    expect(sameDataType(typeOf("i2"), typeOf("i2", ">"))).toBe(false);
    expect(sameDataType(typeOf("i2"), typeOf("i2"))).toBe(true);
  });

  test("strings fit into longer ones, other types into themselves", async () => {
    expect(canCastSafely(typeOf("U4"), typeOf("U8"))).toBe(true);
    expect(canCastSafely(typeOf("U8"), typeOf("U4"))).toBe(false);
    const string = await (await text.load()).fromV3("string", undefined, {} as never);
    const single = await (await float32.load()).fromV3("float32", undefined, {} as never);
    expect(canCastSafely(string, string)).toBe(true);
    expect(canCastSafely(single, string)).toBe(false);
    expect(canCastSafely(string, single)).toBe(false);
  });
});
