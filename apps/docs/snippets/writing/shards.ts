import { createArray, openArray, slice } from "@zarrkit/api";

const store = new Map<string, Uint8Array>();
const image = await createArray({
  store,
  shape: [4096, 4096],
  chunks: [256, 256], // what is compressed, and read, by itself
  shards: [2048, 2048], // what is stored as one object
  dtype: "uint16",
  compressors: { name: "zstd", configuration: { level: 3, checksum: false } },
});
const shard = {
  data: new Uint16Array(2048 * 2048).fill(7),
  shape: [2048, 2048],
};
// a whole shard: nothing is read first
await image.set([slice(0, 2048), slice(2048, 4096)], shard);

console.log([...store.keys()]); // [ 'zarr.json', 'c/0/1' ]
const again = await openArray(store);
console.log(again.chunks, again.shards);
// [ 256, 256 ] [ 2048, 2048 ]
console.log(image.nchunks, await image.nchunksInitialized());
// 256 64
