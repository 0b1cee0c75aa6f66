type Json = Readonly<Record<string, unknown>>;

/** An array of one chunk, the stored bytes of which are damaged. */
export interface CodecCase {
  readonly name: string;
  /** Names of the codecs of the default registry that this case is for. */
  readonly codecs: readonly string[];
  /** Options of `create`. */
  readonly options: Json;
  readonly data: unknown;
  /**
   * How many of a thousand damaged chunks may come back as other values: none behind a good checksum, a few behind a
   * weak one, any number where there is none.
   */
  readonly wrongAllowed: number;
}

const some = 2;
/** Words of all zeros and of all ones are the same to Fletcher's sum. */
const blindSpots = 20;
const any = Number.POSITIVE_INFINITY;
const length = 96;
const numbers = Array.from({ length }, (_, i) => (i * 7919) % 1000);
const little = { name: "bytes", configuration: { endian: "little" } };
const crc32c = { name: "crc32c" };

const codec = (name: string, configuration?: Json): Json =>
  configuration === undefined ? { name } : { name, configuration };
const kinds: Readonly<Record<string, unknown>> = {
  int32: Int32Array.from(numbers),
  float32: Float32Array.from(numbers, (value) => value / 8),
  float64: Float64Array.from(numbers),
  uint8: Uint8Array.from(numbers),
  bool: Uint8Array.from(numbers, (value) => value & 1),
  string: numbers.map((value) => (value % 3 === 0 ? "" : `größe ${value}`)),
  variable_length_bytes: numbers.map((value) => Uint8Array.from({ length: value % 9 }, () => value)),
};

function v3(name: string, codecs: readonly Json[], wrongAllowed = any, dtype = "int32", more: Json = {}): CodecCase {
  const names = codecs.map((one) => String(one["name"]));
  const options = { zarrFormat: 3, dtype, shape: [length], chunks: [length], codecs, ...more };
  return { name: `v3 ${name}`, codecs: names, options, data: kinds[dtype], wrongAllowed };
}

function v2(name: string, dtype: string, data: unknown, more: Json, wrongAllowed = any): CodecCase {
  const options = { zarrFormat: 2, dtype, shape: [length], chunks: [length], compressor: null, filters: null, ...more };
  return { name: `v2 ${name}`, codecs: [], options, data, wrongAllowed };
}

const sharding = (
  codecs: readonly Json[],
  index_location: string,
  index_codecs: readonly Json[] = [little, crc32c],
): Json => codec("sharding_indexed", { chunk_shape: [16], codecs, index_codecs, index_location });
const blosc = (cname: string, shuffle: string): Json =>
  codec("blosc", { cname, clevel: 5, shuffle, typesize: 4, blocksize: 0 });
const square: Json = { shape: [8, 12], chunks: [8, 12] };

const registered: readonly CodecCase[] = [
  v3("bytes", [little]),
  v3("bytes of booleans", [codec("bytes")], any, "bool"),
  v3("transpose", [codec("transpose", { order: [1, 0] }), little], any, "int32", square),
  v3("gzip", [little, codec("gzip", { level: 6 })], 0),
  v3("zstd", [little, codec("zstd", { level: 3, checksum: false })]),
  v3("zstd with a checksum", [little, codec("zstd", { level: 3, checksum: true })], 0),
  v3("blosc lz4", [little, blosc("lz4", "shuffle")]),
  v3("blosc lz4hc", [little, blosc("lz4hc", "bitshuffle")]),
  v3("blosc zstd", [little, blosc("zstd", "bitshuffle")]),
  v3("blosc zlib", [little, blosc("zlib", "shuffle")]),
  v3("blosc blosclz", [little, blosc("blosclz", "noshuffle")]),
  v3("crc32c", [little, crc32c], 0),
  v3("sharding_indexed", [sharding([little, crc32c], "end")], 0),
  v3("sharding_indexed, index at the start", [sharding([little, crc32c], "start")], 0),
  v3("sharding_indexed, gzip", [sharding([little, codec("gzip", { level: 1 })], "end")], 0),
  v3("sharding_indexed, index without a checksum", [sharding([little], "end", [little])]),
  v3("sharding_indexed of strings", [sharding([codec("vlen-utf8"), crc32c], "end")], 0, "string"),
  v3(
    "sharding_indexed twice",
    [
      codec("sharding_indexed", {
        chunk_shape: [48],
        codecs: [sharding([little, crc32c], "end")],
        index_codecs: [little, crc32c],
      }),
    ],
    0,
  ),
  v3("vlen-utf8", [codec("vlen-utf8")], any, "string"),
  v3("vlen-utf8, crc32c", [codec("vlen-utf8"), crc32c], 0, "string"),
  v3("vlen-bytes", [codec("vlen-bytes")], any, "variable_length_bytes"),
  v3("cast_value", [codec("cast_value", { data_type: "int16" }), little], any, "float64"),
  v3("scale_offset", [codec("scale_offset", { offset: 1, scale: 2 }), little], any, "float64"),
  v3("bitround", [codec("bitround", { keepbits: 10 }), little], any, "float32"),
  v3("packbits", [codec("packbits", { padding_encoding: "last_byte", last_bit: 11 })]),
  v3("reshape", [codec("reshape", { shape: [-1] }), little], any, "int32", square),
  v3("zarrs.squeeze", [codec("zarrs.squeeze"), little], any, "int32", { shape: [1, 96], chunks: [1, 96] }),
  v3("conditional", [little, codec("conditional", { codecs: [codec("gzip", { level: 1 }), crc32c] })]),
  v3(
    "n5_default",
    [
      codec("n5_default", {
        codecs: [codec("transpose", { order: [0] }), codec("bytes", { endian: "big" }), codec("gzip", { level: 1 })],
      }),
    ],
    any,
    "int32",
    { chunkKeyEncoding: { name: "v2", configuration: { separator: "/" } } },
  ),
];

/** numcodecs' stages after the serializer: configuration, and how many damaged chunks may go unnoticed. */
const stages: Readonly<Record<string, readonly [Json, number]>> = {
  zlib: [{ level: 6 }, some],
  lz4: [{ acceleration: 1 }, any],
  bz2: [{ level: 1 }, 0],
  lzma: [{ format: 1, check: 4, preset: 6, filters: null }, 0],
  base64: [{}, any],
  shuffle: [{ elementsize: 4 }, any],
  crc32: [{}, 0],
  crc32c: [{}, 0],
  adler32: [{}, some],
  fletcher32: [{}, blindSpots],
  jenkins_lookup3: [{ initval: 0, prefix: null }, 0],
};

/** numcodecs' filters, with the data type that each works on. */
const filters: Readonly<Record<string, readonly [Json, string, string]>> = {
  delta: [{ dtype: "<i4", astype: "<i4" }, "int32", "<i4"],
  fixedscaleoffset: [{ scale: 8, offset: 0, dtype: "<f4", astype: "<i4" }, "float32", "<f4"],
  quantize: [{ digits: 3, dtype: "<f4", astype: "<f4" }, "float32", "<f4"],
  bitround: [{ keepbits: 10 }, "float32", "<f4"],
  astype: [{ encode_dtype: "<f8", decode_dtype: "<i4" }, "int32", "<i4"],
  packbits: [{}, "bool", "|b1"],
};

const objects = numbers.map((value) =>
  value % 2 === 0 ? { größe: value, list: [value, null, true] } : `text ${value}`,
);
const lists = numbers.map((value) => Int16Array.from({ length: value % 5 }, (_, i) => value - i));
const words = numbers.map((value) => ["", "one", "größe"][value % 3]);

const ofNumcodecs: readonly CodecCase[] = [
  ...Object.entries(stages).flatMap(([id, [configuration, wrong]]) => [
    v3(`numcodecs.${id}`, [little, codec(`numcodecs.${id}`, configuration)], wrong),
    v2(id, "<i4", kinds["int32"], { compressor: { id, ...configuration } }, wrong),
  ]),
  v3("numcodecs.lzma, alone", [little, codec("numcodecs.lzma", { format: 2 })]),
  ...Object.entries(filters).flatMap(([id, [configuration, name, numpy]]) => [
    v3(
      `numcodecs.${id}`,
      [codec(`numcodecs.${id}`, configuration), id === "packbits" ? codec("bytes") : little],
      any,
      name,
    ),
    v2(id, numpy, kinds[name], { filters: [{ id, ...configuration }] }),
  ]),
  ...["json2", "msgpack2"].flatMap((id) => [
    v3(`numcodecs.${id}`, [codec(`numcodecs.${id}`)], any, "string"),
    v2(id, `|O:${id}`, objects, { filters: [{ id }], fillValue: 0 }),
  ]),
  v2("vlen-array", "|O:vlen-array", lists, { filters: [{ id: "vlen-array", dtype: "<i2" }], fillValue: [] }),
  v2(
    "vlen-utf8",
    "|O:vlen-utf8",
    kinds["string"],
    { filters: [{ id: "vlen-utf8" }], compressor: { id: "zlib", level: 1 } },
    some,
  ),
  v2("categorize", "<U5", words, {
    filters: [{ id: "categorize", labels: ["one", "größe"], dtype: "<U5", astype: "|u1" }],
  }),
  v2("gzip", "<i4", kinds["int32"], { compressor: { id: "gzip", level: 6 } }, 0),
  v2("blosc", "<i4", kinds["int32"], {
    compressor: { id: "blosc", cname: "lz4", clevel: 5, shuffle: 1, blocksize: 0 },
  }),
  v2("zstd", "<i4", kinds["int32"], { compressor: { id: "zstd", level: 3 } }),
];

/** Every codec of the default registry that decodes bytes, by itself or behind the one that does. */
export const codecCases: readonly CodecCase[] = [...registered, ...ofNumcodecs];
