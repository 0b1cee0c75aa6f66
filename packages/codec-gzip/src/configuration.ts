import type { CodecSpelling, JsonObject } from "@zarrkit/core/contract";

/** What metadata says of `gzip` and `zlib`. */
export interface DeflateConfiguration {
  /** 0 stores, 1 is fast, 9 is small. */
  readonly level: number;
}

/**
 * The level that a configuration asks for.
 *
 * zarr-python writes 5 for the v3 `gzip` codec and numcodecs writes 1; numcodecs also takes -1, zlib's own default.
 *
 * @throws TypeError or RangeError when the level is no integer in range; Error when there is an unknown option.
 */
export function readLevel(name: string, configuration: JsonObject | undefined, spelling: CodecSpelling): number {
  const isZarr = spelling === "zarr";
  for (const key of Object.keys(configuration ?? {})) {
    if (isZarr && key !== "level") {
      throw new Error(`the ${name} codec has no option ${JSON.stringify(key)}; it knows: level`);
    }
  }
  const given = configuration?.["level"];
  const level = given === undefined ? (isZarr ? 5 : 1) : given;
  if (typeof level !== "number" || !Number.isInteger(level)) {
    throw new TypeError(`the level of the ${name} codec must be an integer, found ${String(level)}`);
  }
  const lowest = isZarr ? 0 : -1;
  if (level < lowest || level > 9) {
    throw new RangeError(`the level of the ${name} codec must be ${lowest} to 9, found ${level}`);
  }
  return level;
}
