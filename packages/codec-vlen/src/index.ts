/**
 * Codecs for values of variable length: strings, byte strings and small arrays.
 *
 * @module
 */
export { vlenArray } from "./extension/vlen-array.ts";
export { vlenBytes } from "./extension/vlen-bytes.ts";
export { vlenUtf8 } from "./extension/vlen-utf8.ts";
