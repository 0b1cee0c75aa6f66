import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ZarrArray } from "../../../src/node/array/array.ts";
import { slice } from "../../../src/selection/slice.ts";
import { VersionedStore } from "../../support/counting-store.ts";
import { DistantStore } from "../../support/distant-store.ts";
import { blocksOf, counting, openSmall, smallArray } from "../../support/small-array.ts";

afterEach(() => vi.restoreAllMocks());

const layouts = {
  "plain chunks": { chunks: [8] },
  "chunks of inner chunks": { chunks: [8], codecs: blocksOf([2]) },
} as const;

describe.each(Object.entries(layouts))("writers that share nothing but the stored data, of %s", (_, layout) => {
  const handles = async (count: number, options: object = {}): Promise<ZarrArray<"float64">[]> => {
    const values = new Map<string, Uint8Array>();
    await smallArray(new DistantStore({ values }), { shape: [16], ...layout, ...options });
    return Promise.all(Array.from({ length: count }, () => openSmall(new DistantStore({ values }))));
  };

  test("lose no element of shared chunks", async () => {
    const arrays = await handles(4);
    const steps = arrays.map(async (array, writer) => {
      for (let position = writer; position < 16; position += 4) await array.set([position], position + 1);
    });
    await Promise.all(steps);
    expect((await (arrays[0] as ZarrArray).get()).toList()).toEqual([...counting(17)].slice(1));
  });

  test("lose no appended element, and overlap nowhere", async () => {
    const arrays = await handles(4);
    await (arrays[0] as ZarrArray).resize([0]);
    const places = arrays.map(async (array, writer) => {
      const own: number[][] = [];
      for (let step = 0; step < 5; step++) {
        const first = 100 * (writer + 1) + 10 * step;
        const [end] = (await array.append(Float64Array.of(first, first + 1, first + 2))) as [number];
        own.push([end - 3, first]);
      }
      return own;
    });
    const all = (await Promise.all(places)).flat();
    const array = await (arrays[0] as ZarrArray).refresh();
    expect(array.shape).toEqual([60]);
    const data = Array.from((await array.get()).data as Float64Array);
    for (const [start, first] of all as [number, number][]) {
      expect(data.slice(start, start + 3)).toEqual([first, first + 1, first + 2]);
    }
    expect(all.map(([start]) => start).sort((a, b) => (a as number) - (b as number))).toEqual(
      Array.from({ length: 20 }, (_value, index) => 3 * index),
    );
  });

  test("end as one after the other would, in any interleaving", async () => {
    // Each writer has elements of its own, so that every order of theirs ends the same: as the last of each says.
    const write = fc.record({
      writer: fc.nat(2),
      start: fc.nat(15),
      length: fc.integer({ min: 1, max: 9 }),
      value: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 4, maxLength: 16 }), async (writes) => {
        const arrays = await handles(3);
        const expected = new Float64Array(16);
        const queues = arrays.map(async (array, own) => {
          for (const { writer, start, length, value } of writes) {
            if (writer !== own) continue;
            const first = start + ((((own - start) % 3) + 3) % 3);
            const stop = Math.min(16, first + 3 * length);
            if (first >= stop) continue;
            // 0 is the fill value: chunks come and go.
            await array.set([slice(first, stop, 3)], value);
            for (let position = first; position < stop; position += 3) expected[position] = value;
          }
        });
        await Promise.all(queues);
        expect((await (arrays[0] as ZarrArray).get()).toList()).toEqual([...expected]);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a chunk that became all fill value", () => {
  test("is deleted while nobody else has written it", async () => {
    const store = new VersionedStore();
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    await array.set([1], 1);
    await array.set([1], 0);
    expect(store.map.values.has("a/c/0")).toBe(false);
  });

  test("and what another wrote meanwhile stay apart", async () => {
    const store = new VersionedStore();
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    const other = await openSmall(new VersionedStore({ values: store.map.values }));
    await array.set([1], 1);
    let met = false;
    store.before = async (kind) => {
      if (kind !== "delete" || met) return;
      met = true;
      await other.set([2], 2);
    };
    await array.set([1], 0);
    expect(met).toBe(true);
    expect((await array.get()).toList()).toEqual([0, 0, 2, 0]);
  });

  test("is stored where the store cannot delete one version", async () => {
    const store = new VersionedStore();
    Object.assign(store, { deleteIf: undefined });
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    await array.set([1], 1);
    await array.set([1], 0);
    expect(store.of("delete")).toEqual([]);
    expect(store.map.get("a/c/0")).toEqual(new Uint8Array(32));
  });

  test("was not there, so nothing is written", async () => {
    const store = new VersionedStore();
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    store.reset();
    await array.set([1], 0);
    expect(store.requests.map(({ kind }) => kind)).toEqual(["get"]);
  });
});

test("a chunk that others change each time ends in an error that names it", async () => {
  const store = new VersionedStore();
  const array = await smallArray(store, { shape: [4], chunks: [4] });
  store.before = (kind, key) => {
    if (kind === "set") store.map.set(key, new Uint8Array(32));
  };
  vi.spyOn(Math, "random").mockReturnValue(0);
  await expect(array.set([1], 1)).rejects.toMatchObject({
    code: "CONFLICT",
    path: "a",
    key: "a/c/0",
    chunk: [0],
    attempts: 50,
  });
});

describe("writes whose answers are lost", () => {
  /** Loses the answer of one write, of which it cannot tell whether it was made. */
  class ForgetfulStore extends VersionedStore {
    forgets: "before" | "after" | undefined;

    override async set(...request: Parameters<VersionedStore["set"]>): Promise<boolean> {
      const { forgets } = this;
      this.forgets = undefined;
      const written = forgets !== "before" && (await super.set(...request));
      if (forgets === undefined) return written;
      throw Object.assign(new Error("the answer was lost"), { code: "ambiguous" });
    }
  }

  test.each(["before", "after"] as const)("are made again, if need be, when lost %s the change", async (forgets) => {
    const store = new ForgetfulStore();
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    store.forgets = forgets;
    await array.set([1], 1);
    store.forgets = forgets;
    await array.updateAttributes({ a: 1 });
    const again = await openSmall(store);
    expect([(await again.get()).toList(), again.attrs]).toEqual([[0, 1, 0, 0], { a: 1 }]);
  });

  test.each(["before", "after"] as const)(
    "fail an append, which might take its place twice, when lost %s",
    async (forgets) => {
      const store = new ForgetfulStore();
      const array = await smallArray(store, { shape: [4], chunks: [4] });
      store.forgets = forgets;
      await expect(array.append(Float64Array.of(1))).rejects.toMatchObject({ code: "CONFLICT", key: "a/zarr.json" });
      expect((await openSmall(store)).shape).toEqual([forgets === "before" ? 4 : 5]);
    },
  );
});
