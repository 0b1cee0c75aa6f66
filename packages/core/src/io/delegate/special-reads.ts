/**
 * What a plain read over a network does without: chunks of inner chunks, parts of chunks, decoded chunks that are kept, and
 * work that is done elsewhere. It is one module so that bundlers make one file of it, and one of all that it has in common
 * with plain reads.
 *
 * @module
 */
export { decodeSubdivided, encodeSubdivided } from "../../pipeline/subdivided.ts";
export { loadKeptChunks } from "../read/kept-chunks.ts";
export { readSpan } from "../read/read-span.ts";
export { readSubdivided } from "../read/read-subdivided.ts";
export { delegate } from "./delegation.ts";
