import { createArray, errors, openArray } from "@zarrkit/api";

const store = new Map<string, Uint8Array>();
await createArray({ store, shape: [3], dtype: "uint16" });

// #region narrow
const array = await openArray(store, { dtype: "uint16" });
const { data } = await array.get(); // TypeScript knows: Uint16Array
console.log(Math.max(...data)); // 0
// #endregion narrow

// #region mismatch
try {
  await openArray(store, { dtype: "float32" });
} catch (error) {
  if (!errors.isZarrError(error)) throw error;
  console.log(error.code); // INVALID_METADATA
}
// #endregion mismatch
