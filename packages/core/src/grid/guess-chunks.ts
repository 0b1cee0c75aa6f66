/** Sizes in bytes that steer the guess. */
export interface ChunkLimits {
  /** What a chunk of a 1 MiB array would have; it grows with the array, tenfold bytes doubling it. */
  readonly incrementBytes?: number;
  /** Chunks are not made smaller than this on purpose. */
  readonly minBytes?: number;
  /** Chunks stay below this, unless a single element is larger. */
  readonly maxBytes?: number;
}

/** The limits for inner chunks, when an array is sharded and its chunks are left open. */
export const innerChunkLimits: ChunkLimits = { maxBytes: 2 ** 20 };

/**
 * A chunk shape for an array: whole axes to start with, then halved one after the other, the first axis first,
 * until a chunk has about the size aimed at. The same numbers as zarr-python 3.4.2 gives.
 *
 * @param itemSize - Bytes of one element; 1 for variable length. With 0 the chunk is the whole array.
 * @throws RangeError when `minBytes` is not below `maxBytes`.
 */
export function guessChunks(shape: readonly number[], itemSize: number, limits: ChunkLimits = {}): number[] {
  const { incrementBytes = 256 * 1024, minBytes = 128 * 1024, maxBytes = 64 * 1024 * 1024 } = limits;
  if (minBytes >= maxBytes) {
    throw new RangeError(`Cannot guess chunks: minBytes (${minBytes}) must be below maxBytes (${maxBytes})`);
  }
  const chunks = shape.map((extent) => Math.max(1, extent));
  if (itemSize === 0) return chunks;
  const aim = incrementBytes * 2 ** Math.log10((product(chunks) * itemSize) / 2 ** 20);
  const target = Math.min(maxBytes, Math.max(minBytes, aim));
  for (let i = 0; ; i++) {
    const count = product(chunks);
    const bytes = count * itemSize;
    const isClose = bytes < target || Math.abs(bytes - target) / target < 0.5;
    if ((isClose && bytes < maxBytes) || count === 1) return chunks;
    const axis = i % chunks.length;
    chunks[axis] = Math.ceil((chunks[axis] as number) / 2);
  }
}

/**
 * A shard shape for chunks of a shape. The chunk shape is multiplied along every axis by the same number, the
 * largest that keeps a shard within `targetBytes` and within the array. Without a target: by 2 along the axes
 * that hold more than 8 whole chunks.
 */
export function guessShards(
  shape: readonly number[],
  chunks: readonly number[],
  itemSize: number,
  targetBytes?: number,
): number[] {
  if (targetBytes === undefined) {
    return chunks.map((chunk, axis) => (Math.floor((shape[axis] as number) / chunk) > 8 ? chunk * 2 : chunk));
  }
  const chunkBytes = product(chunks) * itemSize;
  // Without axes or bytes any number would fit.
  if (chunks.length === 0 || chunkBytes === 0) return [...chunks];
  let factor = 1;
  let tooMany = 1 + Math.min(...chunks.map((chunk, axis) => Math.floor((shape[axis] as number) / chunk)));
  while (factor + 1 < tooMany) {
    const middle = Math.floor((factor + tooMany) / 2);
    if (chunkBytes * middle ** chunks.length <= targetBytes) factor = middle;
    else tooMany = middle;
  }
  return chunks.map((chunk) => chunk * factor);
}

/** What {@link normalizeChunks} needs to know beyond the array. */
export interface ChunkOptions {
  /** For a guess. */
  readonly limits?: ChunkLimits;
  /** What a length along each axis must be a multiple of, where it follows the array: the inner chunk, for shards. */
  readonly unit?: readonly number[];
}

/**
 * The chunk shape that a user's `chunks` option means.
 *
 * - `"auto"`, `true` or nothing: a guess. `false`: one chunk for the whole array.
 * - An integer: that length along every axis. A list: one length for each axis.
 * - -1 as a length: the whole axis, rounded up to a multiple of the unit; 1 for an empty axis.
 *
 * A length may exceed its axis. Lists of the lengths of single chunks belong to the rectilinear grid and are refused.
 *
 * @throws TypeError when `chunks` or one of its lengths is of the wrong kind.
 * @throws RangeError when a length is neither positive nor -1, or the list has the wrong number of them.
 */
export function normalizeChunks(
  chunks: unknown,
  shape: readonly number[],
  itemSize: number,
  options: ChunkOptions = {},
): number[] {
  if (chunks === undefined || chunks === null || chunks === true || chunks === "auto") {
    return guessChunks(shape, itemSize, options.limits);
  }
  const lengths = chunks === false ? -1 : chunks;
  if (typeof lengths === "number" || typeof lengths === "bigint") {
    // Checked also where there is no axis to use it.
    const length = chunkLength(lengths, "chunks");
    return shape.map((extent, axis) => resolveLength(length, extent, options.unit?.[axis]));
  }
  if (!isList(lengths)) {
    throw new TypeError(
      `chunks must be an integer, a list of integers, "auto", true or false; found ${describe(chunks)}`,
    );
  }
  if (lengths.length !== shape.length) {
    throw new RangeError(`chunks has ${lengths.length} dimensions but shape [${shape.join(", ")}] has ${shape.length}`);
  }
  return shape.map((extent, axis) =>
    resolveLength(chunkLength(lengths[axis], `chunks[${axis}]`), extent, options.unit?.[axis]),
  );
}

function chunkLength(value: unknown, member: string): number {
  const length = typeof value === "bigint" ? Number(value) : value;
  if (typeof length !== "number" || (!Number.isInteger(length) && Number.isFinite(length))) {
    throw new TypeError(`${member} must be an integer; found ${describe(value)}`);
  }
  if (!Number.isSafeInteger(length) || length < -1 || length === 0) {
    throw new RangeError(`${member} must be a positive integer, or -1 for the whole axis; found ${length}`);
  }
  return length;
}

function resolveLength(length: number, extent: number, unit = 1): number {
  return length === -1 ? unit * Math.max(1, Math.ceil(extent / unit)) : length;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function product(lengths: readonly number[]): number {
  let result = 1;
  for (const length of lengths) result *= length;
  return result;
}
