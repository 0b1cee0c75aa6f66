import { DirectoryStore } from "@zarrkit/store-web-fs";
import { countUp } from "./counter.ts";

/** Adds to a counter in a folder, in a worker of its own. */
self.onmessage = async ({ data }: MessageEvent<{ folder: FileSystemDirectoryHandle; steps: number }>) => {
  self.postMessage(await countUp(await DirectoryStore.open(data.folder), data.steps));
};
