import { compactChunk } from "../buffer/compact.ts";
import type {
  ArrayToArrayCodec,
  ArrayToBytesCodec,
  BytesToBytesCodec,
  Chunk,
  ChunkSpec,
  CodecChain,
  DecodeBound,
  DecodeOptions,
  MaybePromise,
  SubdividingCodec,
  Subdivision,
} from "../contract/index.ts";
import { refuseHugeBytes, refuseHugeChunk } from "./chunk-limit.ts";
import { chained } from "./maybe.ts";
import { codecFailure, guarded, type Stage } from "./stage.ts";

/** A chain's codecs by kind, in encoding order. */
export interface ChainStages {
  readonly arrayToArray: readonly Stage<ArrayToArrayCodec>[];
  readonly arrayToBytes: Stage<ArrayToBytesCodec | SubdividingCodec>;
  readonly bytesToBytes: readonly Stage<BytesToBytesCodec>[];
  /** Whole chunks of inner chunks; set where the array-to-bytes codec is a subdividing one. */
  readonly subdivided?: SubdividedChunks | undefined;
}

/** What decodes and encodes chunks inner chunk by inner chunk. */
export type SubdividedChunks = Pick<typeof import("./subdivided.ts"), "decodeSubdivided" | "encodeSubdivided">;

/** What one chunk shape means to every codec of a chain. */
interface ChainPlan {
  /** `specs[i]` reaches array-to-array codec i; the last one reaches the array-to-bytes codec. */
  readonly specs: readonly ChunkSpec[];
  readonly subdivision: Subdivision | undefined;
  /** Encoded length after the array-to-bytes codec and each bytes-to-bytes codec, where known. */
  readonly sizes: readonly (number | undefined)[];
}

/**
 * Codecs in sequence. `limit` bounds what a decoder may produce where the metadata promises no length.
 */
export function codecChain(stages: ChainStages, limit: number): CodecChain {
  const { arrayToArray, arrayToBytes, bytesToBytes } = stages;
  const { decodeSubdivided, encodeSubdivided } = stages.subdivided ?? {};
  const { codec: serializer } = arrayToBytes;
  const elementwise =
    arrayToArray.length === 0 && serializer.kind === "array_to_bytes" && serializer.elementwise === true;
  // Nearly every array has chunks of one shape, so remembering the latest plan is enough.
  let latest: { readonly spec: ChunkSpec; readonly plan: ChainPlan } | undefined;

  function planFor(spec: ChunkSpec): ChainPlan {
    if (latest?.spec === spec) return latest.plan;
    const plan = planChain(stages, spec);
    latest = { spec, plan };
    return plan;
  }

  function toBytes(chunk: Chunk, { specs, subdivision }: ChainPlan): MaybePromise<Uint8Array> {
    const spec = specs.at(-1) as ChunkSpec;
    const compact = compactChunk(chunk, spec.dataType.itemSize);
    const { name, codec } = arrayToBytes;
    if (subdivision !== undefined && encodeSubdivided !== undefined) {
      return guarded(name, "encode", () => encodeSubdivided(compact, spec, subdivision));
    }
    return guarded(name, "encode", () => (codec as ArrayToBytesCodec).encode(compact, spec));
  }

  function toChunk(bytes: Uint8Array, { specs, subdivision }: ChainPlan, into?: Uint8Array): MaybePromise<Chunk> {
    const spec = specs.at(-1) as ChunkSpec;
    const { name, codec } = arrayToBytes;
    if (subdivision !== undefined && decodeSubdivided !== undefined) {
      refuseHugeChunk(spec, limit);
      return guarded(name, "decode", () => decodeSubdivided(bytes, spec, subdivision));
    }
    return guarded(name, "decode", () =>
      chained((codec as ArrayToBytesCodec).decode(bytes, spec, into), (chunk) => normalized(chunk, spec)),
    );
  }

  return {
    metadata: [...arrayToArray, arrayToBytes, ...bytesToBytes].map((stage) => stage.source),
    roles: {
      filters: arrayToArray.map((stage) => stage.source),
      serializer: arrayToBytes.source,
      compressors: bytesToBytes.map((stage) => stage.source),
    },
    validate: (spec) => void planChain(stages, spec),

    encode(chunk, spec, options) {
      const plan = planFor(spec);
      let current: MaybePromise<Chunk> = chunk;
      arrayToArray.forEach(({ name, codec }, index) => {
        const decoded = plan.specs[index] as ChunkSpec;
        current = chained(current, (value) =>
          guarded(name, "encode", () => codec.encode(arranged(value, decoded, codec), decoded)),
        );
      });
      let bytes = chained(current, (value: Chunk) => toBytes(value, plan));
      bytesToBytes.forEach(({ name, codec }, index) => {
        const isLast = index === bytesToBytes.length - 1;
        const allocate = isLast ? options?.allocate : options?.allocateBetween;
        bytes = chained(bytes, (value) => guarded(name, "encode", () => codec.encode(value, allocate)));
      });
      return bytes;
    },

    decode(bytes, spec, options) {
      const plan = planFor(spec);
      // What is there before the array-to-array codecs is not what the caller wants to see in its place.
      const place = arrayToArray.length === 0 ? options?.into : undefined;
      let current: MaybePromise<Uint8Array> = bytes;
      for (let index = bytesToBytes.length - 1; index >= 0; index--) {
        const { name, codec } = bytesToBytes[index] as Stage<BytesToBytesCodec>;
        const bound = boundOf(plan.sizes[index], limit);
        const isLast = index === 0;
        const into = bound.size === undefined ? undefined : lend(bound.size, isLast ? place : undefined, options);
        const wanted = isLast && elementwise && spec.dataType.normalize === undefined ? options?.wanted : undefined;
        current = chained(current, (value) => guarded(name, "decode", () => codec.decode(value, bound, into, wanted)));
      }
      let chunk = chained(current, (value: Uint8Array) =>
        toChunk(value, plan, place?.buffer === value.buffer ? undefined : place),
      );
      for (let index = arrayToArray.length - 1; index >= 0; index--) {
        const { name, codec } = arrayToArray[index] as Stage<ArrayToArrayCodec>;
        const decoded = plan.specs[index] as ChunkSpec;
        const encoded = plan.specs[index + 1] as ChunkSpec;
        chunk = chained(chunk, (value) =>
          guarded(name, "decode", () => codec.decode(arranged(value, encoded, codec), decoded)),
        );
      }
      return chunk;
    },

    encodedSize: (spec) => planFor(spec).sizes.at(-1),
    elementwise: elementwise && bytesToBytes.length === 0,
    // Ranges of the stored bytes mean inner chunks only when nothing was applied around the subdivision.
    subdivision: (spec) =>
      arrayToArray.length === 0 && bytesToBytes.length === 0 ? planFor(spec).subdivision : undefined,
  };
}

function planChain({ arrayToArray, arrayToBytes, bytesToBytes }: ChainStages, spec: ChunkSpec): ChainPlan {
  let current = spec;
  const specs = [spec];
  for (const { name, codec } of arrayToArray) {
    current = usable(name, () => codec.encodedSpec(current));
    specs.push(current);
  }
  const { name, codec } = arrayToBytes;
  let subdivision: Subdivision | undefined;
  let size: number | undefined;
  if (codec.kind === "subdividing") subdivision = usable(name, () => codec.subdivide(current));
  else {
    usable(name, () => codec.validate?.(current));
    size = codec.encodedSize?.(current);
  }
  const sizes = [size];
  for (const stage of bytesToBytes) {
    size = size === undefined ? undefined : stage.codec.encodedSize?.(size);
    sizes.push(size);
  }
  return { specs, subdivision, sizes };
}

function usable<T>(name: string, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    throw codecFailure(name, "use", cause);
  }
}

function boundOf(size: number | undefined, limit: number): DecodeBound {
  if (size !== undefined) refuseHugeBytes(size, limit);
  return { size, limit: size ?? limit };
}

/** The place of the elements where it has the right size, otherwise memory for the time being, where that is lent. */
function lend(size: number, place: Uint8Array | undefined, options: DecodeOptions | undefined): Uint8Array | undefined {
  return place?.length === size ? place : options?.lend(size);
}

function arranged(chunk: Chunk, spec: ChunkSpec, codec: ArrayToArrayCodec): Chunk {
  return codec.strided === true ? chunk : compactChunk(chunk, spec.dataType.itemSize);
}

function normalized(chunk: Chunk, { dataType }: ChunkSpec): Chunk {
  if (dataType.normalize === undefined) return chunk;
  const elements = dataType.normalize(chunk.elements);
  return elements === chunk.elements ? chunk : { ...chunk, elements };
}
