import { valueText } from "../value-text.ts";
import { type Clause, mustThrow } from "./clause.ts";

const formats = [2, 3] as const;

/** The `fill_value` member, both ways. */
export const fillValueTests: readonly Clause[] = [
  {
    name: "writes its default fill value and reads it again",
    run(dataType, _subject, expect) {
      for (const zarrFormat of formats) {
        const json = dataType.fillValueToJson(dataType.defaultFillValue, zarrFormat);
        expect(dataType.fillValueFromJson(json, zarrFormat)).toEqual(dataType.defaultFillValue);
      }
    },
  },
  {
    name: "reads and writes fill values exactly",
    run(dataType, subject, expect) {
      for (const { json, zarrFormat, written, ...rest } of subject.fillValues) {
        for (const format of zarrFormat === undefined ? formats : [zarrFormat]) {
          const fill = dataType.fillValueFromJson(json, format);
          expect(fill.length).toBe(dataType.itemSize ?? 1);
          if ("scalar" in rest) {
            expect(dataType.unpack(fill, 0)).toEqual(rest.scalar);
          }
          const again = dataType.fillValueToJson(fill, format);
          expect(again).toEqual(written === undefined ? json : written);
          expect(dataType.fillValueFromJson(again, format)).toEqual(fill);
        }
      }
    },
  },
  {
    name: "gives each fill value memory of its own",
    run(dataType, _subject, expect) {
      const json = dataType.fillValueToJson(dataType.defaultFillValue, 3);
      const [one, other] = [dataType.fillValueFromJson(json, 3), dataType.fillValueFromJson(json, 3)];
      expect(one === other || one === dataType.defaultFillValue).toBe(false);
    },
  },
  {
    name: "has a fill value for everything it holds",
    run(dataType, subject, expect) {
      for (const scalar of subject.scalars) {
        const elements = dataType.itemSize === undefined ? [undefined] : new Uint8Array(dataType.itemSize);
        dataType.pack(scalar, elements, 0);
        const json = dataType.fillValueToJson(elements, 3);
        expect(dataType.fillValueFromJson(json, 3)).toEqual(elements);
      }
    },
  },
  {
    name: "refuses other fill values",
    run(dataType, subject) {
      for (const { json, zarrFormat } of subject.rejectedFillValues) {
        for (const format of zarrFormat === undefined ? formats : [zarrFormat]) {
          mustThrow(`fill value ${valueText(json)} of version ${format}`, () =>
            dataType.fillValueFromJson(json, format),
          );
        }
      }
    },
  },
];
