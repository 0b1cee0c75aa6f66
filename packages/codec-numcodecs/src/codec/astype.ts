/**
 * `astype`: stores elements as another data type.
 *
 * Casts follow numpy's unchecked rules both ways. Compatible with numcodecs.
 *
 * - Source: numcodecs `AsType`
 * - v3 name: `numcodecs.astype`; v2 filter id: `astype`
 * - Example: `{ "id": "astype", "encode_dtype": "<i2", "decode_dtype": "<i4" }`
 */
import type { CodecFactory } from "@zarrkit/core/contract";
import { readMembers } from "../configuration.ts";
import { loadNumbers, type NumericKind, numericType, storeNumbers } from "../element-view.ts";
import { elementwiseCodec } from "../elementwise.ts";
import { castNumbers } from "../numpy-cast.ts";
import { incomingType, readDataType } from "../numpy-dtype.ts";

const NAME = "astype";
const KINDS: readonly NumericKind[] = ["boolean", "signed", "unsigned", "float", "complex"];

export const factory: CodecFactory = {
  async create(configuration, context) {
    const members = readMembers(NAME, configuration, ["encode_dtype", "decode_dtype"], context);
    if (members["encode_dtype"] === undefined) throw new TypeError(`${NAME}: the configuration lacks "encode_dtype"`);
    const incoming = incomingType(context);
    const decodeType = await readDataType(NAME, members, "decode_dtype", context, incoming);
    const encodeType = await readDataType(NAME, members, "encode_dtype", context, incoming);
    const decoded = numericType(NAME, decodeType.dataType, KINDS);
    const encoded = numericType(NAME, encodeType.dataType, KINDS);
    return elementwiseCodec({
      name: NAME,
      configuration: { encode_dtype: encodeType.spelling, decode_dtype: decodeType.spelling },
      decodedType: decodeType.dataType,
      encodedType: encodeType.dataType,
      encode: (elements) => storeNumbers(castNumbers(loadNumbers(elements, decoded), decoded, encoded), encoded),
      decode: (elements) => storeNumbers(castNumbers(loadNumbers(elements, encoded), encoded, decoded), decoded),
    });
  },
};
