import { createArray } from "@zarrkit/api";
import { MemoryStore } from "@zarrkit/store-memory";
import { delayed } from "@zarrkit/store-tools";

const slow = delayed(new MemoryStore(), { get: 50, set: 0 });
const rain = await createArray({ store: slow, data: [1, 2, 3] });

// #region abort
const controller = new AbortController();
const first = rain.get(null, { signal: controller.signal });
const second = rain.get(); // of the same chunk: one request for both
controller.abort();

console.log(await first.catch((error) => error.name)); // AbortError
console.log((await second).toList()); // [ 1, 2, 3 ]
// #endregion abort

// #region timeout
const patience = AbortSignal.timeout(10);
console.log(
  await rain.get(null, { signal: patience }).catch((error) => error.name),
); // TimeoutError
// #endregion timeout
