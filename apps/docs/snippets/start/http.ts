import { openArray, openGroup } from "@zarrkit/api";

const climate = await openGroup("http://localhost:8080/climate.zarr", {
  mode: "r",
});
console.log(await climate.tree());
// /
// ├── latitude (18,) float32
// ├── longitude (36,) float32
// ├── temperature (12, 18, 36) float32
// └── time (12,) uint8

const url = "http://localhost:8080/climate.zarr/temperature";
const temperature = await openArray(url, { mode: "r", dtype: "float32" });
const july = await temperature.get({ time: 6, longitude: 0 });
console.log(july.shape); // [ 18 ]
