import { createArray } from "@zarrkit/api";
import { DirectoryStore } from "@zarrkit/store-web-fs";

/** `folder` is what `await showDirectoryPicker({ mode: "readwrite" })` answers. */
export async function saveTo(
  folder: FileSystemDirectoryHandle,
  data: Float32Array,
): Promise<void> {
  const store = await DirectoryStore.open(folder);
  await createArray({ store, name: "rain", data, overwrite: true });
}
