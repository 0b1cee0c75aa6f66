import { bytes } from "@zarrkit/codec-bytes";
import { gzip } from "@zarrkit/codec-gzip";
import { transpose } from "@zarrkit/codec-transpose";
import type { Chunk, ChunkSpec, Codec, CodecChain, Extension, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { dataTypes } from "@zarrkit/dtypes";
import { chunkOf, type SampleEngine, sampleEngine } from "@zarrkit/testkit/codec";
import * as numcodecs from "../src/index.ts";

const codecs: readonly Extension<"codec">[] = [bytes, gzip, transpose, ...numcodecs.codecs];

/** Knows the data types and codecs that these tests need. */
export const engine: SampleEngine = sampleEngine(dataTypes, { chain: buildChain });

/** A plain chain: enough for codecs that hold others. */
async function buildChain(list: readonly JsonValue[], spec: ChunkSpec): Promise<CodecChain> {
  const stages: { readonly codec: Codec; readonly decoded: ChunkSpec }[] = [];
  let current = spec;
  let bytesReached = false;
  for (const entry of list) {
    const { name, configuration } = (typeof entry === "string" ? { name: entry } : entry) as {
      readonly name: string;
      readonly configuration?: JsonObject;
    };
    const extension = codecs.find((candidate) => candidate.name === name);
    if (extension === undefined) throw new Error(`no codec ${name}`);
    const codec = await engine.createFor(extension, configuration, current);
    if ((codec.kind === "bytes_to_bytes") !== bytesReached) throw new Error(`${name} is misplaced`);
    bytesReached ||= codec.kind === "array_to_bytes";
    stages.push({ codec, decoded: current });
    if (codec.kind === "array_to_array") current = codec.encodedSpec(current);
  }
  const specsFor = (chunkSpec: ChunkSpec): ChunkSpec[] => {
    let next = chunkSpec;
    return stages.map(({ codec }) => {
      const before = next;
      if (codec.kind === "array_to_array") next = codec.encodedSpec(next);
      return before;
    });
  };
  return {
    metadata: list,
    roles: { filters: [], serializer: null, compressors: [] },
    validate: (chunkSpec) => void specsFor(chunkSpec),
    async encode(chunk, chunkSpec) {
      let value: Chunk | Uint8Array = chunk;
      for (const [index, before] of specsFor(chunkSpec).entries()) {
        const { codec } = stages[index]!;
        if (codec.kind === "bytes_to_bytes") value = await codec.encode(value as Uint8Array);
        else if (codec.kind === "subdividing") throw new Error("not here");
        else
          value = await codec.encode(
            codec.kind === "array_to_bytes" ? inOrder(value as Chunk, before) : (value as Chunk),
            before,
          );
      }
      return value as Uint8Array;
    },
    async decode(encoded, chunkSpec) {
      let value: Chunk | Uint8Array = encoded;
      const specs = specsFor(chunkSpec);
      for (let index = specs.length - 1; index >= 0; index--) {
        const { codec } = stages[index]!;
        const before = specs[index]!;
        if (codec.kind === "bytes_to_bytes") {
          // Only what comes right after the elements is of a known size.
          const size =
            stages[index - 1]!.codec.kind === "bytes_to_bytes"
              ? undefined
              : before.shape.reduce((product, length) => product * length, before.dataType.itemSize!);
          value = await codec.decode(value as Uint8Array, { size, limit: size ?? 1 << 20 });
        } else if (codec.kind === "array_to_bytes") value = await codec.decode(value as Uint8Array, before);
        else if (codec.kind === "array_to_array") value = await codec.decode(value as Chunk, before);
      }
      return value as Chunk;
    },
    encodedSize: () => undefined,
    elementwise: false,
    subdivision: () => undefined,
  };
}

/** A chunk of any strides, copied into C order. */
function inOrder(chunk: Chunk, spec: ChunkSpec): Chunk {
  const size = spec.dataType.itemSize!;
  const source = chunk.elements as Uint8Array;
  const parts: number[] = [];
  const visit = (axis: number, position: number): void => {
    if (axis === chunk.shape.length) parts.push(...source.subarray(position * size, (position + 1) * size));
    else
      for (let index = 0; index < chunk.shape[axis]!; index++) visit(axis + 1, position + index * chunk.stride[axis]!);
  };
  visit(0, chunk.offset);
  return chunkOf(Uint8Array.from(parts), chunk.shape);
}
