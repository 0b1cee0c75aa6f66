/**
 * A codec and a data type for Zarr arrays. What is exported here are descriptors: names, and how to load the code
 * behind them. Importing them costs nothing until an array names them.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";
import type { FixedPointArray } from "./fixed-point-array.ts";

export type { FixedPointArray };

// So that `openArray(…, { dtype: "example.fixed_point" })` knows what `data` is.
declare module "@zarrkit/core/contract" {
  interface DataTypeMap {
    readonly "example.fixed_point": FixedPointArray;
  }
}

/** Runs of equal items, each stored once. For version 2 documents, `{ "id": "example.run_length" }`. */
export const runLength: Extension<"codec", "example.run_length"> = {
  point: "codec",
  name: "example.run_length",
  numcodecsId: "example.run_length",
  load: () => import("./run-length.ts").then((module) => module.factory),
};

/** Numbers with a fixed count of binary places, in 32 bits. */
export const fixedPoint: Extension<"data_type", "example.fixed_point"> = {
  point: "data_type",
  name: "example.fixed_point",
  load: () => import("./fixed-point.ts").then((module) => module.factory),
};
