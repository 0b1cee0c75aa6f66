import { createArray, createRegistry, errors, openArray } from "@zarrkit/api";
import { bytes } from "@zarrkit/codec-bytes";
import { gzip } from "@zarrkit/codec-gzip";
import { float32 } from "@zarrkit/dtypes/float";

const store = new Map<string, Uint8Array>();
await createArray({
  store,
  path: "a",
  shape: [2],
  dtype: "float32",
  compressors: "gzip",
});
await createArray({
  store,
  path: "b",
  shape: [2],
  dtype: "float32",
  compressors: "zstd",
});

// #region registry
const registry = createRegistry(bytes, gzip, float32);
const array = await openArray(store, { path: "a", registry });
console.log(array.dtype); // float32

try {
  await openArray(store, { path: "b", registry });
} catch (error) {
  if (!errors.isZarrError(error)) throw error;
  console.log(error.code, error.path); // UNKNOWN_CODEC b
}
// #endregion registry
