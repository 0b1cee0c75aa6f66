import { DirectoryStore } from "@zarrkit/store-web-fs";

/** Tries to change a folder, in a worker: there is no user who could be asked. Answers what came of it. */
self.onmessage = async ({ data }: MessageEvent<FileSystemDirectoryHandle>) => {
  const store = await DirectoryStore.open(data);
  const attempts = await Promise.allSettled([store.set("a", Uint8Array.of(1)), store.delete("zarr.json")]);
  self.postMessage(attempts.map((one) => (one.status === "rejected" ? String(one.reason) : "done")));
};
