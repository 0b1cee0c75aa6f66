/**
 * The special reads, for who has loaded the reader already. That this says so lets bundlers put all that both need in one
 * file.
 *
 * @module
 */
export * from "../../io/delegate/special-reads.ts";
export { readableArray } from "./reader.ts";
