import { bytes } from "@zarrkit/codec-bytes";
import { zstd } from "@zarrkit/codec-zstd";
import {
  createEnvironment,
  createRegistry,
  openArray,
  slice,
} from "@zarrkit/core/read";
import { float32 } from "@zarrkit/dtypes/float";
import { HttpStore } from "@zarrkit/store-http";

const environment = createEnvironment(createRegistry(float32, bytes, zstd));
const store = new HttpStore("http://localhost:8080/climate.zarr");
const temperature = await openArray<"float32">(
  { store, path: "temperature" },
  environment,
);
const { data } = await temperature.get([6, slice(0, 1), slice(0, 4)]);
console.log(data); // Float32Array(4) [ -3, -2.75, -2.75, -2.75 ]
