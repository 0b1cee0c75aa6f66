import { createArray } from "@zarrkit/api";
import { tileSource } from "./tile-source.ts";

const store = new Map<string, Uint8Array>(); // in a page: "https://…"
await createArray({
  store,
  path: "0",
  shape: [20, 600, 600],
  chunks: [1, 256, 256],
  dtype: "uint16",
  fillValue: 9,
});

// #region use
const tile = await tileSource(store, "0");
let under = new AbortController();

async function show(z: number) {
  under.abort(); // whoever moves on no longer wants the tiles of before
  under = new AbortController();
  return Promise.all([
    tile(z, 0, 0, under.signal),
    tile(z, 2, 2, under.signal),
  ]);
}

const stale = show(3).catch((error) => error.name);
const [first, last] = await show(4);
console.log(await stale); // AbortError
console.log(first?.width, last?.width, last?.data[0]); // 256 88 9
// #endregion use
