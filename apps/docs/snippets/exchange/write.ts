import { createArray } from "@zarrkit/api";

// #region write
await createArray({
  store: "from-typescript.zarr",
  name: "rain",
  data: { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] },
  dimensionNames: ["y", "x"],
  attributes: { units: "mm" },
});
// #endregion write
