// What a part of a sharded volume costs
import { openArray } from "@zarrkit/api";
import { HttpStore } from "@zarrkit/store-http";
import { observed } from "@zarrkit/store-tools";

const server = new HttpStore("http://localhost:8080/volume.zarr");
const store = observed(server, ({ operation, key, bytes }) => {
  console.log(operation, key, bytes);
});
const volume = await openArray(store, { mode: "r", dtype: "uint8" });
const plane = await volume.get({ z: 12, y: [16, 32], x: [16, 32] });
console.log(plane.shape, Math.max(...plane.data)); // [ 16, 16 ] 255
