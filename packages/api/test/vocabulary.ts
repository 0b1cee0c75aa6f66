/**
 * Every function of zarr-python's `zarr.api.asynchronous`, with every parameter, in camelCase; `createGroup` is from
 * `zarr` itself. `docs/vocabulary.md` says the same for people, and a test holds the two and the package together.
 */
export type ParameterState =
  | "here"
  /** Here, by another name. */
  | { readonly as: string }
  /** Refused with a typed error. */
  | "refused"
  | "does not apply";

export type Parameters = Readonly<Record<string, ParameterState>>;

export interface VocabularyEntry {
  readonly parameters: Parameters;
  /** The function whose parameters `**kwargs` takes besides, except those named in `without`. */
  readonly others?: string;
  readonly without?: readonly string[];
}

const format: Parameters = { zarrFormat: "here", zarrVersion: "here" };
const storageOptions: Parameters = { storageOptions: "here" };
const cacheAttrs: Parameters = { cacheAttrs: { as: "cacheAttributes" } };
const locking: Parameters = { synchronizer: "here", chunkStore: "here", ...cacheAttrs, metaArray: "refused" };

const groupParameters: Parameters = {
  store: "here",
  path: "here",
  attributes: "here",
  ...storageOptions,
};

const createdArray: Parameters = {
  name: "here",
  chunks: "here",
  shards: "here",
  filters: "here",
  compressors: "here",
  serializer: "here",
  fillValue: "here",
  order: "here",
  zarrFormat: "here",
  attributes: "here",
  chunkKeyEncoding: "here",
  dimensionNames: "here",
  ...storageOptions,
  overwrite: "here",
  config: "here",
  writeData: "here",
};

const copying: Parameters = {
  source: "here",
  dest: "here",
  shallow: "here",
  withoutAttrs: "here",
  log: "here",
  ifExists: "here",
  dryRun: "here",
  createKws: { as: "create" },
};

const saving: Parameters = { store: "here", ...format, path: "here", ...storageOptions };

export const vocabulary: Readonly<Record<string, VocabularyEntry>> = {
  open: {
    parameters: { store: "here", mode: "here", ...format, path: "here", config: "here", ...storageOptions },
    others: "create",
  },
  openArray: {
    parameters: { store: "here", mode: "here", ...format, path: "here", ...storageOptions },
    others: "create",
  },
  openGroup: {
    parameters: { ...groupParameters, mode: "here", ...format, ...locking, useConsolidated: "here" },
  },
  openConsolidated: { parameters: { useConsolidated: "here" }, others: "openGroup" },
  openLike: { parameters: { a: "here", path: "here" }, others: "openArray", without: ["shape", "dtype"] },
  group: { parameters: { ...groupParameters, overwrite: "here", ...format, ...locking } },
  createGroup: { parameters: { ...groupParameters, overwrite: "here", zarrFormat: "here" } },
  create: {
    parameters: {
      shape: "here",
      chunks: "here",
      dtype: "here",
      compressor: "here",
      fillValue: "here",
      order: "here",
      store: "here",
      overwrite: "here",
      path: "here",
      filters: "here",
      cacheMetadata: "here",
      ...locking,
      readOnly: "here",
      objectCodec: "here",
      dimensionSeparator: "here",
      writeEmptyChunks: "here",
      ...format,
      attributes: "here",
      chunkShape: "here",
      chunkKeyEncoding: "here",
      codecs: "here",
      dimensionNames: "here",
      ...storageOptions,
      config: "here",
    },
  },
  createArray: { parameters: { store: "here", shape: "here", dtype: "here", data: "here", ...createdArray } },
  fromArray: { parameters: { store: "here", data: "here", ...createdArray } },
  array: { parameters: { data: "here", readOnly: "refused" }, others: "create", without: ["shape"] },
  empty: { parameters: { shape: "here" }, others: "create", without: ["fillValue"] },
  zeros: { parameters: { shape: "here" }, others: "create", without: ["fillValue"] },
  ones: { parameters: { shape: "here", objectCodec: "does not apply" }, others: "create", without: ["fillValue"] },
  full: { parameters: { shape: "here", fillValue: "here" }, others: "create" },
  emptyLike: { parameters: { a: "here" }, others: "create" },
  zerosLike: { parameters: { a: "here" }, others: "create", without: ["fillValue"] },
  onesLike: { parameters: { a: "here", objectCodec: "does not apply" }, others: "create", without: ["fillValue"] },
  fullLike: { parameters: { a: "here", fillValue: "here" }, others: "create" },
  save: { parameters: { args: { as: "data" }, ...saving } },
  saveArray: {
    parameters: { arr: { as: "data" }, ...saving, mode: "here" },
    others: "create",
    without: ["shape", "readOnly"],
  },
  saveGroup: { parameters: { args: { as: "data" }, ...saving } },
  load: { parameters: { store: "here", path: "here", ...format } },
  consolidateMetadata: { parameters: { store: "here", path: "here", zarrFormat: "here" } },
  createHierarchy: { parameters: { store: "here", nodes: "here", overwrite: "here" } },
  tree: { parameters: { grp: { as: "group" }, expand: "refused", level: "here" } },
  copy: { parameters: { ...copying, name: "here" } },
  copyAll: { parameters: copying },
  copyStore: {
    parameters: {
      source: "here",
      dest: "here",
      sourcePath: "here",
      destPath: "here",
      excludes: "here",
      includes: "here",
      flags: "here",
      ifExists: "here",
      dryRun: "here",
      log: "here",
    },
  },
};

/** The parameters of a function, those of its `**kwargs` too. */
export function parametersOf(name: string): Parameters {
  const { parameters = {}, others, without = [] } = vocabulary[name] ?? {};
  const taken = others === undefined ? [] : Object.entries(parametersOf(others));
  return { ...Object.fromEntries(taken.filter(([parameter]) => !without.includes(parameter))), ...parameters };
}
