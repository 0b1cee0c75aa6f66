import { createArray, openArray } from "@zarrkit/api";
import { workerPool } from "@zarrkit/workers";

await createArray({
  store: "stack.zarr",
  data: {
    data: new Uint16Array(64 * 256 * 256).fill(7),
    shape: [64, 256, 256],
  },
  chunks: [16, 64, 64],
});

// #region pool
const pool = await workerPool({ threads: 2 });
const volume = await openArray("stack.zarr", {
  dtype: "uint16",
  executor: pool,
});
const { data } = await volume.get(); // read and decoded by both threads
console.log(data.length, data.at(-1)); // 4194304 7

// encoded and stored by them
await volume.set(null, { data, shape: volume.shape });
await pool.close();
// #endregion pool
