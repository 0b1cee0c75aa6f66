import { bytes } from "@zarrkit/codec-bytes";
import { gzip } from "@zarrkit/codec-gzip";
import { createEnvironment, createRegistry, ZarrArray } from "@zarrkit/core";
import { float32 } from "@zarrkit/dtypes/float";
import { MemoryStore } from "@zarrkit/store-memory";

const environment = createEnvironment(createRegistry(float32, bytes, gzip), {
  config: { concurrency: 4 },
});
const location = { store: new MemoryStore(), path: "rain" };
const options = { shape: [4], dtype: "float32", compressors: "gzip" };
const rain = await ZarrArray.create<"float32">(location, options, environment);
console.log((await rain.get()).data);
// Float32Array(4) [ 0, 0, 0, 0 ]
