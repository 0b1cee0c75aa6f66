import { createArray, slice } from "@zarrkit/api";
import { MemoryStore } from "@zarrkit/store-memory";
import { observed } from "@zarrkit/store-tools";

const keys: string[] = [];
const store = observed(
  new MemoryStore(),
  ({ operation, key }) => operation === "get" && keys.push(key),
);
const values = Float32Array.from({ length: 36 }, (_, i) => i);
const field = await createArray({
  store,
  data: { data: values, shape: [6, 6] },
  chunks: [3, 3],
});
keys.length = 0;

// #region many
// Five windows around stations: each chunk is fetched and decoded
// once, however many windows touch it.
const stations = [
  [1, 1],
  [1, 2],
  [2, 1],
  [1, 4],
  [4, 4],
];
const windows = await field.getMany(
  stations.map(([y = 0, x = 0]) => [slice(y - 1, y + 2), slice(x - 1, x + 2)]),
);
console.log(windows.map((window) => window.item(1, 1)));
// [ 7, 8, 13, 10, 28 ]
console.log(keys.sort()); // [ 'c/0/0', 'c/0/1', 'c/1/0', 'c/1/1' ]
// #endregion many
