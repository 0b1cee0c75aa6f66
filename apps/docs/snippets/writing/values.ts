import { createArray, errors, slice } from "@zarrkit/api";

const array = await createArray({
  shape: [4, 6],
  chunks: [2, 3],
  dtype: "uint8",
});

// #region values
await array.set(null, 7); // one value, everywhere
await array.set([0], [1, 2, 3, 4, 5, 6]); // nested lists
// a typed array, in C order
await array.set([1], Uint8Array.of(6, 5, 4, 3, 2, 1));
await array.set([slice(2, 4), slice(0, 2)], {
  data: Uint8Array.of(1, 2, 3, 4),
  shape: [2, 2],
});
// what was read, or another array
await array.set([3], await array.get([0]));
console.log((await array.get([null, 0])).toList()); // [ 1, 6, 1, 1 ]
// #endregion values

// #region mismatch
const codeOf = (error: unknown) =>
  errors.isZarrError(error) ? error.code : error;
const tooLong = await array.set([0], [1, 2, 3]).catch(codeOf);
const tooLarge = await array.set([0], 256).catch(codeOf);
console.log(tooLong, tooLarge); // VALUE_MISMATCH VALUE_MISMATCH
// #endregion mismatch

// #region grow
await array.resize([6, 6]);
console.log(await array.append([[9, 9, 9, 9, 9, 9]])); // [ 7, 6 ]
console.log((await array.get([slice(4, null), 0])).toList());
// [ 0, 0, 9 ]
await array.updateAttributes({ units: "mm" });
console.log(array.attrs); // { units: 'mm' }
// #endregion grow
