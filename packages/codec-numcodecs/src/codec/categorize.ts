/**
 * `categorize`: stores strings as numbers, by their place in a list of labels.
 *
 * Label i becomes i + 1; a string that is no label becomes 0 and comes back empty. Works on
 * variable-length strings and on fixed-length ones. Compatible with numcodecs.
 *
 * - Source: numcodecs `Categorize`
 * - v2 filter id: `categorize`; v3 name: `numcodecs.categorize`
 * - Example: `{ "id": "categorize", "labels": ["a", "b"], "dtype": "|O", "astype": "|u1" }`
 */
import type { ArrayToArrayCodec, CodecFactory, DataType, Elements, JsonValue } from "@zarrkit/core/contract";
import { describeJson, readMembers } from "../configuration.ts";
import {
  allocateNumbers,
  contiguousChunk,
  fixedSizeElements,
  loadNumbers,
  numericType,
  storeNumbers,
} from "../element-view.ts";
import { incomingType, readDataType } from "../numpy-dtype.ts";

const NAME = "categorize";

export const factory: CodecFactory = {
  async create(configuration, context) {
    const members = readMembers(NAME, configuration, ["labels", "dtype", "astype"], context);
    const labels = readLabels(members["labels"]);
    const dtype = members["dtype"] ?? incomingType(context).spelling;
    const fallback = { dataType: await context.dataType("|u1"), spelling: "|u1" };
    const astype = await readDataType(NAME, members, "astype", context, fallback);
    const encoded = numericType(NAME, astype.dataType, ["signed", "unsigned"]);
    const bits = encoded.itemSize * 8 - (encoded.kind === "signed" ? 1 : 0);
    if (labels.length >= 2 ** bits) {
      throw new RangeError(`${NAME}: ${labels.length} labels do not fit ${astype.dataType.name}`);
    }
    const codes = new Map(labels.map((label, index) => [label, index + 1]));
    const encode = (texts: readonly unknown[]): Uint8Array => {
      const numbers = allocateNumbers(encoded, texts.length);
      const wide = typeof numbers[0] === "bigint";
      for (const [index, text] of texts.entries()) {
        const code = codes.get(text as string) ?? 0;
        numbers[index] = wide ? BigInt(code) : code;
      }
      return storeNumbers(numbers, encoded);
    };
    return Object.freeze({
      kind: "array_to_array",
      configuration: { labels, dtype, astype: astype.spelling },
      encodedSpec({ shape, dataType, fillValue }) {
        requireText(dataType);
        return { shape, dataType: astype.dataType, fillValue: encode(readTexts(fillValue, dataType)) };
      },
      encode: (chunk, decoded) => contiguousChunk(encode(readTexts(chunk.elements, decoded.dataType)), decoded.shape),
      decode(chunk, decoded) {
        const numbers = loadNumbers(fixedSizeElements(NAME, chunk.elements), encoded);
        const texts = Array.from(numbers as Iterable<number | bigint>, (code) => labels[Number(code) - 1] ?? "");
        return contiguousChunk(writeTexts(texts, decoded.dataType), decoded.shape);
      },
    } satisfies ArrayToArrayCodec);
  },
};

function readLabels(value: JsonValue | undefined): readonly string[] {
  if (Array.isArray(value) && value.every((label) => typeof label === "string")) return value;
  throw new TypeError(`${NAME}: "labels" must be a list of strings, found ${describeJson(value)}`);
}

function requireText(dataType: DataType): void {
  const sample =
    dataType.itemSize === undefined
      ? (dataType.defaultFillValue as readonly unknown[])[0]
      : dataType.unpack(dataType.defaultFillValue, 0);
  if (typeof sample === "string") return;
  throw new TypeError(`${NAME}: works on strings, not on data type ${dataType.name}`);
}

function readTexts(elements: Elements, dataType: DataType): readonly unknown[] {
  if (!(elements instanceof Uint8Array)) return elements;
  const count = elements.byteLength / (dataType.itemSize as number);
  return Array.from({ length: count }, (_, index) => dataType.unpack(elements, index));
}

function writeTexts(texts: string[], dataType: DataType): Elements {
  if (dataType.itemSize === undefined) return texts;
  const elements = new Uint8Array(texts.length * dataType.itemSize);
  for (const [index, text] of texts.entries()) dataType.pack(text, elements, index);
  return elements;
}
