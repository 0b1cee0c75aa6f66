import { type Clause, packed, snapshot } from "./clause.ts";

/** The description of the type agrees with itself. */
export const layoutTests: readonly Clause[] = [
  {
    name: "is frozen and spells its own name",
    run(dataType, _subject, expect) {
      expect(Object.isFrozen(dataType)).toBe(true);
      const { metadata, name } = dataType;
      expect(typeof metadata === "string" ? metadata : metadata.name).toBe(name);
      expect(typeof dataType.defaultSerializer.name).toBe("string");
    },
  },
  {
    name: "has words that add up to an element",
    run({ itemSize, wordSizes }, _subject, expect) {
      if (itemSize === undefined) {
        expect(wordSizes).toBe(1);
        return;
      }
      expect(Number.isSafeInteger(itemSize) && itemSize > 0).toBe(true);
      const sum =
        typeof wordSizes === "number" ? itemSize - (itemSize % wordSizes) : wordSizes.reduce((a, b) => a + b, 0);
      expect(sum).toBe(itemSize);
    },
  },
  {
    name: "has one element as its default fill value",
    run({ defaultFillValue: fill, itemSize }, _subject, expect) {
      expect(Array.isArray(fill)).toBe(itemSize === undefined);
      expect(fill.length).toBe(itemSize ?? 1);
    },
  },
  {
    name: "has fields that follow one another",
    run({ fields, itemSize }, _subject, expect) {
      if (fields === undefined) {
        return;
      }
      let offset = 0;
      for (const field of fields) {
        expect(field.offset).toBe(offset);
        offset += field.dataType.itemSize as number;
      }
      expect(offset).toBe(itemSize);
    },
  },
  {
    name: "normalizes nothing that was packed",
    run(dataType, subject, expect) {
      const elements = packed(dataType, subject);
      if (dataType.normalize !== undefined) {
        expect(dataType.normalize(elements)).toBe(elements);
      }
    },
  },
  {
    name: "normalizes into a copy",
    run(dataType, subject, expect) {
      for (const { from, to } of subject.normalized ?? []) {
        const before = snapshot(from);
        const answer = dataType.normalize?.(from) as typeof from;
        expect(answer).toEqual(to);
        expect(from).toEqual(before);
        expect(dataType.normalize?.(answer)).toBe(answer);
      }
    },
  },
];
