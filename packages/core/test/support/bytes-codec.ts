import type { ArrayToBytesCodec, CodecFactory, Extension } from "../../src/contract/index.ts";

function bytesCodec(endian: string | undefined): ArrayToBytesCodec {
  const ordered = (bytes: Uint8Array, itemSize: number): Uint8Array => {
    if (endian !== "big") return bytes;
    const swapped = bytes.slice();
    for (let at = 0; at < swapped.length; at += itemSize) swapped.subarray(at, at + itemSize).reverse();
    return swapped;
  };
  return {
    kind: "array_to_bytes",
    configuration: endian === undefined ? undefined : { endian },
    validate({ dataType }) {
      if (dataType.itemSize === undefined) throw new TypeError(`bytes cannot store ${dataType.name}`);
      if (dataType.itemSize > 1 && endian === undefined) throw new TypeError("endian is needed");
    },
    encode: ({ elements }, { dataType }) => ordered(elements as Uint8Array, dataType.itemSize as number),
    decode(bytes, { shape, dataType }) {
      const expected = shape.reduce((product, size) => product * size, dataType.itemSize as number);
      if (bytes.length !== expected) throw new Error(`expected ${expected} bytes, found ${bytes.length}`);
      const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
      // The very memory that was given, as the contract allows.
      return { elements: ordered(bytes, dataType.itemSize as number), shape, stride, offset: 0 };
    },
    elementwise: true,
    encodedSize: ({ shape, dataType }) => shape.reduce((product, size) => product * size, dataType.itemSize as number),
  };
}

const factory: CodecFactory = {
  create: (configuration) => bytesCodec(configuration?.["endian"] as string | undefined),
};

/** Elements as they are, in a byte order. */
export const bytes: Extension<"codec", "bytes"> = { point: "codec", name: "bytes", load: () => factory };
