import { openArray, slice } from "@zarrkit/api";
import { DirectoryStore } from "@zarrkit/store-web-fs";

const origin = await navigator.storage.getDirectory();
const folder = await origin.getDirectoryHandle("drafts.zarr", { create: true });
const store = await DirectoryStore.open(folder);
const draft = await openArray(store, {
  mode: "a",
  shape: [1024, 1024],
  dtype: "uint8",
});
await draft.set([0, slice(0, 3)], [1, 2, 3]);
console.log((await draft.get([0, slice(0, 4)])).toList());
// [ 1, 2, 3, 0 ]
