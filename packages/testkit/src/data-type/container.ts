import type { Elements } from "@zarrkit/core/contract";
import { valueText } from "../value-text.ts";
import { type Clause, packed } from "./clause.ts";

/** Where elements lie, for comparing memory instead of content. */
function placeOf(elements: Elements | undefined): unknown {
  if (elements === undefined || Array.isArray(elements)) {
    return { list: elements };
  }
  return { buffer: elements.buffer, offset: elements.byteOffset, length: elements.byteLength };
}

/** Many elements at once: `view` and `elementsOf`. */
export const containerTests: readonly Clause[] = [
  {
    name: "shows elements over the same memory, and takes them back",
    run(dataType, subject, expect) {
      const elements = packed(dataType, subject);
      const place = placeOf(elements) as { readonly [member: string]: unknown };
      const taken = placeOf(dataType.elementsOf(dataType.view(elements))) as typeof place;
      for (const member of Object.keys(place)) {
        expect(Object.is(taken[member], place[member])).toBe(true);
      }
    },
  },
  {
    name: "shows what is stored later",
    run(dataType, subject, expect) {
      const [first, second] = subject.scalars;
      const elements = packed(dataType, subject);
      const data = dataType.view(elements);
      dataType.pack(second, elements, 0);
      const seen = dataType.elementsOf(data) as Elements;
      expect(dataType.unpack(seen, 0)).toEqual(second);
      dataType.pack(first, seen, 0);
      expect(dataType.unpack(elements, 0)).toEqual(first);
    },
  },
  {
    name: "shows nothing of no elements",
    run(dataType, _subject, expect) {
      const none = dataType.itemSize === undefined ? [] : new Uint8Array(0);
      expect(dataType.elementsOf(dataType.view(none))?.length).toBe(0);
    },
  },
  {
    name: "takes kindred containers",
    run(dataType, subject, expect) {
      for (const data of subject.kindredData ?? []) {
        const elements = dataType.elementsOf(data);
        const buffer = ArrayBuffer.isView(elements) ? elements.buffer : elements;
        expect(buffer === (ArrayBuffer.isView(data) ? data.buffer : data)).toBe(true);
      }
    },
  },
  {
    name: "takes nothing else for its container",
    run(dataType, subject) {
      const never = [undefined, null, 1, 1n, "text", true, {}, new ArrayBuffer(8), new DataView(new ArrayBuffer(8))];
      for (const data of [...never, ...(subject.foreignData ?? [])]) {
        if (dataType.elementsOf(data) !== undefined) {
          throw new Error(`elementsOf(${valueText(data)}): expected undefined`);
        }
      }
    },
  },
];
