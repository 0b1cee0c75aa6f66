import { createArray, openArray } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { ZipStore } from "@zarrkit/store-zip";

const zip = await ZipStore.open(new LocalStore("."), "rain.zip", { mode: "w" });
const rain = await createArray({
  store: zip,
  name: "rain",
  shape: [1000],
  dtype: "float32",
});
await rain.set(null, 20.5);
await zip.close(); // now the archive is on the disk, whole

const stored = await openArray("rain.zip", { path: "rain", mode: "r" });
console.log(await stored.item([999])); // 20.5
