/**
 * numcodecs' `packbits`: eight booleans to a byte, the first in the highest bit.
 *
 * The answer is one-dimensional uint8: the number of padding bits, then the packed bits. It is not the
 * registered `packbits`, which starts at the lowest bit. Compatible with numcodecs.
 *
 * - Source: numcodecs `PackBits`
 * - v3 name: `numcodecs.packbits`; v2 filter id: `packbits`
 * - Example: `{ "id": "packbits" }`
 */
import type { ArrayToArrayCodec, CodecFactory } from "@zarrkit/core/contract";
import { readMembers } from "../configuration.ts";
import { contiguousChunk, elementCount, fixedSizeElements } from "../element-view.ts";

const NAME = "numcodecs.packbits";

export const factory: CodecFactory = {
  async create(configuration, context) {
    readMembers(NAME, configuration, [], context);
    const uint8 = await context.dataType("uint8");
    return Object.freeze({
      kind: "array_to_array",
      configuration: {},
      encodedSpec({ shape, dataType }) {
        if (dataType.name !== "bool") throw new TypeError(`${NAME}: packs booleans, not data type ${dataType.name}`);
        // One boolean has no byte of its own; zero is what an empty chunk packs to.
        return { shape: [1 + Math.ceil(elementCount(shape) / 8)], dataType: uint8, fillValue: new Uint8Array(1) };
      },
      encode(chunk) {
        const elements = fixedSizeElements(NAME, chunk.elements);
        const packed = new Uint8Array(1 + Math.ceil(elements.length / 8));
        packed[0] = (8 - (elements.length % 8)) % 8;
        for (let index = 0; index < elements.length; index++) {
          if (elements[index] !== 0)
            packed[1 + (index >> 3)] = (packed[1 + (index >> 3)] as number) | (0x80 >> (index & 7));
        }
        return contiguousChunk(packed, [packed.length]);
      },
      decode(chunk, decoded) {
        const packed = fixedSizeElements(NAME, chunk.elements);
        const count = elementCount(decoded.shape);
        const padding = (8 - (count % 8)) % 8;
        if (packed.length !== 1 + Math.ceil(count / 8)) {
          throw new RangeError(
            `${NAME}: expected ${1 + Math.ceil(count / 8)} bytes for ${count} bits, found ${packed.length}`,
          );
        }
        if (packed[0] !== padding) {
          throw new RangeError(`${NAME}: the chunk declares ${packed[0]} padding bits, expected ${padding}`);
        }
        const elements = new Uint8Array(count);
        for (let index = 0; index < count; index++) {
          elements[index] = ((packed[1 + (index >> 3)] as number) >> (7 - (index & 7))) & 1;
        }
        return contiguousChunk(elements, decoded.shape);
      },
    } satisfies ArrayToArrayCodec);
  },
};
