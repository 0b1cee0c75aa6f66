import { createArray, openArray } from "@zarrkit/api";
import { fileLockSynchronizer } from "@zarrkit/store-fs";

// #region create
await createArray({
  store: "level.zarr",
  shape: [0, 3], // no time yet
  chunks: [24, 3],
  shards: [24 * 30, 3], // a month in a file
  dtype: "float32",
  fillValue: Number.NaN,
  dimensionNames: ["hour", "gauge"],
});
// #endregion create

// #region append
const synchronizer = fileLockSynchronizer("level.zarr.locks");
const level = await openArray("level.zarr", { synchronizer });
console.log(await level.append([[1.5, 2.5, 3.5]])); // [ 1, 3 ]

// no two meet
await Promise.all([level.append([[1, 1, 1]]), level.append([[2, 2, 2]])]);
console.log(level.shape); // [ 3, 3 ]
// #endregion append

// #region read
const reader = await openArray("level.zarr", { mode: "r", dtype: "float32" });
await level.append([[4, 5, 6]]);
console.log(reader.shape); // [ 3, 3 ]
await reader.refresh(); // others may have appended
console.log((await reader.get([-1])).data);
// Float32Array(3) [ 4, 5, 6 ]
// #endregion read
