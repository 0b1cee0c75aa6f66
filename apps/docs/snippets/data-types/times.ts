import { createArray } from "@zarrkit/api";
import { fromDate, notATime, toDate } from "@zarrkit/dtypes/datetime";

const times = await createArray<"numpy.datetime64">({
  shape: [3],
  dtype: {
    name: "numpy.datetime64",
    configuration: { unit: "s", scale_factor: 1 },
  }, // or "<M8[s]"
});
await times.set(
  [0],
  fromDate(new Date("2024-02-29T12:00:00Z"), times.dataType),
);
await times.set([1], 86_400n);
const { data } = await times.get();
console.log(data);
// BigInt64Array(3) [ 1709208000n, 86400n, -9223372036854775808n ]
console.log(toDate(data[0] as bigint, times.dataType)?.toISOString());
// 2024-02-29T12:00:00.000Z
console.log(data[2] === notATime); // true
