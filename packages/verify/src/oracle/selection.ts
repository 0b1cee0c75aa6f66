import { slice, type ZarrArray } from "@zarrkit/api";
import * as fc from "fast-check";

/** One item of a selection, as the oracle sees it. */
export type Item =
  | { readonly kind: "integer"; readonly value: number; readonly big: boolean }
  | {
      readonly kind: "slice";
      readonly start: number | null;
      readonly stop: number | null;
      readonly step: number | null;
    }
  | { readonly kind: "all" }
  | { readonly kind: "ellipsis" };

/** A whole selection: by position, by dimension name, or none at all. */
export type Selection =
  | { readonly by: "position"; readonly items: readonly Item[] }
  | { readonly by: "name"; readonly items: readonly (readonly [number, Item])[]; readonly pairs: boolean }
  | { readonly by: "nothing"; readonly form: null | undefined };

/** What one dimension contributes: its indices in order, and whether the axis stays. */
export interface Axis {
  readonly indices: readonly number[];
  readonly dropped: boolean;
}

/** Every index of a Python slice, by the definition in its language reference. */
function sliceIndices(item: Item & { kind: "slice" }, length: number): number[] {
  const step = item.step ?? 1;
  const clip = (value: number, low: number, high: number): number => {
    const from0 = value < 0 ? value + length : value;
    return Math.min(Math.max(from0, low), high);
  };
  const indices: number[] = [];
  if (step > 0) {
    const stop = item.stop === null ? length : clip(item.stop, 0, length);
    for (let i = item.start === null ? 0 : clip(item.start, 0, length); i < stop; i += step) indices.push(i);
  } else {
    const stop = item.stop === null ? -1 : clip(item.stop, -1, length - 1);
    for (let i = item.start === null ? length - 1 : clip(item.start, -1, length - 1); i > stop; i += step)
      indices.push(i);
  }
  return indices;
}

function axis(item: Item, length: number): Axis {
  if (item.kind === "integer") {
    return { indices: [item.value < 0 ? item.value + length : item.value], dropped: true };
  }
  if (item.kind === "slice") return { indices: sliceIndices(item, length), dropped: false };
  return { indices: Array.from({ length }, (_, i) => i), dropped: false };
}

/** One axis for each dimension of the array. */
export function axes(selection: Selection, shape: readonly number[]): Axis[] {
  const whole: Item[] = shape.map(() => ({ kind: "all" }));
  if (selection.by === "name") {
    for (const [dimension, item] of selection.items) whole[dimension] = item;
  } else if (selection.by === "position") {
    const at = selection.items.findIndex((item) => item.kind === "ellipsis");
    const head = at < 0 ? selection.items : selection.items.slice(0, at);
    const tail = at < 0 ? [] : selection.items.slice(at + 1);
    head.forEach((item, i) => {
      whole[i] = item;
    });
    tail.forEach((item, i) => {
      whole[shape.length - tail.length + i] = item;
    });
  }
  return whole.map((item, dimension) => axis(item, shape[dimension] as number));
}

type PublicItem = number | bigint | ReturnType<typeof slice> | null | "..." | [number, number];

function publicItem(item: Item, pairs: boolean): PublicItem {
  switch (item.kind) {
    case "integer":
      return item.big ? BigInt(item.value) : item.value;
    case "slice":
      return pairs && item.start !== null && item.stop !== null && item.step === null
        ? [item.start, item.stop]
        : slice(item.start, item.stop, item.step);
    case "all":
      return null;
    case "ellipsis":
      return "...";
  }
}

/** The same selection in the words of the library. */
export function publicSelection(
  selection: Selection,
  names: readonly string[],
): Parameters<ZarrArray["get"]>[0] | null {
  if (selection.by === "nothing") return selection.form;
  if (selection.by === "position") {
    return selection.items.map((item) => publicItem(item, false) as Exclude<PublicItem, readonly number[]>);
  }
  return Object.fromEntries(
    selection.items.map(([dimension, item]) => [names[dimension] as string, publicItem(item, selection.pairs)]),
  );
}

function item(length: number): fc.Arbitrary<Item> {
  const bound = fc.option(fc.integer({ min: -length - 2, max: length + 2 }), { nil: null, freq: 4 });
  const step = fc.option(fc.constantFrom(1, 2, 3, length + 1, -1, -2, -3), { nil: null, freq: 2 });
  const some: fc.Arbitrary<Item>[] = [
    fc.record({ kind: fc.constant("slice" as const), start: bound, stop: bound, step }),
    fc.constant({ kind: "all" }),
  ];
  if (length > 0) {
    const value = fc.integer({ min: -length, max: length - 1 });
    some.push(fc.record({ kind: fc.constant("integer" as const), value, big: fc.boolean() }));
  }
  return fc.oneof(...some);
}

/** Selections that are valid for a shape. */
export function selections(shape: readonly number[], named: boolean): fc.Arbitrary<Selection> {
  const whole = fc.tuple(...shape.map(item));
  const byPosition = fc
    .tuple(whole, fc.nat(shape.length), fc.nat(shape.length), fc.boolean())
    .map(([items, a, b, ellipsis]): Selection => {
      if (!ellipsis) return { by: "position", items: items.slice(0, a) };
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      return { by: "position", items: [...items.slice(0, low), { kind: "ellipsis" }, ...items.slice(high)] };
    });
  const full = whole.map((items): Selection => ({ by: "position", items }));
  const nothing = fc.constantFrom<Selection>({ by: "nothing", form: null }, { by: "nothing", form: undefined });
  const some = [
    { arbitrary: full, weight: 5 },
    { arbitrary: byPosition, weight: 3 },
    { arbitrary: nothing, weight: 1 },
  ];
  if (named && shape.length > 0) {
    const byName = fc
      .tuple(whole, fc.subarray([...shape.keys()]), fc.boolean())
      .map(([items, chosen, pairs]): Selection => {
        return { by: "name", items: chosen.map((dimension) => [dimension, items[dimension] as Item]), pairs };
      });
    some.push({ arbitrary: byName, weight: 2 });
  }
  return fc.oneof(...some);
}
