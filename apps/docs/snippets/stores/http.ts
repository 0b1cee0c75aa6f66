import { openArray, openGroup } from "@zarrkit/api";
import { HttpStore } from "@zarrkit/store-http";

// #region http
const climate = await openGroup("http://localhost:8080/climate.zarr", {
  storageOptions: { retries: 3 },
});
console.log(climate.attrs); // { title: 'A made-up climate' }

// An archive is read in place: its index first, then chunk by chunk.
const zipped = await openArray("http://localhost:8080/climate.zip", {
  path: "temperature",
  mode: "r",
});
console.log(zipped.shape); // [ 12, 18, 36 ]
// #endregion http

const token = () => "secret";

// #region fetch
const store = new HttpStore("http://localhost:8080/volume.zarr", {
  fetch: async (request) => {
    request.headers.set("authorization", `Bearer ${token()}`);
    return fetch(request);
  },
  missingStatus: [403, 404], // S3 and CloudFront may say 403
});
const volume = await openArray(store);
console.log(await volume.item([12, 24, 22])); // 255
// #endregion fetch
