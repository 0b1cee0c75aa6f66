import { valueText } from "../value-text.ts";
import { allocate, type Clause, mustThrow, packed, snapshot } from "./clause.ts";

/** One element at a time: `pack` and `unpack`. */
export const scalarTests: readonly Clause[] = [
  {
    name: "gives back every value it was given",
    run(dataType, subject, expect) {
      const elements = packed(dataType, subject);
      expect(subject.scalars.map((_, i) => dataType.unpack(elements, i))).toEqual([...subject.scalars]);
    },
  },
  {
    name: "stores one element and no more",
    run(dataType, subject, expect) {
      for (const scalar of subject.scalars) {
        const elements = allocate(dataType, 3);
        const [before, , after] = [0, 1, 2].map((i) => dataType.unpack(elements, i));
        dataType.pack(scalar, elements, 1);
        expect(dataType.unpack(elements, 0)).toEqual(before);
        expect(dataType.unpack(elements, 1)).toEqual(scalar);
        expect(dataType.unpack(elements, 2)).toEqual(after);
      }
    },
  },
  {
    name: "works at any alignment",
    run(dataType, subject, expect) {
      const elements = packed(dataType, subject);
      if (Array.isArray(elements)) {
        return;
      }
      const odd = new Uint8Array(elements.length + 3).subarray(3);
      for (const [i, scalar] of subject.scalars.entries()) {
        dataType.pack(scalar, odd, i);
        expect(dataType.unpack(odd, i)).toEqual(scalar);
      }
      expect(new Uint8Array(odd)).toEqual(new Uint8Array(elements));
    },
  },
  {
    name: "takes other spellings of a value",
    run(dataType, subject, expect) {
      for (const [given, stored] of subject.accepted ?? []) {
        const elements = allocate(dataType, 1);
        dataType.pack(given, elements, 0);
        expect(dataType.unpack(elements, 0)).toEqual(stored);
      }
    },
  },
  {
    name: "refuses values it cannot hold, and stores nothing of them",
    run(dataType, subject, expect) {
      for (const value of subject.rejected) {
        const elements = packed(dataType, subject);
        const before = snapshot(elements);
        mustThrow(`pack(${valueText(value)})`, () => dataType.pack(value, elements, 0));
        expect(elements).toEqual(before);
      }
    },
  },
  {
    name: "refuses positions outside the elements",
    run(dataType, subject) {
      const elements = packed(dataType, subject);
      for (const index of [-1, subject.scalars.length, 0.5, Number.NaN]) {
        mustThrow(`unpack at ${index}`, () => dataType.unpack(elements, index));
        mustThrow(`pack at ${index}`, () => dataType.pack(subject.scalars[0], elements, index));
      }
    },
  },
  {
    name: "refuses decoded elements that are none of its own",
    run(dataType, subject) {
      for (const elements of subject.invalidElements ?? []) {
        mustThrow("normalize", () => dataType.normalize?.(elements));
      }
    },
  },
];
