import { describe, expect, test } from "vitest";
import type { ZarrArray } from "../../src/index.ts";
import { type ArrayLayout, changedArray, counting, type Kind, recorded, selectionOf, sizeOf } from "./recorded.ts";

type AnyIndexer = Pick<ZarrArray["oindex"], "get" | "set">;

/** Reads and writes by one kind of selection. */
function indexerOf(array: ZarrArray, kind: Kind): AnyIndexer {
  return (kind === "basic" ? array : array[kind]) as unknown as AnyIndexer;
}

const kinds: readonly Kind[] = ["basic", "oindex", "vindex", "mask", "blocks"];

export interface ReplayOptions {
  readonly kind: Kind;
  readonly order?: "C" | "F";
}

/** Replays every recorded case, get and set, on arrays that `create` makes of int32. */
export function replay(create: (layout: ArrayLayout, options: ReplayOptions) => Promise<ZarrArray>): void {
  describe.each(kinds)("%s", (kind) => {
    const cases = recorded.cases.map((one, number) => [number, one] as const).filter(([, one]) => one[1] === kind);

    async function filled(array: number, order: "C" | "F" = "C"): Promise<ZarrArray> {
      const layout = recorded.arrays[array] as ArrayLayout;
      const created = await create(layout, { kind, order });
      await created.set(null, { data: counting(sizeOf(layout[0])), shape: layout[0] });
      return created;
    }

    test("gets what numpy gets", async () => {
      expect(cases.length).toBeGreaterThanOrEqual(70);
      for (const [number, [array, , selection, shape, values]] of cases) {
        const indexer = indexerOf(await filled(array), kind);
        const result = await indexer.get(selectionOf(selection, number) as never);
        expect({ number, shape: result.shape, data: [...(result.data as Int32Array)] }).toEqual({
          number,
          shape,
          data: values,
        });
      }
    });

    test("gets into memory of any stride, and in Fortran order", async () => {
      for (const [number, [array, , selection, shape, values]] of cases) {
        const indexer = indexerOf(await filled(array, "F"), kind);
        const wanted = selectionOf(selection, number) as never;
        // The first axis fastest, and a gap behind each element.
        const stride = shape.map((_, axis) => 2 * sizeOf(shape.slice(0, axis)));
        const data = new Int32Array(2 * sizeOf(shape) + 3);
        await indexer.get(wanted, { out: { data, shape, stride, offset: 1 } });
        const positions = shape.reduce<number[]>(
          (all, length, axis) =>
            all.flatMap((at) => Array.from({ length }, (_, i) => at + i * (stride[axis] as number))),
          [1],
        );
        expect({ number, data: positions.map((at) => data[at]) }).toEqual({ number, data: values });
        const result = await indexer.get(wanted);
        expect({ number, list: [result.toList()].flat(9) }).toEqual({ number, list: values });
      }
    });

    test("sets what numpy sets", async () => {
      for (const [number, [array, , selection, shape, , changed]] of cases) {
        const target = await filled(array);
        const value = Int32Array.from({ length: sizeOf(shape) }, (_, index) => -1 - index);
        await indexerOf(target, kind).set(selectionOf(selection, number) as never, { data: value, shape });
        const after = await target.get();
        const wanted = changedArray(target.size, changed);
        expect({ number, data: [...(after.data as Int32Array)] }).toEqual({ number, data: wanted });
      }
    });

    test("sets one value everywhere", async () => {
      for (const [number, [array, , selection, , , changed]] of cases) {
        const target = await filled(array);
        await indexerOf(target, kind).set(selectionOf(selection, number) as never, -9);
        const after = await target.get();
        const wanted = changedArray(
          target.size,
          changed.map((one, i) => (i % 2 === 0 ? one : -9)),
        );
        expect({ number, data: [...(after.data as Int32Array)] }).toEqual({ number, data: wanted });
      }
    });
  });
}

/** Replays the recorded cases on structured arrays with the fields `id` (int16), `value` (float64), `flag` (uint8). */
export function replayFields(create: (layout: ArrayLayout) => Promise<ZarrArray>): void {
  async function filled(layout: ArrayLayout): Promise<ZarrArray> {
    const array = await create(layout);
    const size = sizeOf(layout[0]);
    const rows = Array.from({ length: size }, (_, i) => ({ id: i, value: i * 0.5, flag: i % 251 }));
    const [shape] = layout;
    await array.set(null, shape.length === 1 ? rows : chunked(rows, shape[1] as number));
    return array;
  }

  test("gets the fields that numpy gets", async () => {
    for (const [number, [struct, fields, selection, shape, values]] of recorded.fields.entries()) {
      const array = await filled(recorded.structs[struct] as ArrayLayout);
      const result = await array.oindex.get(selectionOf(selection, number) as never, { fields });
      const rows = typeof fields === "string" ? values : values.map((row) => rowOf(fields, row as number[]));
      expect({ number, shape: result.shape, rows: [result.toList()].flat(9) }).toEqual({ number, shape, rows });
      expect(result.dtype === array.dtype).toBe(typeof fields !== "string");
    }
  });

  test("sets the field that numpy sets and no other", async () => {
    for (const [number, [struct, field, selection, shape, , changed]] of recorded.fields.entries()) {
      if (typeof field !== "string" || changed === null) continue;
      const array = await filled(recorded.structs[struct] as ArrayLayout);
      const value = Array.from({ length: sizeOf(shape) }, (_, index) => index + 1);
      const wanted = selectionOf(selection, number) as never;
      await array.oindex.set(wanted, { data: value, shape }, { fields: field });
      const after = await array.get();
      const rows = changed.map((row) => rowOf(["id", "value", "flag"], row));
      expect({ number, rows: [after.toList()].flat(9) }).toEqual({ number, rows });
    }
  });
}

function rowOf(fields: readonly string[], row: readonly number[]): object {
  return Object.fromEntries(fields.map((name, index) => [name, row[index]]));
}

function chunked<T>(list: readonly T[], length: number): T[][] {
  return Array.from({ length: list.length / length }, (_, i) => list.slice(i * length, (i + 1) * length));
}
