import { expect } from "vitest";
import type { Store } from "../../src/contract/index.ts";
import type { ArrayCreationOptions } from "../../src/node/creation/creation-options.ts";
import { MapStore } from "./map-store.ts";
import { smallArray } from "./small-array.ts";

/** A store with the document of an array at `a`, that answers whoever asks for a chunk with `chunk`, whatever that is. */
export async function answeringStore(options: ArrayCreationOptions, chunk: unknown): Promise<Store> {
  const map = new MapStore();
  await smallArray(map, options);
  const document = map.get("a/zarr.json") ?? expect.unreachable();
  const get = (key: string) => (key.endsWith("json") ? document : chunk) as Uint8Array;
  return { contract: "zarrkit.store.v1", description: "answering://test", get };
}
