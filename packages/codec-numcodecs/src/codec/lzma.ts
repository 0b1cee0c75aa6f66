/**
 * `lzma`: the compression of xz.
 *
 * `format` 1 is xz, 2 the old `.lzma` ("alone"), 3 the bare coder with the `filters` given. Filters are
 * LZMA2 (33), LZMA1 (4611686018427387905) and Delta (3); `check` is -1 (the default, CRC64), 0 (none),
 * 1 (CRC32), 4 (CRC64) or 10 (SHA-256). Compatible with numcodecs, which itself cannot read back xz or
 * `.lzma` that it was given filters for. Written here rather than taken from a library, since decoders to
 * be had reserve whatever dictionary a header asks for, or need a stream and WebAssembly.
 *
 * - Source: numcodecs `LZMA`; the .xz file format; Python's `lzma` module for the numbers
 * - v3 name: `numcodecs.lzma`; v2 id: `lzma`
 * - Example: `{ "id": "lzma", "format": 1, "check": -1, "preset": null, "filters": null }`
 */
import type { BytesToBytesCodec, CodecFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { describeJson, readInteger, readMembers } from "../configuration.ts";
import { applyDelta, decodeAlone, decodeLzma1, undoDelta } from "../lzma/container.ts";
import { encodeAlone, encodeLzma1, encodeLzma2, encodeXz, type LzmaSettings } from "../lzma/container-encoder.ts";
import { decodeLzma2 } from "../lzma/lzma2-decoder.ts";
import { defaultProperties } from "../lzma/model.ts";
import { decodeXz } from "../lzma/xz-decoder.ts";
import { DELTA_FILTER, LZMA2_FILTER, xzCheck } from "../lzma/xz-format.ts";
import { OutputBuffer } from "../output-buffer.ts";

const NAME = "lzma";
const XZ = 1;
const ALONE = 2;
const RAW = 3;
const LZMA1_FILTER = 0x4000000000000001n;
const DEFAULT_CHECK = 4;
/** How hard each preset looks for matches. */
const DEPTHS = [4, 6, 8, 12, 16, 24, 32, 48, 96, 192];
/** Python adds this to a preset that may take longer. */
const EXTREME = 0x80000000;

interface FilterChain extends LzmaSettings {
  readonly coder: "lzma1" | "lzma2";
}

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["format", "check", "preset", "filters"], context);
    const format = readInteger(NAME, members, "format", { min: XZ, max: RAW, fallback: XZ });
    const check = readInteger(NAME, members, "check", { min: -1, max: 15, fallback: -1 });
    const preset = members["preset"] ?? null;
    const filters = members["filters"] ?? null;
    if (check > 0 && format !== XZ) throw new Error(`${NAME}: "check" is for the xz format only`);
    if (preset !== null && filters !== null) throw new Error(`${NAME}: "preset" and "filters" exclude each other`);
    const chain = readChain(filters, readDepth(preset), format);
    const checkKind = check === -1 ? DEFAULT_CHECK : check;
    xzCheck(checkKind);
    return Object.freeze({
      kind: "bytes_to_bytes",
      configuration: { format, check, preset, filters },
      encode(bytes) {
        if (format === XZ) return encodeXz(bytes, chain, checkKind);
        if (format === ALONE) return encodeAlone(bytes, chain);
        const filtered = chain.deltas.reduce(applyDelta, bytes);
        return chain.coder === "lzma1" ? encodeLzma1(filtered, chain) : encodeLzma2(filtered, chain);
      },
      decode(bytes, bound) {
        const output = new OutputBuffer(NAME, bound);
        if (format === XZ) decodeXz(bytes, output);
        else if (format === ALONE) decodeAlone(bytes, output);
        else decodeRaw(bytes, chain, output);
        return output.finish();
      },
    } satisfies BytesToBytesCodec);
  },
};

function decodeRaw(bytes: Uint8Array, chain: FilterChain, output: OutputBuffer): void {
  if (chain.coder === "lzma1") decodeLzma1(bytes, 0, chain.properties, undefined, output);
  else if (decodeLzma2(bytes, 0, output) !== bytes.length) {
    throw new RangeError("lzma: bytes are left over behind the data");
  }
  for (const distance of [...chain.deltas].reverse()) undoDelta(output.finish(), distance);
}

function readDepth(preset: JsonValue): number {
  const level = typeof preset === "number" && preset >= EXTREME ? preset - EXTREME : (preset ?? 6);
  const depth = typeof level === "number" ? DEPTHS[level] : undefined;
  if (depth !== undefined) return depth;
  throw new RangeError(`${NAME}: "preset" must be null or an integer from 0 to 9, found ${describeJson(preset)}`);
}

function readChain(filters: JsonValue, depth: number, format: number): FilterChain {
  const coder = format === ALONE ? "lzma1" : "lzma2";
  if (filters === null) {
    if (format === RAW) throw new Error(`${NAME}: "format" 3 needs "filters"`);
    return { properties: defaultProperties, depth, deltas: [], coder };
  }
  if (!Array.isArray(filters) || filters.length < 1 || filters.length > 4) {
    throw new TypeError(`${NAME}: "filters" must be null or a list of one to four, found ${describeJson(filters)}`);
  }
  const list = filters as readonly JsonValue[];
  const last = readFilter(list[list.length - 1]);
  const kind = BigInt(last["id"] as number | bigint) === LZMA1_FILTER ? "lzma1" : "lzma2";
  if (kind === "lzma2" && last["id"] !== LZMA2_FILTER) throw unsupported(last["id"]);
  if (format !== RAW && kind !== coder) throw new Error(`${NAME}: "format" ${format} cannot hold ${kind}`);
  const deltas = list.slice(0, -1).map((filter) => {
    const members = readFilter(filter);
    if (members["id"] !== DELTA_FILTER || format === ALONE) throw unsupported(members["id"]);
    return readInteger(`${NAME} filter`, members, "dist", { min: 1, max: 256, fallback: 1 });
  });
  const bits = (key: "lc" | "lp" | "pb"): number =>
    readInteger(`${NAME} filter`, last, key, { min: 0, max: 4, fallback: defaultProperties[key] });
  const properties = { lc: bits("lc"), lp: bits("lp"), pb: bits("pb") };
  if (properties.lc + properties.lp > 4) throw new RangeError(`${NAME}: "lc" and "lp" may add up to 4 only`);
  return { properties, depth: readDepth(last["preset"] ?? null), deltas, coder: kind };
}

function readFilter(value: JsonValue | undefined): JsonObject {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const filter = isObject ? (value as JsonObject) : {};
  const { id } = filter;
  if (typeof id === "bigint" || Number.isInteger(id)) return filter;
  throw new TypeError(`${NAME}: a filter must be an object with a numeric "id", found ${describeJson(value)}`);
}

function unsupported(id: JsonValue | undefined): Error {
  return new Error(`${NAME}: filter ${describeJson(id)} is not supported here; LZMA2 (33), LZMA1 and Delta (3) are`);
}
