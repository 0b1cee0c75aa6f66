import { createArray, errors, openArray } from "@zarrkit/api";

// #region catch
try {
  await openArray("missing.zarr", { path: "rain" });
} catch (error) {
  if (!errors.isZarrError(error)) throw error;
  console.log(error.code, error.path); // ARRAY_NOT_FOUND rain
}
// #endregion catch

// #region damage
const store = new Map<string, Uint8Array>();
const rain = await createArray({
  store,
  data: Float32Array.of(1, 2, 3, 4),
  chunks: [2],
  compressors: "crc32c",
});
store.get("c/1")?.set([99], 3); // one byte changes
try {
  await rain.get();
} catch (error) {
  if (!errors.isZarrError(error)) throw error;
  console.log(error.code, error.key, error.chunk); // CODEC c/1 [ 1 ]
}
// #endregion damage
