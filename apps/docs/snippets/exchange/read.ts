import { createArray, openArray } from "@zarrkit/api";

// Stands in for what the snippet in Python writes, where there is no Python.
await createArray({
  store: "from-python.zarr",
  data: { data: Int32Array.from({ length: 24 }, (_, i) => i), shape: [4, 6] },
  chunks: [2, 3],
  shards: [4, 6],
  dimensionNames: ["y", "x"],
});

// #region read
const array = await openArray("from-python.zarr", {
  dtype: "int32",
  mode: "r",
});
console.log((await array.get({ y: 1 })).data);
// Int32Array(6) [ 6, 7, 8, 9, 10, 11 ]
// #endregion read
