/**
 * The numcodecs family of filters, checksums and compressors, and the small registered codecs.
 *
 * @module
 */
export { adler32 } from "./extension/adler32.ts";
export { astype } from "./extension/astype.ts";
export { base64 } from "./extension/base64.ts";
export { bitround } from "./extension/bitround.ts";
export { bz2 } from "./extension/bz2.ts";
export { categorize } from "./extension/categorize.ts";
export { conditional } from "./extension/conditional.ts";
export { crc32 } from "./extension/crc32.ts";
export { delta } from "./extension/delta.ts";
export { fixedScaleOffset } from "./extension/fixedscaleoffset.ts";
export { fletcher32 } from "./extension/fletcher32.ts";
export { jenkinsLookup3 } from "./extension/jenkins_lookup3.ts";
export { json2 } from "./extension/json2.ts";
export { lzma } from "./extension/lzma.ts";
export { msgpack2 } from "./extension/msgpack2.ts";
export { n5Default } from "./extension/n5_default.ts";
export { numcodecsCrc32c } from "./extension/numcodecs.crc32c.ts";
export { numcodecsPackbits } from "./extension/numcodecs.packbits.ts";
export { packbits } from "./extension/packbits.ts";
export { pickle } from "./extension/pickle.ts";
export { quantize } from "./extension/quantize.ts";
export { reshape } from "./extension/reshape.ts";
export { shuffle } from "./extension/shuffle.ts";
export { squeeze } from "./extension/zarrs.squeeze.ts";
