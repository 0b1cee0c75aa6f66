/**
 * The numcodecs family of filters, checksums and compressors, and the small registered codecs.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";
import { adler32 } from "./extension/adler32.ts";
import { astype } from "./extension/astype.ts";
import { base64 } from "./extension/base64.ts";
import { bitround } from "./extension/bitround.ts";
import { bz2 } from "./extension/bz2.ts";
import { categorize } from "./extension/categorize.ts";
import { conditional } from "./extension/conditional.ts";
import { crc32 } from "./extension/crc32.ts";
import { delta } from "./extension/delta.ts";
import { fixedScaleOffset } from "./extension/fixedscaleoffset.ts";
import { fletcher32 } from "./extension/fletcher32.ts";
import { jenkinsLookup3 } from "./extension/jenkins_lookup3.ts";
import { json2 } from "./extension/json2.ts";
import { lzma } from "./extension/lzma.ts";
import { msgpack2 } from "./extension/msgpack2.ts";
import { n5Default } from "./extension/n5_default.ts";
import { numcodecsCrc32c } from "./extension/numcodecs.crc32c.ts";
import { numcodecsPackbits } from "./extension/numcodecs.packbits.ts";
import { packbits } from "./extension/packbits.ts";
import { pickle } from "./extension/pickle.ts";
import { quantize } from "./extension/quantize.ts";
import { reshape } from "./extension/reshape.ts";
import { shuffle } from "./extension/shuffle.ts";
import { squeeze } from "./extension/zarrs.squeeze.ts";

export {
  adler32,
  astype,
  base64,
  bitround,
  bz2,
  categorize,
  conditional,
  crc32,
  delta,
  fixedScaleOffset,
  fletcher32,
  jenkinsLookup3,
  json2,
  lzma,
  msgpack2,
  n5Default,
  numcodecsCrc32c,
  numcodecsPackbits,
  packbits,
  pickle,
  quantize,
  reshape,
  shuffle,
  squeeze,
};

/** All of them, for a registry. */
export const codecs: readonly Extension<"codec">[] = [
  adler32,
  astype,
  base64,
  bitround,
  bz2,
  categorize,
  conditional,
  crc32,
  delta,
  fixedScaleOffset,
  fletcher32,
  jenkinsLookup3,
  json2,
  lzma,
  msgpack2,
  n5Default,
  numcodecsCrc32c,
  numcodecsPackbits,
  packbits,
  pickle,
  quantize,
  reshape,
  shuffle,
  squeeze,
];
