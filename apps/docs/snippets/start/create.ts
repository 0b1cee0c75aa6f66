// #region create
import { createArray, openArray, slice } from "@zarrkit/api";

const rain = await createArray({
  store: "climate.zarr",
  name: "rain",
  shape: [365, 180, 360],
  chunks: [30, 90, 90],
  dtype: "float32",
  dimensionNames: ["day", "lat", "lon"],
  attributes: { units: "mm" },
});
// #endregion create

// #region write
await rain.set([0], 1.5); // the whole first day
await rain.set({ day: 1, lat: [0, 2], lon: [0, 2] }, [
  [1, 2],
  [3, 4],
]);
// #endregion write

// #region read
const stored = await openArray("climate.zarr", {
  path: "rain",
  dtype: "float32",
  mode: "r",
});
const corner = await stored.get([1, slice(0, 2), slice(0, 3)]);
console.log(corner.shape); // [ 2, 3 ]
console.log(corner.data); // Float32Array(6) [ 1, 2, 0, 3, 4, 0 ]
console.log(corner.toList()); // [ [ 1, 2, 0 ], [ 3, 4, 0 ] ]
console.log(await stored.item([0, 90, 180])); // 1.5
// #endregion read
