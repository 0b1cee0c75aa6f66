import { openArray } from "@zarrkit/api";

const address = "http://localhost:8080/climate.zarr";
const temperature = await openArray(address, {
  path: "temperature",
  dtype: "float32",
});
const july = await temperature.get({
  time: 6,
  latitude: [0, 2],
  longitude: [0, 3],
});
console.log(july.toList());
// [ [ -3, -2.75, -2.75 ], [ -1.75, -1.5, -1 ] ]
