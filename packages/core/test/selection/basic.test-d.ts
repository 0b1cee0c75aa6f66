import { expectTypeOf } from "vitest";
import type { BasicSelection } from "../../src/selection/basic.ts";
import { type Slice, slice } from "../../src/selection/slice.ts";

expectTypeOf(slice(5)).toEqualTypeOf<Slice>();
expectTypeOf([0, 1n, slice(0, 2), null, "..." as const]).toExtend<BasicSelection>();
expectTypeOf({ t: 0, y: [0, 512] as const }).toExtend<BasicSelection>();
expectTypeOf<number>().toExtend<BasicSelection>();
expectTypeOf<{ start: number }>().toExtend<BasicSelection>();

expectTypeOf<string>().not.toExtend<BasicSelection>();
expectTypeOf<boolean[]>().not.toExtend<BasicSelection>();
expectTypeOf<number[][]>().not.toExtend<BasicSelection>();
