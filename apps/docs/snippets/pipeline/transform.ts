import { createArray, openArray, slice, type ZarrArray } from "@zarrkit/api";

const kelvin = await createArray({
  store: "kelvin.zarr",
  shape: [48, 90, 180],
  chunks: [12, 45, 45],
  dtype: "float32",
  fillValue: 300,
  dimensionNames: ["time", "lat", "lon"],
});
await kelvin.set([47], 273.25);

// #region transform
const source = await openArray("kelvin.zarr", { dtype: "float32", mode: "r" });
const target = await createArray({
  store: "celsius.zarr",
  shape: source.shape,
  chunks: source.chunks,
  dtype: "int16",
  fillValue: 0,
  dimensionNames: source.dimensionNames,
  attributes: { units: "degC", scale_factor: 0.01 },
});

for (const region of regions(target)) {
  const { data, shape } = await source.get(region);
  const centi = Int16Array.from(data, (value) =>
    Math.round((value - 273.15) * 100),
  );
  await target.set(region, { data: centi, shape });
}
console.log(await target.item([0, 0, 0]), await target.item([47, 0, 0]));
// 2685 10
// #endregion transform

// #region regions
/** What each stored object covers: writing that whole reads nothing. */
function* regions(array: ZarrArray) {
  const lengths = array.shards ?? array.chunks;
  const counts = array.shape.map((extent, axis) =>
    Math.ceil(extent / (lengths[axis] ?? 1)),
  );
  const total = counts.reduce((product, count) => product * count, 1);
  for (let n = 0; n < total; n++) {
    let rest = n;
    const at = counts.map(() => 0);
    for (let axis = counts.length - 1; axis >= 0; axis--) {
      at[axis] = rest % (counts[axis] ?? 1);
      rest = Math.floor(rest / (counts[axis] ?? 1));
    }
    yield at.map((index, axis) =>
      slice(index * (lengths[axis] ?? 1), (index + 1) * (lengths[axis] ?? 1)),
    );
  }
}
// #endregion regions
