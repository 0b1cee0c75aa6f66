import type { ArrayToArrayCodec, DataType, JsonObject } from "@zarrkit/core/contract";
import { contiguousChunk, fixedSizeElements } from "./element-view.ts";
import { requireSameSize, viewAs } from "./numpy-dtype.ts";

/** A codec that keeps the shape and turns elements of one data type into as many of another. */
export interface Elementwise {
  readonly name: string;
  readonly configuration: JsonObject;
  /** What the codec computes on; chunks of another data type of the same size are viewed as this one. */
  readonly decodedType: DataType;
  readonly encodedType: DataType;
  encode(elements: Uint8Array): Uint8Array;
  decode(elements: Uint8Array): Uint8Array;
  /** How the fill value travels, when not as any other element does. */
  readonly encodeFill?: (elements: Uint8Array) => Uint8Array;
}

/** Wraps the arithmetic of a codec in what the contract asks for. */
export function elementwiseCodec(parts: Elementwise): ArrayToArrayCodec {
  const { name, configuration, decodedType, encodedType } = parts;
  const encodeFill = parts.encodeFill ?? parts.encode;
  return Object.freeze({
    kind: "array_to_array",
    configuration,
    encodedSpec(decoded) {
      requireSameSize(name, decoded.dataType, decodedType);
      const fill = viewAs(fixedSizeElements(name, decoded.fillValue), decoded.dataType, decodedType);
      return { shape: decoded.shape, dataType: encodedType, fillValue: encodeFill(fill) };
    },
    encode(chunk, decoded) {
      const elements = viewAs(fixedSizeElements(name, chunk.elements), decoded.dataType, decodedType);
      return contiguousChunk(parts.encode(elements), decoded.shape);
    },
    decode(chunk, decoded) {
      const elements = parts.decode(fixedSizeElements(name, chunk.elements));
      return contiguousChunk(viewAs(elements, decodedType, decoded.dataType), decoded.shape);
    },
  } satisfies ArrayToArrayCodec);
}
