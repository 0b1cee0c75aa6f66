import { createArray, openArray } from "@zarrkit/api";

const storageOptions = { forcePathStyle: true };
const store = "s3://climate/counts.zarr";
await createArray({
  store,
  shape: [4],
  chunks: [4],
  dtype: "int32",
  storageOptions,
  overwrite: true,
});

// As in two programs: parts of one chunk at the same time.
const one = await openArray(store, { storageOptions });
const two = await openArray(store, { storageOptions });
await Promise.all([one.set([0], 1), two.set([3], 4)]);
console.log((await one.get()).toList()); // [ 1, 0, 0, 4 ]
