import type {
  ChunkSpec,
  CodecChain,
  Extension,
  InnerChunkIndex,
  SubdividingCodec,
  Subdivision,
} from "../../src/contract/index.ts";

const missing = 0xffffffff;

/** Entries of offset and length, 32 bits each in little-endian order. */
function indexOf(bytes: Uint8Array): InnerChunkIndex {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    byteLength: bytes.byteLength,
    range(position) {
      const offset = words.getUint32(position * 8, true);
      const length = words.getUint32(position * 8 + 4, true);
      if (offset === missing && length === missing) return undefined;
      if (length === missing) throw new Error(`entry ${position} is damaged`);
      return { offset, length };
    },
  };
}

function subdivide(spec: ChunkSpec, chunkShape: readonly number[], chain: CodecChain): Subdivision {
  if (spec.shape.length !== chunkShape.length) throw new Error(`blocks need ${spec.shape.length} axes`);
  const gridShape = spec.shape.map((size, axis) => size / (chunkShape[axis] as number));
  if (!gridShape.every(Number.isInteger)) throw new Error("blocks must divide the chunk");
  const indexSize = gridShape.reduce((product, count) => product * count, 8);
  const inner = { ...spec, shape: chunkShape };
  chain.validate(inner);
  return {
    inner,
    gridShape,
    chain,
    async readIndex(source) {
      const bytes = await source.get({ suffix: indexSize });
      if (bytes === undefined) return undefined;
      if (bytes.length !== indexSize) throw new Error(`an index has ${indexSize} bytes, found ${bytes.length}`);
      return indexOf(bytes);
    },
    assemble(chunks) {
      const index = new DataView(new ArrayBuffer(indexSize));
      let offset = 0;
      chunks.forEach((chunk, position) => {
        index.setUint32(position * 8, chunk === undefined ? missing : offset, true);
        index.setUint32(position * 8 + 4, chunk === undefined ? missing : chunk.length, true);
        offset += chunk?.length ?? 0;
      });
      return Uint8Array.from([...chunks.flatMap((chunk) => [...(chunk ?? [])]), ...new Uint8Array(index.buffer)]);
    },
  };
}

/** A chunk as a grid of inner chunks with an index of 8 bytes for each at the end. */
export const blocks: Extension<"codec", "blocks"> = {
  point: "codec",
  name: "blocks",
  load: () => ({
    async create(configuration, context): Promise<SubdividingCodec> {
      const chunkShape = configuration?.["chunk_shape"] as number[];
      const chain = await context.chain(configuration?.["codecs"] as never, { ...context.spec, shape: chunkShape });
      return {
        kind: "subdividing",
        configuration: { chunk_shape: chunkShape, codecs: chain.metadata },
        subdivide: (spec) => subdivide(spec, chunkShape, chain),
      };
    },
  }),
};
