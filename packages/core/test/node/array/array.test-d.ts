import { expectTypeOf } from "vitest";
import type { Complex, DataOf, ScalarOf } from "../../../src/contract/index.ts";
import type { ZarrArray } from "../../../src/node/array/array.ts";
import type { ZarrGroup, ZarrNode } from "../../../src/node/group/group.ts";
import type { NDArray } from "../../../src/node/value/nd-array.ts";
import type { NestedList } from "../../../src/node/value/nested-list.ts";

declare const float32: ZarrArray<"float32">;
declare const int64: ZarrArray<"int64">;
declare const bool: ZarrArray<"bool">;
declare const text: ZarrArray<"string">;
declare const complex: ZarrArray<"complex64">;
declare const raw: ZarrArray<"r16">;
declare const unknownType: ZarrArray;
declare const foreign: ZarrArray<"my.type">;
declare const int64InMemory: NDArray<"int64">;
declare const float32InMemory: NDArray<"float32">;

// The data type says what an array is read as.
expectTypeOf(float32.get()).resolves.toEqualTypeOf<NDArray<"float32">>();
expectTypeOf<NDArray<"float32">["data"]>().toEqualTypeOf<Float32Array>();
expectTypeOf<NDArray<"int64">["data"]>().toEqualTypeOf<BigInt64Array>();
expectTypeOf<NDArray<"bool">["data"]>().toEqualTypeOf<Uint8Array>();
expectTypeOf<NDArray<"string">["data"]>().toEqualTypeOf<string[]>();
expectTypeOf<NDArray<"complex64">["data"]>().toEqualTypeOf<Float32Array>();
expectTypeOf(float32.getChunk([0])).resolves.toEqualTypeOf<NDArray<"float32">>();
expectTypeOf(float32.dtype).toEqualTypeOf<"float32">();

// So is one element.
expectTypeOf(float32.item([0])).resolves.toEqualTypeOf<number>();
expectTypeOf(int64.item([0])).resolves.toEqualTypeOf<bigint>();
expectTypeOf(bool.item([0])).resolves.toEqualTypeOf<boolean>();
expectTypeOf(text.item([0])).resolves.toEqualTypeOf<string>();
expectTypeOf(complex.item([0])).resolves.toEqualTypeOf<Complex>();
expectTypeOf(raw.item([0])).resolves.toEqualTypeOf<Uint8Array>();
expectTypeOf(int64.fillValue).toEqualTypeOf<bigint | null>();
expectTypeOf(int64InMemory.item(0)).toEqualTypeOf<bigint>();
expectTypeOf(float32InMemory.toList()).toEqualTypeOf<NestedList<number>>();

// An array whose type is known only at run time may be any, and so may one that a plugin brings.
expectTypeOf(unknownType.item([0])).resolves.toEqualTypeOf<unknown>();
expectTypeOf(foreign.item([0])).resolves.toEqualTypeOf<unknown>();
expectTypeOf<Float32Array>().toExtend<DataOf<string>>();
expectTypeOf<string[]>().toExtend<DataOf<string>>();
expectTypeOf<ScalarOf<"float16">>().toEqualTypeOf<number>();

// An array of a known type is an array.
expectTypeOf<ZarrArray<"float32">>().toExtend<ZarrArray>();
expectTypeOf<ZarrArray<"int64">>().toExtend<ZarrArray>();
expectTypeOf<NDArray<"float32">>().toExtend<NDArray>();
expectTypeOf<ZarrArray<"float32">>().toExtend<ZarrNode>();
expectTypeOf<ZarrArray>().not.toExtend<ZarrArray<"float32">>();
expectTypeOf<ZarrArray<"float64">>().not.toExtend<ZarrArray<"float32">>();

// Nodes are told apart by their kind.
declare const node: ZarrNode;
if (node.kind === "array") expectTypeOf(node).toEqualTypeOf<ZarrArray>();
else expectTypeOf(node).toEqualTypeOf<ZarrGroup>();
