import { createArray } from "@zarrkit/api";

const stations = await createArray({
  shape: [2],
  dtype: {
    name: "struct",
    configuration: {
      fields: [
        { name: "id", data_type: "uint16" },
        { name: "height", data_type: "float32" },
      ],
    },
  },
});
await stations.set(null, [
  { id: 1, height: 12.5 },
  { id: 2, height: 80 },
]);
const heights = await stations.get(null, { fields: "height" });
console.log(heights.dtype, heights.data);
// float32 Float32Array(2) [ 12.5, 80 ]
await stations.set([0], 13, { fields: "height" });
console.log(await stations.item([0])); // { id: 1, height: 13 }
