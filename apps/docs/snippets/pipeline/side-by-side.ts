import { createArray, slice } from "@zarrkit/api";
import { forEachConcurrently } from "@zarrkit/core";

const source = await createArray({
  shape: [1000, 8],
  chunks: [100, 8],
  dtype: "float64",
  fillValue: 2,
});

// #region side-by-side
let sum = 0;
const starts = Array.from({ length: 10 }, (_, n) => n * 100);
await forEachConcurrently(starts, 4, async (start) => {
  const rows = await source.get([slice(start, start + 100)]);
  for (const value of rows.data as Float64Array) sum += value;
});
console.log(sum); // 16000
// #endregion side-by-side
