import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ZarrArray } from "../../src/node/array/array.ts";
import { MapStore } from "../support/map-store.ts";
import { product, pythonSlice } from "../support/oracle.ts";
import { blocksOf, smallArray } from "../support/small-array.ts";

/** A selection, and by definition what it selects: flat positions in the order of the result. */
interface Wanted {
  readonly selection: unknown;
  readonly shape: readonly number[];
  readonly positions: readonly number[];
}

interface Layout {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  /** How many chunks an outer one holds along each axis; none: not nested. */
  readonly factor: readonly number[] | undefined;
}

const axis = fc.record({
  length: fc.integer({ min: 0, max: 8 }),
  chunk: fc.integer({ min: 1, max: 5 }),
  factor: fc.integer({ min: 1, max: 3 }),
});
const layout = fc.tuple(fc.array(axis, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([axes, nested]): Layout => {
  return {
    shape: axes.map(({ length }) => length),
    chunks: axes.map(({ chunk }) => chunk),
    factor: nested ? axes.map(({ factor }) => factor) : undefined,
  };
});

const count = (shape: readonly number[]): number => shape.reduce((all, length) => all * length, 1);
const flat = (shape: readonly number[], at: readonly number[]): number =>
  at.reduce((position, index, dimension) => position * (shape[dimension] as number) + index, 0);
const wrapped = (index: number, length: number): number => (index < 0 ? index + length : index);

interface Item {
  readonly item: unknown;
  readonly indices: readonly number[];
  readonly dropped?: boolean;
}

function slices(length: number): fc.Arbitrary<Item> {
  const bound = fc.option(fc.integer({ min: -length - 2, max: length + 2 }), { nil: null, freq: 3 });
  const step = fc.option(fc.constantFrom(1, 2, 3, -1, -2, -3), { nil: null, freq: 2 });
  return fc.tuple(bound, bound, step).map(([start, stop, by]) => {
    return { item: { start, stop, step: by }, indices: pythonSlice(length, start, stop, by) };
  });
}

function orthogonalItem(length: number): fc.Arbitrary<Item> {
  const booleans = fc.array(fc.boolean(), { minLength: length, maxLength: length }).map((list): Item => {
    return { item: list, indices: list.flatMap((is, i) => (is ? [i] : [])) };
  });
  if (length === 0) return fc.oneof(slices(0), fc.constant({ item: [], indices: [] }));
  const index = fc.integer({ min: -length, max: length - 1 });
  const list = fc.tuple(fc.array(index, { maxLength: 2 * length }), fc.boolean()).map(([indices, typed]): Item => {
    return { item: typed ? Int8Array.from(indices) : indices, indices: indices.map((one) => wrapped(one, length)) };
  });
  const single = index.map((one): Item => ({ item: one, indices: [wrapped(one, length)], dropped: true }));
  return fc.oneof(slices(length), booleans, list, list, single);
}

function boxed(items: readonly Item[], shape: readonly number[]): Wanted {
  return {
    selection: items.map(({ item }) => item),
    shape: items.filter(({ dropped }) => dropped !== true).map(({ indices }) => indices.length),
    positions: product(items.map(({ indices }) => indices)).map((at) => flat(shape, at)),
  };
}

const orthogonal = ({ shape }: Layout) => fc.tuple(...shape.map(orthogonalItem)).map((items) => boxed(items, shape));

function block(length: number, chunk: number): fc.Arbitrary<Item> {
  const blocks = Math.ceil(length / chunk);
  const elements = (from: number, to: number) => {
    return Array.from({ length }, (_, i) => i).filter((i) => i >= from * chunk && i < to * chunk);
  };
  const whole = fc.constant<Item>({ item: null, indices: elements(0, blocks) });
  if (blocks === 0) return whole;
  const index = fc.integer({ min: -blocks, max: blocks - 1 });
  const single = index.map((one): Item => {
    return { item: one, indices: elements(wrapped(one, blocks), wrapped(one, blocks) + 1) };
  });
  const several = fc
    .tuple(index, fc.option(fc.integer({ min: -blocks - 1, max: blocks + 2 })))
    .map(([start, stop]): Item => {
      const indices = elements(wrapped(start, blocks), stop === null ? blocks : wrapped(stop, blocks));
      return { item: { start, stop, step: null }, indices };
    });
  return fc.oneof(whole, single, several);
}

const blocks = ({ shape, chunks, factor }: Layout) => {
  const outer = chunks.map((chunk, dimension) => chunk * (factor?.[dimension] ?? 1));
  return fc
    .tuple(...shape.map((length, dimension) => block(length, outer[dimension] as number)))
    .map((items) => boxed(items, shape));
};

const mask = ({ shape }: Layout) =>
  fc.array(fc.boolean(), { minLength: count(shape), maxLength: count(shape) }).map((bits): Wanted => {
    const positions = bits.flatMap((is, position) => (is ? [position] : []));
    const data = Uint8Array.from(bits, Number);
    return { selection: { data, shape }, shape: [positions.length], positions };
  });

/** Index arrays whose shapes broadcast to a common one: some axes of each are 1, or left out in front. */
const coordinates = ({ shape }: Layout) =>
  fc
    .array(fc.integer({ min: shape.includes(0) ? 0 : 1, max: 3 }), { minLength: 1, maxLength: 3 })
    .map((result) => (shape.includes(0) ? result.with(0, 0) : result))
    .chain((result) => {
      const arrays = shape.map((length) =>
        fc
          .tuple(fc.nat(length === 0 ? 0 : result.length), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }))
          .chain(([cut, ones]) => {
            const own = result.map((size, at) => (size > 1 && ones[at] === true ? 1 : size)).slice(cut);
            const index = length === 0 ? fc.constant(0) : fc.integer({ min: -length, max: length - 1 });
            return fc.array(index, { minLength: count(own), maxLength: count(own) }).map((data) => ({ own, data }));
          }),
      );
      return fc.tuple(...arrays).map((given): Wanted => {
        const together = result.map((_, at) => {
          return given.map(({ own }) => own[at - result.length + own.length] ?? 1).find((size) => size !== 1) ?? 1;
        });
        const depth = Math.max(...given.map(({ own }) => own.length));
        const final = depth === 0 ? [1] : together.slice(together.length - depth);
        const everywhere = product(final.map((size) => Array.from({ length: size }, (_, i) => i)));
        const positions = everywhere.map((at) =>
          flat(
            shape,
            given.map(({ own, data }, dimension) => {
              const inside = own.map((size, i) => (size === 1 ? 0 : (at[i + at.length - own.length] as number)));
              return wrapped(data[flat(own, inside)] as number, shape[dimension] as number);
            }),
          ),
        );
        const selection = given.map(({ own, data }) => (own.length === 0 ? data[0] : { data, shape: own }));
        return { selection, shape: final, positions };
      });
    });

async function arrayOf({ shape, chunks, factor }: Layout): Promise<ZarrArray<"int16">> {
  const outer = chunks.map((chunk, dimension) => chunk * (factor?.[dimension] ?? 1));
  const codecs = factor === undefined ? {} : { codecs: blocksOf(chunks) };
  const array = await smallArray<"int16">(new MapStore(), { shape, chunks: outer, dtype: "int16", ...codecs });
  await array.set(null, { data: Int16Array.from({ length: count(shape) }, (_, i) => i), shape });
  return array;
}

describe.each([
  ["oindex", orthogonal],
  ["vindex", coordinates],
  ["mask", mask],
  ["blocks", blocks],
] as const)("%s", (kind, wanted) => {
  const cases = layout.chain((one) =>
    fc.tuple(fc.constant(one), (wanted as (of: Layout) => fc.Arbitrary<Wanted>)(one)),
  );

  test("selects what its definition says, and writes there and nowhere else", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ([one, { selection, shape, positions }]) => {
        const array = await arrayOf(one);
        const indexer = array[kind] as (typeof array)["oindex"];
        const result = await indexer.get(selection as never);
        expect(result.shape).toEqual(shape);
        expect([...result.data]).toEqual(positions);

        const value = Int16Array.from(positions, (_, index) => -1 - index);
        await indexer.set(selection as never, { data: value, shape });
        const after = Array.from({ length: count(one.shape) }, (_, i) => i);
        for (const [index, position] of positions.entries()) after[position] = -1 - index;
        expect([...(await array.get()).data]).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });
});
