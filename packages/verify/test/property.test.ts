import { type ArrayConfigOptions, create, errors, openArray, slice, type ZarrArray } from "@zarrkit/api";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OracleArray } from "../src/oracle/array.ts";
import { packed } from "../src/oracle/element.ts";
import { layoutKinds, layouts } from "../src/oracle/layout.ts";
import { type Action, type Script, scripts } from "../src/oracle/script.ts";
import { publicSelection, type Selection } from "../src/oracle/selection.ts";
import { publicValue } from "../src/oracle/value.ts";
import { seed } from "../src/seed.ts";

const runs = Number(process.env.ZARRKIT_RUNS ?? 600);
const minutes = 5;
process.stdout.write(`property tests: ZARRKIT_SEED=${seed}, ${runs} scripts for each kind of array\n`);

const everything: Selection = { by: "nothing", form: undefined };

async function expectEqual(
  array: ZarrArray,
  oracle: OracleArray,
  selection: Selection,
  names: readonly string[],
): Promise<void> {
  const result = await array.get(publicSelection(selection, names));
  const wanted = oracle.get(selection);
  expect([...result.shape]).toEqual(wanted.shape);
  expect(Buffer.from(result.toBytes()).toString("hex")).toBe(
    Buffer.from(packed(oracle.type, wanted.values)).toString("hex"),
  );
}

/** No cache of decoded chunks, one with room for a few, and one for all. */
const caches = fc.constantFrom(0, 1500, 2 ** 30).map((chunkCacheBytes) => ({ chunkCacheBytes }));

async function play({ layout, actions }: Script, config: ArrayConfigOptions): Promise<void> {
  const { type, shape, fill, dimensionNames } = layout;
  const store = new Map<string, Uint8Array>();
  let array: ZarrArray = await create({ store, config, ...layout.options });
  const oracle = new OracleArray(type, shape, fill);
  const act = async (action: Action): Promise<void> => {
    if (action.do === "reopen") array = await openArray(store, { mode: "r+", config });
    else if (action.do === "get") await expectEqual(array, oracle, action.selection, dimensionNames);
    else {
      const value = publicValue(action.form, type, action.values, action.shape);
      await array.set(publicSelection(action.selection, dimensionNames) ?? null, value);
      oracle.set(action.selection, action.values);
    }
  };
  for (const action of actions) await act(action);
  await expectEqual(array, oracle, everything, []);
  await expectEqual(await openArray(store, { mode: "r" }), oracle, everything, []);
}

describe("random reads and writes equal the oracle", () => {
  for (const kind of layoutKinds) {
    test(kind, { timeout: minutes * 60_000 }, async () => {
      await fc.assert(fc.asyncProperty(scripts(kind), caches, play), { seed, numRuns: runs });
    });
  }
});

/** A mistake that can be made with any array, and the call that makes it. */
interface Mistake {
  readonly name: string;
  readonly call: (array: ZarrArray) => Promise<unknown>;
}

function mistakes(shape: readonly number[]): Mistake[] {
  const rank = shape.length;
  const zeros = shape.map(() => 0);
  const list: Mistake[] = [
    { name: "too many indices", call: (array) => array.get([...zeros, 0]) },
    { name: "too many indices in set", call: (array) => array.set([...zeros, null], 0) },
    { name: "two ellipses", call: (array) => array.get(["...", "..."]) },
    { name: "unknown dimension name", call: (array) => array.get({ nowhere: 0 }) },
    {
      name: "value of a higher rank",
      call: (array) => array.set(null, { data: new Uint8Array(1), shape: [...zeros, 1].map(() => 1) }),
    },
  ];
  shape.forEach((length, dimension) => {
    const at = (item: unknown): never[] => zeros.map((_, i) => (i === dimension ? item : slice(null, null))) as never[];
    list.push(
      { name: `index ${length} on axis ${dimension}`, call: (array) => array.get(at(length)) },
      { name: `index ${-length - 1} on axis ${dimension}`, call: (array) => array.get(at(-length - 1)) },
      { name: "bigint index beyond the end", call: (array) => array.get(at(BigInt(length))) },
      { name: "set beyond the end", call: (array) => array.set(at(length), 0) },
      { name: "fractional index", call: (array) => array.get(at(0.5)) },
      { name: "NaN as an index", call: (array) => array.get(at(Number.NaN)) },
      { name: "a string as an index", call: (array) => array.get(at("0")) },
      { name: "true as an index", call: (array) => array.get(at(true)) },
      { name: "step 0", call: async (array) => array.get(at(slice(0, 1, 0))) },
      { name: "step 0 in set", call: async (array) => array.set(at(slice(0, 1, 0)), 0) },
      { name: "fractional step", call: async (array) => array.get(at(slice(0, 1, 0.5))) },
      {
        name: "one element too many",
        call: (array) => {
          const longer = shape.map((size, i) => (i === dimension ? size + 1 : size));
          const size = longer.reduce((total, n) => total * n, 1);
          return size === 0 ? array.get([...zeros, 0]) : array.set(null, { data: new Uint8Array(size), shape: longer });
        },
      },
      {
        name: "one element too few",
        call: (array) => {
          const size = shape.reduce((total, n) => total * n, 1);
          return size < 2 ? array.get([...zeros, 0]) : array.set(null, new Uint8Array(size - 1));
        },
      },
    );
  });
  return rank === 0
    ? list
    : [...list, { name: "nested list of the wrong length", call: (array) => array.set(null, [[[[[0]]]]]) }];
}

describe("mistakes are typed errors and change nothing", () => {
  for (const kind of layoutKinds) {
    test(kind, { timeout: minutes * 60_000 }, async () => {
      const arbitrary = layouts(kind).chain((layout) =>
        fc.tuple(fc.constant(layout), fc.constantFrom(...mistakes(layout.shape))),
      );
      const property = fc.asyncProperty(arbitrary, async ([layout, mistake]) => {
        const store = new Map<string, Uint8Array>();
        const array: ZarrArray = await create({ store, ...layout.options });
        await array.set(null, layout.type.zero);
        const before = new Map([...store].map(([key, value]) => [key, value.slice()]));
        const error: unknown = await mistake.call(array).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error, mistake.name).toBeInstanceOf(errors.ZarrError);
        expect(store).toEqual(before);
      });
      await fc.assert(property, { seed, numRuns: Math.ceil(runs / 4) });
    });
  }
});
