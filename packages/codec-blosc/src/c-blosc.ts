/**
 * The WebAssembly build of c-blosc that numcodecs carries, for zstd where the runtime has none. It is loaded when
 * first needed.
 *
 * It takes all data for elements of four bytes, whatever they are, so it is given data that has been shuffled
 * already and asked not to. And it believes what it reads, so it only ever sees frames that have been checked.
 */
import { type BloscHeader, HEADER_SIZE, parseFrame, writeHeader } from "./frame.ts";

type CBlosc = typeof import("numcodecs/blosc")["default"];
type CBloscCodec = ReturnType<CBlosc["fromConfig"]>;

let loading: Promise<CBlosc> | undefined;

function load(): Promise<CBlosc> {
  loading ??= import("numcodecs/blosc").then(
    (module) => module.default,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

async function create(clevel: number, blocksize: number): Promise<CBloscCodec> {
  const codec = await load();
  return codec.fromConfig({ id: "blosc", cname: "zstd", clevel, blocksize, shuffle: 0 });
}

/** Errors of the WebAssembly module may be plain numbers. */
function failure(what: string, cause: unknown): Error {
  return new Error(`${what}: ${cause instanceof Error ? cause.message : "c-blosc refused it"}`, { cause });
}

/** Decodes a frame that {@link parseFrame} has checked to `size` bytes. */
export async function decodeWithCBlosc(frame: Uint8Array, size: number): Promise<Uint8Array> {
  const codec = await create(5, 0);
  let decoded: Uint8Array;
  try {
    decoded = await codec.decode(frame);
  } catch (cause) {
    throw failure("damaged blosc data", cause);
  }
  if (decoded.length !== size) {
    throw new Error(`damaged blosc data: it decodes to ${decoded.length} bytes, expected ${size}`);
  }
  return decoded;
}

/**
 * Encodes shuffled blocks of `header.blocksize` bytes with zstd, whose blocks are never split, and writes into the
 * header what the blocks really are.
 *
 * @returns `undefined` when the data does not get shorter.
 */
export async function encodeWithCBlosc(
  clevel: number,
  shuffled: Uint8Array,
  header: Omit<BloscHeader, "encodedSize" | "isStored">,
): Promise<Uint8Array | undefined> {
  const codec = await create(clevel, header.blocksize);
  let frame: Uint8Array;
  try {
    frame = await codec.encode(shuffled);
  } catch (cause) {
    throw failure("the zstd compressor of blosc failed", cause);
  }
  const { blocksize, blocks, isStored } = parseFrame(frame, { size: header.size, limit: header.size });
  if (isStored || frame.length >= header.size + HEADER_SIZE) return undefined;
  if (blocksize !== header.blocksize || blocks.some(({ streams }) => streams.length !== 1)) {
    throw new Error(`the zstd compressor of blosc made blocks of ${blocksize} bytes, expected ${header.blocksize}`);
  }
  writeHeader(frame, { ...header, isStored: false, encodedSize: frame.length });
  return frame;
}
