import type { CodecContext, JsonObject, JsonValue } from "@zarrkit/core/contract";

/** What packs the blocks. `snappy` is read, not written. */
export type BloscCompressor = "blosclz" | "lz4" | "lz4hc" | "snappy" | "zlib" | "zstd";

/** What is done to the bytes of a block before. */
export type BloscShuffle = "noshuffle" | "shuffle" | "bitshuffle";

/** What v3 metadata says. */
export interface BloscConfiguration {
  /** What packs the blocks. */
  readonly cname: BloscCompressor;
  /** 0 stores, 1 is fast, 9 is small. */
  readonly clevel: number;
  /** What is done to the bytes of a block before. */
  readonly shuffle: BloscShuffle;
  /** Bytes of one element, 1 to 255 for shuffling to make a difference. */
  readonly typesize: number;
  /** Bytes of a block; 0 lets the writer choose. */
  readonly blocksize: number;
}

/** What numcodecs writes. `shuffle`: 0 no, 1 bytes, 2 bits, -1 bits for elements of one byte and bytes for others. */
export interface NumcodecsBloscConfiguration {
  /** What packs the blocks. */
  readonly cname: BloscCompressor;
  /** 0 stores, 1 is fast, 9 is small. */
  readonly clevel: number;
  /** What is done to the bytes of a block before, as a number. */
  readonly shuffle: -1 | 0 | 1 | 2;
  /** Bytes of a block; 0 lets the writer choose. */
  readonly blocksize: number;
  /** Where it is absent, the size of the elements. */
  readonly typesize?: number;
}

/** A configuration with every question answered, and the form in which it is stored. */
export interface BloscSettings extends BloscConfiguration {
  readonly stored: JsonObject;
}

const COMPRESSORS: readonly string[] = ["blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd"];
const SHUFFLES: readonly BloscShuffle[] = ["noshuffle", "shuffle", "bitshuffle"];
const OPTIONS: readonly string[] = ["cname", "clevel", "shuffle", "typesize", "blocksize"];

/** c-blosc takes larger elements for single bytes. */
const LARGEST_TYPESIZE = 255;
const LARGEST_BLOCKSIZE = 2 ** 29;

function readInteger(name: string, value: JsonValue, lowest: number, highest: number): number {
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new TypeError(`the ${name} of the blosc codec must be an integer, found ${String(value)}`);
  }
  if (value < lowest || value > highest) {
    throw new RangeError(`the ${name} of the blosc codec must be ${lowest} to ${highest}, found ${value}`);
  }
  return value;
}

/** Reads either spelling. Throws on anything that is not of it. */
export function readConfiguration(configuration: JsonObject | undefined, context: CodecContext): BloscSettings {
  const isZarr = context.spelling === "zarr";
  for (const key of Object.keys(configuration ?? {})) {
    if (isZarr && !OPTIONS.includes(key)) {
      throw new Error(`the blosc codec has no option ${JSON.stringify(key)}; it knows: ${OPTIONS.join(", ")}`);
    }
  }
  const { cname = isZarr ? "zstd" : "lz4", clevel = 5, blocksize = 0 } = (configuration ?? {}) as JsonObject;
  if (typeof cname !== "string" || !COMPRESSORS.includes(cname)) {
    throw new Error(`the cname of the blosc codec must be one of ${COMPRESSORS.join(", ")}; found ${String(cname)}`);
  }
  const common = {
    cname: cname as BloscCompressor,
    clevel: readInteger("clevel", clevel, 0, 9),
    blocksize: readInteger("blocksize", blocksize, 0, LARGEST_BLOCKSIZE),
  };
  const itemSize = context.spec.dataType.itemSize ?? 1;
  const given = configuration?.["typesize"];
  // numcodecs writes null where it will look at the data.
  const isOpen = given === undefined || (!isZarr && given === null);
  const typesize = isOpen ? itemSize : readInteger("typesize", given, 1, 2 ** 31 - 1);
  const effective = typesize > LARGEST_TYPESIZE ? 1 : typesize;

  const asked = configuration?.["shuffle"];
  if (isZarr) {
    const shuffle = asked === undefined ? (itemSize === 1 ? "bitshuffle" : "shuffle") : asked;
    if (!SHUFFLES.includes(shuffle as BloscShuffle)) {
      throw new Error(`the shuffle of the blosc codec must be one of ${SHUFFLES.join(", ")}; found ${String(shuffle)}`);
    }
    const settings = { ...common, shuffle: shuffle as BloscShuffle };
    const { cname, clevel, blocksize } = common;
    return {
      ...settings,
      typesize: effective,
      stored: { typesize, cname, clevel, shuffle: settings.shuffle, blocksize },
    };
  }
  const shuffle = readInteger("shuffle", asked === undefined ? 1 : asked, -1, 2);
  const resolved = SHUFFLES[shuffle === -1 ? (effective === 1 ? 2 : 1) : shuffle] as BloscShuffle;
  const stored = { ...common, shuffle, ...(isOpen ? {} : { typesize }) };
  return { ...common, shuffle: resolved, typesize: effective, stored };
}
