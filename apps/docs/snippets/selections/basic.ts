// #region array
import { createArray, slice } from "@zarrkit/api";

const data = {
  data: Int32Array.from({ length: 24 }, (_, i) => i),
  shape: [4, 6],
};
const array = await createArray<"int32">({
  data,
  chunks: [2, 3],
  dimensionNames: ["y", "x"],
});
// #endregion array

// #region basic
console.log((await array.get([1])).toList());
// [ 6, 7, 8, 9, 10, 11 ]
console.log((await array.get([slice(1, 3), 0])).toList());
// [ 6, 12 ]
console.log((await array.get([-1, slice(null, null, -2)])).toList());
// [ 23, 21, 19 ]
console.log((await array.get(["...", 5])).toList());
// [ 5, 11, 17, 23 ]
console.log((await array.get({ x: [2, 4], y: -1 })).toList());
// [ 20, 21 ]
console.log((await array.get([slice(9, 12)])).shape); // [ 0, 6 ]
console.log(await array.item([3, 4])); // 22
// #endregion basic

// #region orthogonal
const crossing = await array.oindex.get([
  [3, 0],
  [true, false, false, false, false, true],
]);
console.log(crossing.toList()); // [ [ 18, 23 ], [ 0, 5 ] ]
await array.oindex.set([[0, 1], slice(4, null)], 0);
// #endregion orthogonal

// #region vindex
const points = await array.vindex.get([
  [0, 2, 3],
  [1, 1, -1],
]);
console.log(points.toList()); // [ 1, 13, 23 ]
// #endregion vindex

// #region mask
const values = await array.get();
const large = {
  data: Uint8Array.from(values.data, (value) => (value > 20 ? 1 : 0)),
  shape: values.shape,
};
console.log((await array.mask.get(large)).toList()); // [ 21, 22, 23 ]
await array.mask.set(large, 20);
// #endregion mask

// #region blocks
const block = await array.blocks.get([1, 0]);
console.log(block.toList()); // [ [ 12, 13, 14 ], [ 18, 19, 20 ] ]
const chunk = await array.getChunk([1, 0]);
console.log(chunk.toList()); // [ [ 12, 13, 14 ], [ 18, 19, 20 ] ]
// #endregion blocks

// #region many
const [left, right] = await array.getMany([
  [slice(0, 2), slice(0, 2)],
  [slice(0, 2), slice(1, 3)],
]);
console.log(left?.toList(), right?.toList());
// [ [ 0, 1 ], [ 6, 7 ] ] [ [ 1, 2 ], [ 7, 8 ] ]
// #endregion many

// #region out
const out = { data: new Int32Array(6), shape: [6] };
await array.get([2], { out });
console.log(out.data); // Int32Array(6) [ 12, 13, 14, 15, 16, 17 ]
// #endregion out
