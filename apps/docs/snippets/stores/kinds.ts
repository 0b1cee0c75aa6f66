import { createArray, openArray, save } from "@zarrkit/api";

// #region memory
const map = new Map<string, Uint8Array>(); // memory that you hold
await createArray({ store: map, shape: [2], dtype: "int8" });
// by name, in this program
await createArray({ store: "memory://scratch", shape: [2], dtype: "int8" });
// new memory
const anywhere = await createArray({ shape: [2], dtype: "int8" });
console.log([...map.keys()], anywhere.store !== undefined);
// [ 'zarr.json' ] true
// #endregion memory

// #region folder
await save("data/rain.zarr", Float32Array.of(1, 2, 3)); // a folder
const rain = await openArray(
  new URL("file:rain.zarr", `file://${process.cwd()}/data/`),
  { mode: "r" },
);
console.log(rain.readOnly); // true
// #endregion folder

// #region zip
// an archive, finished by save
await save("rain.zip", Float32Array.of(1, 2, 3));
const zipped = await openArray("rain.zip", { dtype: "float32", mode: "r" });
console.log((await zipped.get()).data); // Float32Array(3) [ 1, 2, 3 ]
// #endregion zip
