// A group on a web server
import { openGroup } from "@zarrkit/api";

const climate = await openGroup("http://localhost:8080/climate.zarr", {
  mode: "r",
});
console.log(await climate.tree());
// /
// ├── latitude (18,) float32
// ├── longitude (36,) float32
// ├── temperature (12, 18, 36) float32
// └── time (12,) uint8

const temperature = await climate.array("temperature");
console.log(temperature.attrs.units, temperature.chunks); // degC [ 6, 9, 18 ]
const year = await temperature.get({ latitude: 4, longitude: 18 });
console.log(year.data);
// Float32Array(12) [
//   -1.25, 0.75, 4, 8, 11.25, 13.25, 13.25, 11.25, 8, 4, 0.75, -1.25
// ]
