import { createArray, openArray } from "@zarrkit/api";
import { MemoryStore } from "@zarrkit/store-memory";
import { cached, observed, prefixed, retrying } from "@zarrkit/store-tools";

const bucket = new MemoryStore(); // stands for a store that is far away
await createArray({
  store: bucket,
  path: "climate/2024/rain",
  data: [1, 2, 3],
});

const requests: string[] = [];
const store = cached(
  observed(
    retrying(prefixed(bucket, "climate/2024"), { retries: 8 }),
    (event) => {
      requests.push(`${event.operation} ${event.key} ${event.outcome}`);
    },
  ),
  { maxBytes: 2 ** 26 },
);
const rain = await openArray(store, { path: "rain" });
await rain.get();
await rain.get(); // from the cache
console.log(requests);
// [ 'get rain/zarr.json found', 'get rain/c/0 found' ]
console.log(store.stats().hits); // 1
