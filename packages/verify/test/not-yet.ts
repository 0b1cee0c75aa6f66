import type { NotYet } from "../src/corpus/expect-case.ts";

// What is missing, the issue that adds it, and the cases that wait for it.
const waiting: readonly (readonly [reason: string, issue: number, ids: readonly string[]])[] = [
  ["codec adler32 is not in the default set", 5, ["v2-filter-adler32"]],
  ["codec astype is not in the default set", 5, ["v2-filter-astype"]],
  ["codec base64 is not in the default set", 5, ["v2-filter-base64"]],
  ["codec bitround is not in the default set", 5, ["v3-codec-bitround", "v2-filter-bitround"]],
  ["codec bz2 is not in the default set", 5, ["v2-compressor-bz2"]],
  ["codec cast_value is not in the default set", 5, ["v3-codec-cast-value-f8-u1"]],
  ["codec conditional is not in the default set", 5, ["v3-codec-conditional-apply"]],
  ["codec delta is not in the default set", 5, ["v2-filter-delta-astype", "v2-filter-delta-shuffle-zlib"]],
  ["codec fixedscaleoffset is not in the default set", 5, ["v2-filter-fixedscaleoffset"]],
  ["codec fletcher32 is not in the default set", 5, ["v2-filter-fletcher32"]],
  ["codec json2 is not in the default set", 5, ["v2-dtype-object-json2"]],
  ["codec lzma is not in the default set", 5, ["v2-compressor-lzma-alone"]],
  ["codec numcodecs.adler32 is not in the default set", 5, ["v3-numcodecs-adler32"]],
  ["codec numcodecs.bitround is not in the default set", 5, ["v3-numcodecs-bitround"]],
  ["codec numcodecs.bz2 is not in the default set", 5, ["v3-numcodecs-bz2"]],
  ["codec numcodecs.delta is not in the default set", 5, ["v3-numcodecs-delta"]],
  ["codec numcodecs.fletcher32 is not in the default set", 5, ["v3-numcodecs-fletcher32"]],
  ["codec numcodecs.packbits is not in the default set", 5, ["v3-numcodecs-packbits"]],
  ["codec numcodecs.quantize is not in the default set", 5, ["v3-numcodecs-quantize"]],
  ["codec numcodecs.shuffle is not in the default set", 5, ["v3-numcodecs-shuffle"]],
  ["codec packbits is not in the default set", 5, ["v3-codec-packbits-int4"]],
  ["codec quantize is not in the default set", 5, ["v2-filter-quantize"]],
  ["codec reshape is not in the default set", 5, ["v3-codec-reshape-dims"]],
  ["codec scale_offset is not in the default set", 5, ["v3-codec-scale-offset-i2", "v3-codec-scale-offset-cast-value"]],
  [
    "codec vlen-bytes is not in the default set",
    5,
    ["v3-dtype-variable-length-bytes", "v3-dtype-bytes-fill-base64", "v2-dtype-object-vlen-bytes"],
  ],
  [
    "codec vlen-utf8 is not in the default set",
    5,
    [
      "v3-dtype-string",
      "v3-codec-vlen-utf8-zstd",
      "v2-fill-string",
      "v3-fill-string",
      "v2-group-tree",
      "v2-group-consolidated",
      "v3-group-consolidated",
    ],
  ],
  [
    "zip files are not opened by path",
    6,
    ["v2-zip-stored", "v2-zip-consolidated", "v3-zip-deflated", "v3-zip-consolidated", "v3-zip-duplicate-entry"],
  ],
];

/**
 * Cases of the corpus that are not supported yet, by id. Each of them is run all the same: it must raise a typed
 * error, and the test fails as soon as one passes, so that this list can only shrink.
 */
export const notYet: Readonly<Record<string, NotYet>> = Object.fromEntries(
  waiting.flatMap(([reason, issue, ids]) => ids.map((id) => [id, { reason, issue }])),
);
