import { startServer } from "@zarrkit/test-server";
import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { HttpStore, type HttpStoreOptions, ListingHttpStore } from "../src/index.ts";

const cases: readonly {
  readonly name: string;
  readonly options?: HttpStoreOptions;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly ignoreRange?: boolean;
  readonly listing?: boolean;
}[] = [
  { name: "http store" },
  { name: "http store that lists", listing: true },
  { name: "http store that asks for ends by position", options: { suffixRanges: false } },
  { name: "http store that asks for sizes with HEAD", options: { suffixRanges: false, head: true } },
  { name: "http store over a server that ignores ranges", ignoreRange: true },
  {
    name: "http store over a server that hides sizes",
    options: { suffixRanges: false },
    headers: { "content-range": null },
  },
  {
    name: "http store over a server without lengths and tags",
    headers: { "content-length": null, etag: null },
  },
];

for (const { name, options = {}, headers = {}, ignoreRange = false, listing = false } of cases) {
  storeConformance(
    { test, expect, describe },
    {
      name,
      capabilities: { list: listing },
      create: async () => {
        const server = await startServer({ listing });
        server.respond = () => ({ headers, ignoreRange });
        const write = (key: string, bytes: Uint8Array): void => void server.files.set(`/data/x.zarr/${key}`, bytes);
        const store = new (listing ? ListingHttpStore : HttpStore)(`${server.url}/data/x.zarr/`, {
          retries: 0,
          ...options,
        });
        return { store, behind: { write }, cleanup: () => server.close() };
      },
    },
  );
}
