import { createArray, openDescriptor } from "@zarrkit/api";

const rain = await createArray({
  store: "rain.zarr",
  data: [1, 2, 3],
  chunks: [2],
});

// #region descriptor
const descriptor = structuredClone(rain.toDescriptor()); // as postMessage does
const there = await openDescriptor(descriptor); // no request: the metadata came along
console.log((await there.getChunk([1])).toList()); // [ 3 ]
// #endregion descriptor
