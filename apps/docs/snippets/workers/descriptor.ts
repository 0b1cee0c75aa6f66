import { createArray, openDescriptor } from "@zarrkit/api";

const rain = await createArray({
  store: "rain.zarr",
  data: [1, 2, 3],
  chunks: [2],
});

// #region descriptor
// as postMessage does
const descriptor = structuredClone(rain.toDescriptor());
// no request: the metadata came along
const there = await openDescriptor(descriptor);
console.log((await there.getChunk([1])).toList()); // [ 3 ]
// #endregion descriptor
