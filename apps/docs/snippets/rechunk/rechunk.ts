import { createArray, fromArray } from "@zarrkit/api";

const maps = await createArray({
  store: "maps.zarr",
  shape: [120, 90, 90],
  // a map in each chunk: fast for pictures, slow for one place over time
  chunks: [1, 90, 90],
  dtype: "float32",
  fillValue: 3,
});
await maps.set([119], 4);

// #region rechunk
const series = await fromArray({
  store: "series.zarr",
  data: maps,
  chunks: [120, 10, 10], // all times of a few places
  shards: [120, 90, 90],
  onProgress: ({ done, total }) => console.error(`${done} of ${total}`),
});
console.log(series.chunks, (await series.get([null, 0, 0])).size);
// [ 120, 10, 10 ] 120
// #endregion rechunk
