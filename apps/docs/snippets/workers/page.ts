import { openArray, type ZarrArray } from "@zarrkit/api";
import { workerPool } from "@zarrkit/workers";

export async function openVolume(): Promise<ZarrArray> {
  const pool = await workerPool({
    worker: () =>
      new Worker(new URL("./zarr.worker.ts", import.meta.url), {
        type: "module",
      }),
  });
  return openArray("https://example.org/volume.zarr", { executor: pool });
}
