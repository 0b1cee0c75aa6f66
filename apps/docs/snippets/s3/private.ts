import { createArray, openArray } from "@zarrkit/api";

// Region, keys and the address of a service come from the
// environment: AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
// AWS_ENDPOINT_URL. Services other than AWS want the bucket in the path.
const storageOptions = { forcePathStyle: true };
const store = "s3://climate/2024.zarr";
const shape = [365, 180, 360];
await createArray({
  store,
  name: "rain",
  shape,
  dtype: "float32",
  storageOptions,
  overwrite: true,
});

const rain = await openArray(store, {
  path: "rain",
  dtype: "float32",
  storageOptions,
});
await rain.set([0], 1.5);
console.log(await rain.item([0, 90, 180])); // 1.5
