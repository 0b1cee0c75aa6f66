import type { BloscSettings } from "./configuration.ts";

/** c-blosc stores what is shorter, and makes no smaller blocks. */
export const SMALLEST_INPUT = 128;

const KIBIBYTE = 1024;
/** By the level: the higher, the farther back a compressor may look. */
const GROWTH = [0.5, 0.5, 1, 2, 4, 4, 8, 8, 8, 8];

/** What c-blosc chooses where the caller gives none: fast compressors like what fits into a core's cache. */
function automaticBlocksize({ cname, clevel, typesize }: BloscSettings, isSplit: boolean): number {
  const isFast = cname === "lz4" || cname === "blosclz";
  const growth = clevel === 9 && !isFast ? 16 : (GROWTH[clevel] as number);
  const chosen = (isFast ? 32 : 64) * KIBIBYTE * growth;
  if (!isSplit) return chosen;
  return Math.min(Math.max(Math.min(chosen, 256 * KIBIBYTE) * typesize, 64 * KIBIBYTE), 1024 * KIBIBYTE);
}

/** Bytes of a block, at least one. `isSplit`: the bytes of its elements are compressed apart. */
export function chooseBlocksize(size: number, settings: BloscSettings, isSplit: boolean): number {
  const { blocksize, typesize } = settings;
  const wanted = Math.max(blocksize === 0 ? automaticBlocksize(settings, isSplit) : blocksize, SMALLEST_INPUT);
  // Whole elements, eight at a time for bits.
  const unit = 8 * typesize;
  const chosen = wanted >= size ? size : Math.min(size, Math.max(unit, wanted - (wanted % unit)));
  // c-blosc refuses blocks of no bytes, also where there is nothing to put into them.
  return Math.max(chosen, 1);
}
