import { createArray, openArray, slice } from "@zarrkit/api";

const data = {
  data: Float32Array.from({ length: 24 }, (_, i) => i / 2),
  shape: [4, 6],
};
await createArray({
  store: "new.zarr",
  name: "a",
  data,
  dimensionNames: ["y", "x"],
});

const array = await openArray("new.zarr", { path: "a", dtype: "float32" });
const part = await array.get([slice(1, 3), 0]);
console.log(part.shape, part.data); // [ 2 ] Float32Array(2) [ 3, 6 ]
await array.set({ y: 0 }, 20.5); // the whole first row
