import type { ArrayToArrayCodec, Chunk, Elements, Extension } from "../../src/contract/index.ts";

function negated(elements: Elements): Uint8Array {
  const values = new Float64Array((elements as Uint8Array).slice().buffer);
  return new Uint8Array(values.map((value) => -value).buffer);
}

function negatedChunk(chunk: Chunk): Chunk {
  return { ...chunk, elements: negated(chunk.elements) };
}

const negateCodec: ArrayToArrayCodec = {
  kind: "array_to_array",
  configuration: undefined,
  encodedSpec: (decoded) => ({ ...decoded, fillValue: negated(decoded.fillValue) }),
  encode: negatedChunk,
  decode: negatedChunk,
};

/** Stores float64 with the sign turned, so that stages see another fill value. */
export const negate: Extension<"codec", "negate"> = {
  point: "codec",
  name: "negate",
  load: () => ({ create: () => negateCodec }),
};
