import { array, createArray } from "@zarrkit/api";

// #region integers
const counts = await array(BigInt64Array.of(1n, 2n ** 53n + 1n));
console.log(counts.dtype, await counts.item([1]));
// int64 9007199254740993n
await counts.set([0], 5); // a number that is exact is taken, too
console.log((await counts.get()).data);
// BigInt64Array(2) [ 5n, 9007199254740993n ]
// #endregion integers

// #region float16
const half = await createArray({
  shape: [2],
  dtype: "float16",
  fillValue: Number.NaN,
});
await half.set([0], 0.1);
console.log((await half.get()).toList()); // [ 0.0999755859375, NaN ]
// #endregion float16

// #region bool
const flags = await array([true, false]);
console.log((await flags.get()).data, await flags.item([0]));
// Uint8Array(2) [ 1, 0 ] true
// #endregion bool

// #region complex
const waves = await createArray({ shape: [2], dtype: "complex64" });
await waves.set([1], [0.5, -1]); // real and imaginary part
console.log((await waves.get()).data);
// Float32Array(4) [ 0, 0, 0.5, -1 ]
console.log(await waves.item([1])); // [ 0.5, -1 ]
// #endregion complex

// #region strings
const names = await array(["Cairo", "São Paulo"]);
console.log(names.dtype, (await names.get()).data);
// string [ 'Cairo', 'São Paulo' ]
const codes = await createArray({ shape: [2], dtype: "<U3" });
await codes.set(null, ["CAI", "SP"]);
console.log(codes.dtype, (await codes.get()).toList());
// fixed_length_utf32 [ 'CAI', 'SP' ]
// #endregion strings

// #region bytes
const blobs = await createArray({ shape: [1], dtype: "variable_length_bytes" });
await blobs.set([0], Uint8Array.of(1, 2, 3));
console.log((await blobs.get()).data);
// [ Uint8Array(3) [ 1, 2, 3 ] ]
// #endregion bytes
