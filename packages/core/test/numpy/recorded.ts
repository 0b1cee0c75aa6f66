import selections from "./fixtures/selections.json" with { type: "json" };

/** An axis as `record.py` writes it. */
type RecordedItem =
  | number
  | "..."
  | { readonly start: number | null; readonly stop: number | null; readonly step: number | null }
  | RecordedArray;

interface RecordedArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export type Kind = "basic" | "oindex" | "vindex" | "mask" | "blocks";

export type ArrayLayout = readonly [shape: number[], chunks: number[], shards: number[]];

type Case = readonly [
  array: number,
  kind: Kind,
  selection: RecordedItem[] | RecordedArray,
  shape: number[],
  values: number[],
  changed: number[],
];

type FieldCase = readonly [
  struct: number,
  fields: string | string[],
  selection: RecordedItem[],
  shape: number[],
  values: unknown[],
  changed: [number, number, number][] | null,
];

/** What numpy and zarr-python answered to random selections; see `record.py`. */
export const recorded = selections as unknown as {
  readonly arrays: readonly ArrayLayout[];
  readonly cases: readonly Case[];
  readonly structs: readonly ArrayLayout[];
  readonly fields: readonly FieldCase[];
};

const typedArrays = { int8: Int8Array, int16: Int16Array, int32: Int32Array } as const;

/** Nested lists of some values. */
function nested(values: readonly unknown[], shape: readonly number[]): unknown {
  if (shape.length === 0) return values[0];
  const [length, ...rest] = shape as [number, ...number[]];
  const size = rest.reduce((product, one) => product * one, 1);
  return Array.from({ length }, (_, i) => nested(values.slice(i * size, (i + 1) * size), rest));
}

/** An index array in one of the forms that people write it in; `variant` picks which. */
function indexArray({ dtype, shape, data }: RecordedArray, variant: number): unknown {
  if (dtype === "bool") {
    const booleans = nested(
      data.map((bit) => bit === 1),
      shape,
    );
    return variant % 2 === 0 ? booleans : { data: Uint8Array.from(data), shape, dtype };
  }
  if (variant % 3 === 0) return nested(data, shape);
  const typed =
    dtype === "int64"
      ? BigInt64Array.from(data, BigInt)
      : typedArrays[dtype as keyof typeof typedArrays].from(data as number[]);
  return variant % 3 === 1 && shape.length === 1 ? typed : { data: typed, shape };
}

/** A recorded selection in the words of the library. */
export function selectionOf(selection: RecordedItem[] | RecordedArray, variant: number): unknown {
  if (!Array.isArray(selection)) return indexArray(selection, variant);
  return selection.map((item, axis) => {
    return typeof item === "object" && "dtype" in item ? indexArray(item, variant + axis) : item;
  });
}

/** 0, 1, 2, … */
export function counting(size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, index) => index);
}

/** What the array holds after a set: -1, -2, … where it was selected. */
export function changedArray(size: number, changed: readonly number[]): number[] {
  const values = [...counting(size)];
  for (let i = 0; i < changed.length; i += 2) values[changed[i] as number] = changed[i + 1] as number;
  return values;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
