import { createArray, openArray } from "@zarrkit/api";
import { MemoryStore } from "@zarrkit/store-memory";
import * as zarr from "zarrita";

// #region theirs
// A store written for zarrita: keys begin with a slash, and a missing
// value is undefined.
const values = new Map<string, Uint8Array>();
const theirs = {
  get: async (key: string) => values.get(key),
  set: async (key: string, value: Uint8Array) => void values.set(key, value),
};
await createArray({
  store: theirs,
  path: "rain",
  data: Float32Array.of(1, 2, 3),
});
console.log([...values.keys()]);
// [ '/zarr.json', '/rain/zarr.json', '/rain/c/0' ]
// #endregion theirs

// #region ours
// A store of Zarrkit in zarrita.
const ours = new MemoryStore();
await createArray({
  store: ours,
  path: "rain",
  data: Float32Array.of(1, 2, 3),
});
const rain = await zarr.open.v3(zarr.root(ours).resolve("rain"), {
  kind: "array",
});
console.log((await zarr.get(rain)).data);
// Float32Array(3) [ 1, 2, 3 ]
// #endregion ours

// #region both
const same = await openArray(ours, { path: "rain", dtype: "float32" });
console.log((await same.get()).data); // Float32Array(3) [ 1, 2, 3 ]
// #endregion both
