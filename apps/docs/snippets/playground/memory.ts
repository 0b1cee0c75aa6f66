// An array in memory
import { createArray, slice } from "@zarrkit/api";

const array = await createArray({
  shape: [6, 8],
  chunks: [3, 4],
  dtype: "int16",
  fillValue: -1,
  dimensionNames: ["y", "x"],
});
await array.set([slice(1, 3), slice(2, 5)], 7);
await array.set({ y: 5 }, Int16Array.from([0, 1, 2, 3, 4, 5, 6, 7]));
const part = await array.get([slice(null, null, 2), slice(1, 4)]);
console.log(part.toList()); // [ [ -1, -1, -1 ], [ -1, 7, 7 ], [ -1, -1, -1 ] ]
console.log(await array.nchunksInitialized(), "of", array.nchunks); // 4 of 4
