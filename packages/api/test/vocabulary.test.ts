import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as api from "../src/index.ts";
import { listOf } from "./support/list-of.ts";
import { type ParameterState, parametersOf, vocabulary } from "./vocabulary.ts";

type Options = Readonly<Record<string, unknown>>;
type Call = (options: Options) => Promise<unknown>;

/** The options as any function's: what TypeScript would say about them is tested elsewhere. */
const as = (options: Options): never => options as never;

const memory = (): Map<string, Uint8Array> => new Map();

async function groupOf(store: Map<string, Uint8Array> = memory()): Promise<api.ZarrGroup> {
  await api.saveGroup(store, { a: [1, 2] });
  return api.openGroup(store);
}

async function copied(options: Options, run: (source: never, dest: never, options: never) => Promise<unknown>) {
  const { source = await groupOf(), dest = await api.createGroup({}), ...rest } = options;
  return run(source as never, dest as never, rest as never);
}

const filled =
  (make: (shape: number[], options: never) => Promise<unknown>): Call =>
  ({ shape = [4], ...rest }) =>
    make(shape as number[], as(rest));

const like =
  (make: (a: never, options: never) => Promise<unknown>): Call =>
  ({ a = [1, 2, 3, 4], ...rest }) =>
    make(a as never, as(rest));

/** How each function is called with options, where what is not asked about has some value. */
const calls: Readonly<Record<string, Call>> = {
  open: ({ store, ...rest }) => api.open(store as never, as({ shape: [4], ...rest })),
  openArray: ({ store, ...rest }) => api.openArray(store as never, as({ mode: "a", shape: [4], ...rest })),
  openGroup: ({ store, ...rest }) => api.openGroup(store as never, as(rest)),
  openConsolidated: async ({ store = memory(), path, zarrFormat, zarrVersion, ...rest }) => {
    const given = zarrFormat ?? zarrVersion ?? 3;
    const format = given === 2 ? 2 : 3;
    if (store instanceof Map && path !== "../x") {
      await api.createGroup({ store, path: path as string, zarrFormat: format });
      await api.consolidateMetadata(store, { path: path as string, zarrFormat: format });
    }
    return api.openConsolidated(store as never, as({ path, zarrFormat, zarrVersion, ...rest }));
  },
  openLike: ({ a = [1, 2, 3, 4], path = "p", ...rest }) => api.openLike(a as never, path as string, as(rest)),
  group: (options) => api.group(as(options)),
  createGroup: (options) => api.createGroup(as(options)),
  create: (options) => api.create(as({ shape: [4], ...options })),
  createArray: (options) => api.createArray(as("data" in options ? options : { shape: [4], ...options })),
  fromArray: (options) => api.fromArray(as({ data: [1, 2, 3, 4], ...options })),
  array: ({ data = [1, 2, 3, 4], ...rest }) =>
    api.array((rest["dtype"] === "string" ? ["a", "b", "c", "d"] : data) as never, as(rest)),
  empty: filled(api.empty),
  zeros: filled(api.zeros),
  ones: filled((shape, options) => api.ones(shape, as({ dtype: "int32", ...(options as Options) }))),
  full: ({ fillValue = 7, ...rest }) =>
    filled((shape, options) => api.full(shape, rest["dtype"] === "string" ? "x" : fillValue, options))(rest),
  emptyLike: like(api.emptyLike),
  zerosLike: like(api.zerosLike),
  onesLike: like(api.onesLike),
  fullLike: ({ fillValue = 7, ...rest }) =>
    like((a, options) => api.fullLike(a, rest["dtype"] === "string" ? "x" : fillValue, options))(rest),
  save: ({ store = memory(), data = { a: [1] }, ...rest }) => api.save(store as never, data as never, as(rest)),
  saveArray: ({ store = memory(), data = [1, 2, 3, 4], ...rest }) =>
    api.saveArray(store as never, (rest["dtype"] === "string" ? ["a", "b"] : data) as never, as(rest)),
  saveGroup: ({ store = memory(), data = [[1]], ...rest }) => api.saveGroup(store as never, data as never, as(rest)),
  load: async ({ store = memory(), ...rest }) => {
    const version = rest["zarrFormat"] ?? rest["zarrVersion"] ?? 3;
    if (store instanceof Map) {
      await api.zeros([2], as({ store, path: rest["path"] === "p" ? "p" : "", zarrFormat: version === 2 ? 2 : 3 }));
    }
    return api.load(store as never, as(rest));
  },
  consolidateMetadata: async ({ store = memory(), ...rest }) => {
    const format = rest["zarrFormat"] === 2 ? 2 : 3;
    if (store instanceof Map) {
      await api.createGroup({ store, path: rest["path"] === "p" ? "p" : "", zarrFormat: format });
    }
    return api.consolidateMetadata(store as never, as(rest));
  },
  createHierarchy: (options) => listOf(api.createHierarchy(as({ nodes: { a: { kind: "group" } }, ...options }))),
  tree: async ({ group, ...rest }) => api.tree((group ?? (await groupOf())) as never, as(rest)),
  copy: (options) =>
    copied(options, (source, dest, rest: Options) => api.copy(source, dest, as({ name: "n", ...rest }))),
  copyAll: (options) => copied(options, api.copyAll),
  copyStore: async ({ source, dest = memory(), ...rest }) => {
    const given = source ?? memory();
    if (source === undefined) await groupOf(given as Map<string, Uint8Array>);
    return api.copyStore(given as never, dest as never, as(rest));
  },
};

const v2 = { zarrFormat: 2 } as const;
const synchronizer = { withLock: <T>(_: string, work: () => Promise<T>): Promise<T> => work() };

/** For each option, a value that every function takes, with the other options it needs. */
const right: Readonly<Record<string, Options>> = {
  a: { a: [1, 2] },
  arr: { data: [1, 2] },
  attributes: { attributes: { unit: "m" } },
  cacheAttributes: { cacheAttributes: false },
  cacheMetadata: { cacheMetadata: false },
  chunkKeyEncoding: { chunkKeyEncoding: { name: "default", separator: "." } },
  chunkShape: { chunkShape: [2] },
  chunkStore: { chunkStore: memory() },
  chunks: { chunks: [2] },
  codecs: { codecs: [{ name: "bytes", configuration: { endian: "big" } }] },
  compressor: { compressor: { id: "gzip", level: 1 }, ...v2 },
  compressors: { compressors: "gzip" },
  config: { config: { concurrency: 2 } },
  create: { create: { compressors: null } },
  data: { data: [1, 2] },
  destPath: { destPath: "x" },
  dimensionNames: { dimensionNames: ["x"] },
  dimensionSeparator: { dimensionSeparator: "/", ...v2 },
  dryRun: { dryRun: true },
  dtype: { dtype: "int16" },
  excludes: { excludes: ["c/.*"] },
  fillValue: { fillValue: 7 },
  filters: { filters: [{ id: "delta", dtype: "<i4" }], dtype: "int32", ...v2 },
  flags: { flags: "i", excludes: "C/" },
  ifExists: { ifExists: "skip" },
  includes: { excludes: "c/", includes: "c/0" },
  level: { level: 1 },
  log: { log: () => undefined },
  mode: { mode: "w" },
  name: { name: "n" },
  nodes: { nodes: { b: { kind: "array", shape: [2] } } },
  objectCodec: { objectCodec: { id: "vlen-utf8" }, dtype: "string", ...v2 },
  order: { order: "F", ...v2 },
  overwrite: { overwrite: true },
  path: { path: "p" },
  readOnly: { readOnly: true },
  serializer: { serializer: "bytes" },
  shallow: { shallow: true },
  shape: { shape: [3] },
  shards: { shards: [4], chunks: [2] },
  sourcePath: { sourcePath: "a" },
  storageOptions: { storageOptions: {} },
  store: {},
  synchronizer: { synchronizer },
  writeData: { writeData: false },
  writeEmptyChunks: { writeEmptyChunks: true },
  withoutAttrs: { withoutAttrs: true },
  zarrFormat: { zarrFormat: 2 },
  zarrVersion: { zarrVersion: 2 },
};

/** For options that are checked, a value that is refused: so the option is looked at. */
const wrong: Readonly<Record<string, Options>> = {
  order: { order: "none" },
  a: { a: {} },
  chunkKeyEncoding: { chunkKeyEncoding: { name: "none" } },
  chunkShape: { chunkShape: [0] },
  chunkStore: { chunkStore: 5 },
  chunks: { chunks: [0] },
  codecs: { codecs: ["none"] },
  compressor: { compressor: { id: "none" }, ...v2 },
  compressors: { compressors: "none" },
  data: { data: {} },
  destPath: { destPath: "../x" },
  dimensionNames: { dimensionNames: ["x", "y"] },
  dimensionSeparator: { dimensionSeparator: "-", ...v2 },
  dtype: { dtype: "none" },
  excludes: { excludes: "(" },
  fillValue: { fillValue: {} },
  filters: { filters: ["none"] },
  flags: { flags: "Q", excludes: "c" },
  ifExists: { ifExists: "none" },
  includes: { excludes: "c", includes: "(" },
  level: { level: -1 },
  mode: { mode: "none" },
  name: { name: "../x" },
  nodes: { nodes: { b: { kind: "none" } } },
  objectCodec: { objectCodec: { id: "none" }, dtype: "string", ...v2 },
  path: { path: "../x" },
  serializer: { serializer: "none" },
  shape: { shape: [-1] },
  shards: { shards: [3], chunks: [2] },
  sourcePath: { sourcePath: "../x" },
  storageOptions: { storageOptions: { anon: true } },
  store: { store: 5 },
  zarrFormat: { zarrFormat: 5 },
  zarrVersion: { zarrVersion: 5 },
};

/** What the parameters that are refused are called with. */
const refused: Readonly<Record<string, Options>> = {
  expand: { expand: true },
  metaArray: { metaArray: [] },
  readOnly: { readOnly: true },
};

/** Options in the place of others' for one function. */
const existing = memory();
await api.zeros([4], { store: existing, path: "p" });
const special: Readonly<Record<string, Readonly<Record<string, Options>>>> = {
  useConsolidated: {
    openGroup: { useConsolidated: false },
    openConsolidated: { useConsolidated: ".zmetadata", ...v2 },
  },
  filters: { fromArray: { ...right["filters"], data: Int32Array.of(1, 2) } },
  readOnly: {
    open: { store: existing, path: "p", readOnly: true },
    openArray: { store: existing, path: "p", readOnly: true, mode: undefined },
    openLike: { store: existing, path: "p", readOnly: true, mode: undefined },
  },
  mode: { openConsolidated: { mode: "r" } },
  attributes: { openConsolidated: { attributes: {} } },
};
const specialWrong: typeof special = {
  useConsolidated: { openGroup: { useConsolidated: true, mode: "r" }, openConsolidated: { useConsolidated: false } },
};

const spelling = (parameter: string, state: ParameterState): string =>
  typeof state === "object" ? state.as : parameter;

function cases(wanted: (state: ParameterState) => boolean): [name: string, option: string][] {
  return Object.keys(vocabulary).flatMap((name) =>
    Object.entries(parametersOf(name))
      .filter(([, state]) => wanted(state))
      .map(([parameter, state]): [string, string] => [name, spelling(parameter, state)]),
  );
}

const isHere = (state: ParameterState): boolean => state === "here" || typeof state === "object";

describe("zarr-python's vocabulary", () => {
  beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => undefined));
  afterAll(() => void vi.restoreAllMocks());

  test.each(Object.keys(vocabulary))("%s is exported, and called here", (name) => {
    expect(api).toHaveProperty(name, expect.any(Function));
    expect(Object.keys(calls)).toContain(name);
  });

  test.each(cases(isHere))("%s takes %s", async (name, option) => {
    const options = special[option]?.[name] ?? right[option];
    if (options === undefined && !["group", "source", "dest"].includes(option)) throw new Error(`no value: ${option}`);
    await expect(calls[name]?.(options ?? {})).resolves.not.toThrow();
  });

  test.each(cases(isHere).filter(([name, option]) => (specialWrong[option]?.[name] ?? wrong[option]) !== undefined))(
    "%s looks at %s",
    async (name, option) => {
      const error: unknown = await calls[name]?.(specialWrong[option]?.[name] ?? wrong[option] ?? {}).catch((e) => e);
      expect(api.errors.isZarrError(error), String(error)).toBe(true);
    },
  );

  test.each(cases((state) => state === "refused"))("%s refuses %s", async (name, option) => {
    expect(["INVALID_ARGUMENT", "UNSUPPORTED"]).toContain(
      await calls[name]?.(refused[option] as Options).then(
        () => "nothing thrown",
        (error: { code?: string }) => error.code,
      ),
    );
  });

  test("the table says the same, and nothing else", async () => {
    const text = await readFile(new URL("../docs/vocabulary.md", import.meta.url), "utf8");
    const sections = text.split(/^## /m).slice(1);
    const written = sections.map((section) => [
      /^`(\w+)`/.exec(section)?.[1],
      [...section.matchAll(/^\| (`[^|]*|\*\*[^|]*) \| ([^|]*) \|/gm)].map(
        ([, parameter, state]) => `${parameter}: ${state}`,
      ),
    ]);
    expect(written).toEqual(Object.keys(vocabulary).map((name) => [name, rowsOf(name)]));
  });
});

function rowsOf(name: string): string[] {
  const { parameters = {}, others, without = [] } = vocabulary[name] ?? {};
  const rows = Object.entries(parameters).map(
    ([parameter, state]) => `\`${parameter}\`: ${typeof state === "object" ? `here as \`${state.as}\`` : state}`,
  );
  if (others === undefined) return rows;
  const except = without.length === 0 ? "" : ` except ${without.map((one) => `\`${one}\``).join(", ")}`;
  return [...rows, `**others**: as \`${others}\`${except}`];
}
