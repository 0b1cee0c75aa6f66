import type { ElementRow } from "./element-row.ts";

type Json = Readonly<Record<string, unknown>>;

/** How arrays are stored, in the options of `create`: a column of the tables. */
export interface CodecColumn {
  readonly name: string;
  readonly format: 2 | 3;
  /** Options for a data type; `undefined` where the column has no meaning for it. */
  readonly options: (row: ElementRow) => Json | undefined;
  /** True for arithmetic: then values are compared that it leaves in range. */
  readonly arithmetic?: boolean;
  /** True when what is read may differ from what was written. */
  readonly lossy?: boolean;
}

export const shape: readonly number[] = [9, 4];
const chunks = [3, 2];

const codec = (name: string, configuration?: Json): Json => ({
  name,
  ...(configuration === undefined ? {} : { configuration }),
});
const bytes = (row: ElementRow, endian = "little"): Json => codec("bytes", row.hasByteOrder ? { endian } : undefined);
const serializer = (row: ElementRow): Json =>
  row.serializer === undefined || row.serializer === "bytes" ? bytes(row) : codec(row.serializer);
const crc32c = codec("crc32c");
const index = [codec("bytes", { endian: "little" }), crc32c];
const n5 = codec("n5_default", {
  codecs: [codec("transpose", { order: [1, 0] }), codec("bytes", { endian: "big" }), codec("gzip", { level: 1 })],
});
const sharding = (codecs: readonly Json[], chunk_shape: readonly number[] = [3, 2]): Json =>
  codec("sharding_indexed", { chunk_shape, codecs, index_codecs: index, index_location: "end" });

type Traits = Pick<CodecColumn, "arithmetic" | "lossy">;
const v3 = (
  name: string,
  codecs: (row: ElementRow) => readonly Json[] | undefined,
  traits: Traits = {},
  more: Json = {},
): CodecColumn => ({
  name,
  format: 3,
  ...traits,
  options(row) {
    const list = row.v3 === undefined ? undefined : codecs(row);
    return list === undefined ? undefined : { chunks, codecs: list, ...more };
  },
});

/** A compressor or checksum after the serializer. */
const after = (name: string, configuration?: Json): CodecColumn =>
  v3(name, (row) => [serializer(row), codec(name, configuration)]);

/** An array-to-array codec before it. */
const before = (name: string, configuration: (row: ElementRow) => Json | undefined, traits: Traits = {}): CodecColumn =>
  v3(
    name,
    (row) => {
      const found = configuration(row);
      if (found === undefined) return undefined;
      // What is stored may have another byte order than the data type, or none.
      return [codec(name, found), traits.arithmetic ? codec("bytes", { endian: "little" }) : serializer(row)];
    },
    traits,
  );

const arithmetic: Traits = { arithmetic: true };
const lossy: Traits = { arithmetic: true, lossy: true };

const isUnsigned = (row: ElementRow): boolean => row.name.startsWith("u");

/** Configurations of numcodecs' filters, which both formats spell alike. */
const numeric = (row: ElementRow, configuration: (numpy: string) => Json): Json | undefined =>
  row.tame === undefined || typeof row.v2 !== "string" || row.v2 === row.name ? undefined : configuration(row.v2);
const filters: Readonly<Record<string, (row: ElementRow) => Json | undefined>> = {
  delta: (row) => numeric(row, (dtype) => ({ dtype, astype: dtype })),
  fixedscaleoffset: (row) =>
    numeric(row, (dtype) => ({ scale: 2, offset: isUnsigned(row) ? 0 : -1, dtype, astype: "<i4" })),
  quantize: (row) => numeric(row, (dtype) => ({ digits: 1, dtype, astype: dtype })),
  bitround: (row) => numeric(row, () => ({ keepbits: 2 })),
  astype: (row) =>
    numeric(row, (dtype) => ({ encode_dtype: row.meaning === "complex" ? "<c16" : "<f8", decode_dtype: dtype })),
  packbits: (row) => numeric(row, () => ({})),
};
const lossyFilters = new Set(["fixedscaleoffset", "quantize", "bitround", "astype"]);

/** Configurations of numcodecs' compressors and checksums. */
const stages: Readonly<Record<string, Json>> = {
  zlib: { level: 1 },
  gzip: { level: 1 },
  zstd: { level: 1 },
  blosc: { cname: "lz4", clevel: 5, shuffle: 1, blocksize: 0 },
  lz4: { acceleration: 1 },
  bz2: { level: 1 },
  lzma: { format: 1, check: -1, preset: null, filters: null },
  shuffle: { elementsize: 2 },
  crc32: {},
  crc32c: {},
  adler32: {},
  fletcher32: {},
  jenkins_lookup3: { initval: 0, prefix: null },
  base64: {},
};

const v3Columns: readonly CodecColumn[] = [
  v3("bytes, vlen-*", (row) => [serializer(row)]),
  v3("bytes, big-endian", (row) => (row.hasByteOrder ? [bytes(row, "big")] : undefined)),
  v3(
    "rectilinear grid",
    (row) => [serializer(row)],
    {},
    {
      chunks: [
        [3, 2, 4],
        [2, 2],
      ],
    },
  ),
  v3(
    "v2 chunk keys",
    (row) => [serializer(row)],
    {},
    { chunkKeyEncoding: { name: "v2", configuration: { separator: "." } } },
  ),
  before("transpose", () => ({ order: [1, 0] })),
  after("gzip", { level: 1 }),
  after("zstd", { level: 1, checksum: true }),
  v3("blosc", (row) => [
    serializer(row),
    codec("blosc", { cname: "zstd", clevel: 5, shuffle: "shuffle", typesize: 4, blocksize: 0 }),
  ]),
  after("crc32c"),
  v3(
    "sharding_indexed",
    (row) => [sharding([serializer(row), codec("zstd", { level: 1, checksum: false })])],
    {},
    { chunks: [6, 4] },
  ),
  v3("sharding, rectilinear", (row) => [sharding([serializer(row)])], {}, { chunks: [[3, 6], [4]] }),
  before(
    "scale_offset",
    (row) => ({ offset: isUnsigned(row) ? 0 : 1, scale: /int2$/.test(row.name) ? 1 : 2 }),
    arithmetic,
  ),
  before("cast_value", () => ({ data_type: "int32", rounding: "towards-zero" }), lossy),
  before("bitround", () => ({ keepbits: 2 }), lossy),
  v3("packbits", (row) => (row.tame === undefined ? undefined : [codec("packbits", { padding_encoding: "none" })])),
  v3("packbits, padding byte", (row) =>
    row.name === "bool" ? [codec("packbits", { padding_encoding: "last_byte" })] : undefined,
  ),
  before("reshape", () => ({ shape: [-1] })),
  v3("zarrs.squeeze", (row) => [codec("zarrs.squeeze"), serializer(row)], {}, { chunks: [3, 1] }),
  v3("conditional", (row) => [serializer(row), codec("conditional", { codecs: [codec("gzip", { level: 1 })] })]),
  v3(
    "n5_default",
    (row) => (row.tame === undefined ? undefined : [n5]),
    {},
    {
      chunkKeyEncoding: { name: "v2", configuration: { separator: "/" } },
    },
  ),
  ...Object.entries(filters).map(([id, configuration]) =>
    before(`numcodecs.${id}`, configuration, lossyFilters.has(id) ? lossy : arithmetic),
  ),
  ...Object.entries(stages).map(([id, configuration]) => after(`numcodecs.${id}`, configuration)),
  // Instead of the serializer, for what numcodecs takes for objects.
  ...["json2", "msgpack2", "vlen-utf8", "vlen-bytes"].map((id) =>
    v3(`numcodecs.${id}`, (row) =>
      row.serializer === (id === "vlen-bytes" ? id : "vlen-utf8") ? [codec(`numcodecs.${id}`)] : undefined,
    ),
  ),
];

const v2 = (name: string, options: (row: ElementRow) => Json | undefined, traits: Traits = {}): CodecColumn => ({
  name,
  format: 2,
  ...traits,
  options(row) {
    const own = row.v2 === undefined ? undefined : options(row);
    return own === undefined ? undefined : { chunks, compressor: null, filters: objects(row), order: "C", ...own };
  },
});

/** The filter that objects need. */
function objects(row: ElementRow): readonly Json[] | null {
  if (row.objectCodec === undefined) return null;
  return [{ id: row.objectCodec, ...(row.items === undefined ? {} : { dtype: row.items }) }];
}

const v2Columns: readonly CodecColumn[] = [
  v2("uncompressed", () => ({})),
  v2("big-endian", (row) => (row.hasByteOrder && row.v2 !== row.name ? { dtype: bigEndian(row.v2) } : undefined)),
  // numcodecs nests the lists of these two in C order, whatever the order of the array; nobody reads that back.
  v2("order F", (row) => (/json2|msgpack2/.test(row.objectCodec ?? "") ? undefined : { order: "F" })),
  v2("keys with /", () => ({ dimensionSeparator: "/" })),
  ...Object.entries(stages).map(([id, configuration]) => v2(id, () => ({ compressor: { id, ...configuration } }))),
  v2("shuffle, zlib", (row) => ({
    filters: [...(objects(row) ?? []), { id: "shuffle", elementsize: 2 }],
    compressor: { id: "zlib", level: 1 },
  })),
  ...Object.entries(filters).map(([id, configuration]) =>
    v2(
      id,
      (row) => {
        const found = configuration(row);
        return found === undefined ? undefined : { filters: [{ id, ...found }] };
      },
      lossyFilters.has(id) ? lossy : arithmetic,
    ),
  ),
  v2("categorize", (row) =>
    row.meaning === "text" && row.objectCodec === undefined ? { filters: [categorize(row)] } : undefined,
  ),
];

/** Labels for every text of the row. */
function categorize(row: ElementRow): Json {
  return {
    id: "categorize",
    labels: [row.fill, ...row.values].filter((value) => value !== ""),
    dtype: row.v2,
    astype: "|u1",
  };
}

function bigEndian(dtype: unknown): unknown {
  if (typeof dtype === "string") return dtype.replace("<", ">");
  return (dtype as readonly (readonly [string, unknown])[]).map(([name, type]) => [name, bigEndian(type)]);
}

/** Every way of storing that the matrix has a column for. */
export const codecColumns: readonly CodecColumn[] = [...v3Columns, ...v2Columns];
