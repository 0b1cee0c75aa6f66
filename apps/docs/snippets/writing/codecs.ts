import { createArray } from "@zarrkit/api";

// #region roles
await createArray({
  store: "floats.zarr",
  shape: [1000, 1000],
  dtype: "float32",
  filters: { name: "transpose", configuration: { order: [1, 0] } },
  serializer: { name: "bytes", configuration: { endian: "big" } },
  compressors: [
    {
      name: "blosc",
      configuration: {
        cname: "lz4",
        clevel: 5,
        shuffle: "shuffle",
        typesize: 4,
        blocksize: 0,
      },
    },
    "crc32c",
  ],
});
// #endregion roles

// #region v2
const old = await createArray({
  store: "old.zarr",
  zarrFormat: 2,
  shape: [1000, 1000],
  dtype: "<f4",
  filters: { id: "delta", dtype: "<f4" },
  compressors: { id: "zlib", level: 6 },
  order: "F",
  chunkKeyEncoding: { name: "v2", separator: "/" },
});
console.log(old.metadata["compressor"]); // { id: 'zlib', level: 6 }
// #endregion v2
