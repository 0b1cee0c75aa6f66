import type { ByteRange } from "@zarrkit/core/contract";
import type { StoreCapabilities } from "../store.ts";
import { type Clause, failure, noise, plain, put, same } from "./subject.ts";

const cases: readonly { readonly what: string; readonly range: ByteRange; readonly expected: string }[] = [
  { what: "bytes 2 to 4", range: { offset: 2, length: 2 }, expected: "23" },
  { what: "from an offset to the end", range: { offset: 7 }, expected: "789" },
  { what: "from 0 to the end", range: { offset: 0 }, expected: "0123456789" },
  { what: "a length that passes the end is clipped", range: { offset: 8, length: 12 }, expected: "89" },
  { what: "from the end on is empty", range: { offset: 10 }, expected: "" },
  { what: "past the end is empty", range: { offset: 20, length: 5 }, expected: "" },
  { what: "past the end without a length is empty", range: { offset: 11 }, expected: "" },
  { what: "the last bytes", range: { suffix: 3 }, expected: "789" },
  { what: "a suffix of the whole length", range: { suffix: 10 }, expected: "0123456789" },
  { what: "a suffix longer than the value is the whole value", range: { suffix: 100 }, expected: "0123456789" },
  { what: "a length of zero is empty", range: { offset: 3, length: 0 }, expected: "" },
  { what: "a suffix of zero is empty", range: { suffix: 0 }, expected: "" },
  { what: "the last byte", range: { offset: 9, length: 1 }, expected: "9" },
  { what: "an absurd length allocates nothing", range: { offset: 1, length: 2 ** 52 }, expected: "123456789" },
];

const text = (value: Uint8Array | undefined): string | undefined =>
  value === undefined ? undefined : String.fromCharCode(...value);

/** Clauses of byte ranges, for `get` and `getRanges`. */
export function rangeTests(_capabilities: StoreCapabilities): Clause[] {
  const tests: Omit<Clause, "group">[] = cases.map(({ what, range, expected }) => ({
    name: what,
    async run(subject) {
      const { store, expect } = subject;
      await put(subject, "a/key", "0123456789");
      expect(text(await store.get("a/key", { range }))).toBe(expected);
      expect(await store.get("a/missing", { range })).toBe(undefined);
      if (store.getRanges) {
        expect((await store.getRanges("a/key", [range]))?.map(text)).toEqual([expected]);
        expect(await store.getRanges("a/missing", [range])).toBe(undefined);
      }
    },
  }));
  tests.push(
    {
      name: "answers ranges in zarrita's spelling too, where it has `getRange`",
      async run(subject) {
        const { store, expect } = subject;
        if (store.getRange === undefined) return;
        await put(subject, "a/key", "0123456789");
        const inside = await store.getRange("/a/key", { offset: 3, length: 4 });
        expect(text(inside)).toBe("3456");
        expect((inside?.byteOffset ?? 1) % 8).toBe(0);
        expect(text(await store.getRange("a/key", { suffixLength: 2 }))).toBe("89");
        expect(await store.getRange("/a/missing", { suffixLength: 2 })).toBe(undefined);
        inside?.fill(0);
        expect(text(await store.get("a/key"))).toBe("0123456789");
      },
    },
    {
      name: "an empty value has only empty ranges",
      async run(subject) {
        await put(subject, "empty", "");
        for (const range of [{ offset: 0 }, { offset: 0, length: 1 }, { offset: 5, length: 5 }, { suffix: 4 }]) {
          subject.expect(plain(await subject.store.get("empty", { range }))).toEqual([]);
        }
      },
    },
    {
      name: "parts of a value of several megabytes",
      async run(subject) {
        const value = noise(3_000_017, 2);
        await put(subject, "large", value);
        for (const [offset, length] of [
          [0, 1],
          [65_535, 65_537],
          [1_000_003, 1_500_001],
          [2_999_990, 1000],
        ] as const) {
          const part = await subject.store.get("large", { range: { offset, length } });
          subject.expect(same(part, value.subarray(offset, offset + length))).toBe(true);
        }
        const tail = await subject.store.get("large", { range: { suffix: 2_000_000 } });
        subject.expect(same(tail, value.subarray(-2_000_000))).toBe(true);
      },
    },
    {
      name: "getRanges: answers in the order asked, repeats and overlaps included",
      async run(subject) {
        if (subject.store.getRanges === undefined) return;
        await put(subject, "key", "0123456789");
        const ranges = [{ offset: 6, length: 2 }, { suffix: 1 }, { offset: 0, length: 3 }, { offset: 1, length: 3 }];
        const answers = await subject.store.getRanges("key", [...ranges, { offset: 6, length: 2 }, { offset: 40 }]);
        subject.expect(answers?.map(text)).toEqual(["67", "9", "012", "123", "67", ""]);
        subject.expect((await subject.store.getRanges("key", []))?.length).toBe(0);
      },
    },
    {
      name: "negative, broken and infinite numbers are refused, never guessed",
      async run(subject) {
        await put(subject, "key", "0123456789");
        const ranges: ByteRange[] = [
          { offset: -1 },
          { offset: 0.5 },
          { offset: Number.NaN },
          { offset: 0, length: -1 },
          { suffix: -1 },
          { suffix: 1.5 },
        ];
        for (const range of ranges) {
          subject.expect((await failure(() => subject.store.get("key", { range }))) instanceof Error).toBe(true);
        }
      },
    },
  );
  return tests.map((test) => ({ group: "byte ranges", ...test }));
}
