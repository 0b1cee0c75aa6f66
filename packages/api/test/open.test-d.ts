import { expectTypeOf, test } from "vitest";
import {
  type ArrayData,
  array,
  create,
  createArray,
  empty,
  fromArray,
  full,
  load,
  type NDArray,
  type NestedData,
  ones,
  onesLike,
  open,
  openArray,
  openGroup,
  type ZarrArray,
  type ZarrGroup,
  zeros,
  zerosLike,
} from "../src/index.ts";

// Read by the compiler (`npm run typecheck`), never run.
test("dtype narrows what is opened", async () => {
  const array = await openArray("a.zarr", { dtype: "float32" });
  expectTypeOf(array).toEqualTypeOf<ZarrArray<"float32">>();
  expectTypeOf(array.dtype).toEqualTypeOf<"float32">();
  const values = await array.get();
  expectTypeOf(values).toEqualTypeOf<NDArray<"float32">>();
  expectTypeOf(values.data).toEqualTypeOf<Float32Array>();
  expectTypeOf(values.item(0)).toEqualTypeOf<number>();
  expectTypeOf(await array.item([0])).toEqualTypeOf<number>();
  expectTypeOf(array.fillValue).toEqualTypeOf<number | null>();
});

test("the container and the value of other data types", async () => {
  const int64 = await openArray("a.zarr", { dtype: "int64" });
  expectTypeOf((await int64.get()).data).toEqualTypeOf<BigInt64Array>();
  expectTypeOf(await int64.item([0])).toEqualTypeOf<bigint>();
  const bool = await openArray("a.zarr", { dtype: "bool" });
  expectTypeOf((await bool.get()).data).toEqualTypeOf<Uint8Array>();
  expectTypeOf(await bool.item([0])).toEqualTypeOf<boolean>();
  const string = await openArray("a.zarr", { dtype: "string" });
  expectTypeOf((await string.get()).data).toEqualTypeOf<string[]>();
  const complex = await openArray("a.zarr", { dtype: "complex64" });
  expectTypeOf((await complex.get()).data).toEqualTypeOf<Float32Array>();
  expectTypeOf(await complex.item([0])).toEqualTypeOf<readonly [re: number, im: number]>();
});

test("without dtype nothing is promised", async () => {
  const array = await openArray("a.zarr");
  expectTypeOf(array).toEqualTypeOf<ZarrArray<string>>();
  expectTypeOf((await createArray({ shape: [1] })).dtype).toEqualTypeOf<string>();
});

test("dtype narrows what is created", async () => {
  expectTypeOf(await createArray({ shape: [1], dtype: "int16" })).toEqualTypeOf<ZarrArray<"int16">>();
  expectTypeOf(await create({ shape: [1], dtype: "int16" })).toEqualTypeOf<ZarrArray<"int16">>();
  expectTypeOf(await createArray<"int16">({ data: Int16Array.of(1) })).toEqualTypeOf<ZarrArray<"int16">>();
  expectTypeOf(await createArray({ shape: [1], dtype: { name: "r8" } })).toEqualTypeOf<ZarrArray>();
});

test("data narrows what is made of it", async () => {
  expectTypeOf(await createArray({ data: Int16Array.of(1) })).toEqualTypeOf<ZarrArray<"int16">>();
  expectTypeOf(await createArray({ data: { data: new Uint8ClampedArray(4), shape: [2, 2] } })).toEqualTypeOf<
    ZarrArray<"uint8">
  >();
  expectTypeOf(await array([[1, 2], [3]])).toEqualTypeOf<ZarrArray<"float64">>();
  expectTypeOf(await array([1n])).toEqualTypeOf<ZarrArray<"int64">>();
  expectTypeOf(await array(["a"])).toEqualTypeOf<ZarrArray<"string">>();
  expectTypeOf(await array(true)).toEqualTypeOf<ZarrArray<"bool">>();
  expectTypeOf(await array(Float32Array.of(1), { dtype: "float64" })).toEqualTypeOf<ZarrArray<"float64">>();
  const zero = await zeros([2], { dtype: "uint32" });
  expectTypeOf(await array(zero)).toEqualTypeOf<ZarrArray<"uint32">>();
  expectTypeOf(await array(await zero.get())).toEqualTypeOf<ZarrArray<"uint32">>();
  expectTypeOf(await fromArray({ data: zero })).toEqualTypeOf<ZarrArray<"uint32">>();
  expectTypeOf(await zerosLike(zero)).toEqualTypeOf<ZarrArray<"uint32">>();
  expectTypeOf(await onesLike(zero, { dtype: "int8" })).toEqualTypeOf<ZarrArray<"int8">>();
  expectTypeOf(await createArray({ data: [] as NestedData })).toEqualTypeOf<ZarrArray>();
  expectTypeOf(await createArray({ data: 1 as ArrayData })).toEqualTypeOf<ZarrArray>();
  const group = await openGroup("a.zarr");
  expectTypeOf(await group.createArray("a", { data: Int16Array.of(1) })).toEqualTypeOf<ZarrArray<"int16">>();
  expectTypeOf(await group.createArray("a", { shape: [1], dtype: "int8" })).toEqualTypeOf<ZarrArray<"int8">>();
});

test("filled arrays are float64 unless they are told", async () => {
  expectTypeOf(await zeros([1])).toEqualTypeOf<ZarrArray<"float64">>();
  expectTypeOf(await ones([1])).toEqualTypeOf<ZarrArray<"float64">>();
  expectTypeOf(await empty([1])).toEqualTypeOf<ZarrArray<"float64">>();
  expectTypeOf(await full([1], 5)).toEqualTypeOf<ZarrArray<"float64">>();
  expectTypeOf(await zeros([1], { dtype: "uint8" })).toEqualTypeOf<ZarrArray<"uint8">>();
  expectTypeOf((await (await zeros([1])).get()).data).toEqualTypeOf<Float64Array>();
});

test("open answers an array or a group, and kind tells which", async () => {
  const node = await open("a.zarr");
  if (node.kind === "array") expectTypeOf(node).toEqualTypeOf<ZarrArray>();
  else expectTypeOf(node).toEqualTypeOf<ZarrGroup>();
  const group = await openGroup("a.zarr");
  expectTypeOf(await group.array<"int8">("a")).toEqualTypeOf<ZarrArray<"int8">>();
  const loaded = await load("a.zarr");
  if ("get" in loaded) expectTypeOf(await loaded.get("a")).toEqualTypeOf<NDArray>();
});

test("mistakes that the compiler finds", () => {
  // @ts-expect-error: no such mode
  openArray("a.zarr", { mode: "rw" });
  // @ts-expect-error: no such format
  createArray({ shape: [1], zarrFormat: 4 });
  // @ts-expect-error: full needs a value
  full([1]);
  // @ts-expect-error: shape is a list of numbers
  zeros(["1"]);
});
