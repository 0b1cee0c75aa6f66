/**
 * `vlen-array`: each element is a one-dimensional array of its own length, all of one data type.
 *
 * The chunk is a 32-bit little-endian item count, then for each item its length in bytes (32-bit
 * little-endian) and its raw elements. Elements appear as typed arrays; `null`, which a fill value may be,
 * is stored as an empty one. Compatible with numcodecs.
 *
 * - Source: numcodecs `VLenArray`
 * - v3 names: `vlen-array`, `numcodecs.vlen-array`; v2 filter id: `vlen-array`
 * - Example: `{ "id": "vlen-array", "dtype": "<i2" }`
 */
import type { ArrayToBytesCodec, CodecFactory, DataType, JsonObject } from "@zarrkit/core/contract";
import { swapToStored } from "../byte-order.ts";
import { onlyMembers } from "../configuration.ts";
import {
  elementCount,
  readItems,
  requireVariableLength,
  valueChunk,
  valuesOf,
  writeItems,
} from "../length-prefixed.ts";

const NAME = "vlen-array";

function createCodec(item: DataType, itemSize: number, configuration: JsonObject): ArrayToBytesCodec {
  return Object.freeze({
    kind: "array_to_bytes",
    configuration,
    validate: (spec) => requireVariableLength(NAME, spec),
    encode(chunk, spec) {
      const items = valuesOf(NAME, chunk, spec).map((value, index) => {
        try {
          return swapToStored(packItem(value, item, itemSize), item);
        } catch (cause) {
          throw new TypeError(`${NAME}: element ${index} is not an array of ${item.name}`, { cause });
        }
      });
      return writeItems(NAME, items);
    },
    decode(bytes, spec) {
      const items = readItems(NAME, bytes, elementCount(spec.shape), (source, start, end) => {
        if ((end - start) % itemSize !== 0) {
          throw new RangeError(`${NAME}: ${end - start} bytes are no whole number of ${item.name} elements`);
        }
        const elements = swapToStored(source.slice(start, end), item);
        return item.view(item.normalize?.(elements) ?? elements);
      });
      return valueChunk(items, spec.shape);
    },
  } satisfies ArrayToBytesCodec);
}

/** One array as bytes that the caller may change. */
function packItem(value: unknown, item: DataType, itemSize: number): Uint8Array {
  if (value === null) return new Uint8Array(0);
  const elements = item.elementsOf(value);
  if (elements instanceof Uint8Array) return elements.slice();
  if (typeof value !== "object" || !(Symbol.iterator in value)) {
    throw new TypeError(`expected an array, found ${typeof value}`);
  }
  const values = Array.from(value as Iterable<unknown>);
  const packed = new Uint8Array(values.length * itemSize);
  for (const [index, scalar] of values.entries()) item.pack(scalar, packed, index);
  return packed;
}

export const factory: CodecFactory = {
  async create(configuration, context) {
    onlyMembers(NAME, configuration, ["dtype"]);
    const dtype = configuration?.["dtype"];
    if (dtype === undefined) throw new TypeError(`${NAME}: the configuration lacks "dtype"`);
    // numpy takes a spelling without byte order as the host's, which is little-endian wherever this is written.
    const spelled =
      typeof dtype === "string" && /^[iufcbS]\d+$/.test(dtype)
        ? `${dtype.slice(1) === "1" ? "|" : "<"}${dtype}`
        : dtype;
    const item = await context.dataType(spelled);
    if (item.itemSize === undefined) {
      throw new TypeError(
        `${NAME}: arrays of data type ${item.name}, whose elements have no fixed size, cannot be stored`,
      );
    }
    return createCodec(item, item.itemSize, { dtype });
  },
};
