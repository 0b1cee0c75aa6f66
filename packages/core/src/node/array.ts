import { padChunk } from "../buffer/pad.ts";
import { elementCount } from "../buffer/stride.ts";
import type { CodecChain, CodecRoles, DataType, JsonObject, ScalarOf, Store, StoreOptions } from "../contract/index.ts";
import { ArrayIndexError, ValueMismatchError } from "../error/usage-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { regularDimension } from "../grid/regular.ts";
import { type ArrayAccess, arrayAccess } from "../io/array-access.ts";
import { readRegion } from "../io/read-region.ts";
import { writeRegion } from "../io/write-region.ts";
import type { ArrayMetadata, ZarrFormat } from "../metadata/model.ts";
import { buildChain } from "../pipeline/build.ts";
import { type BasicSelection, normalizeBasic } from "../selection/basic.ts";
import { toInteger, wrapIndex } from "../selection/index-value.ts";
import type { NormalizedSelection } from "../selection/normalized.ts";
import { slice } from "../selection/slice.ts";
import { isWritable } from "../store/access.ts";
import { arrayInfo } from "./array-info.ts";
import { mergeAttributes } from "./attributes.ts";
import type { ArrayCreationOptions } from "./creation-options.ts";
import { documentNames } from "./document.ts";
import type { Environment } from "./environment.ts";
import { keyBelow, type Location, placeOf } from "./location.ts";
import { NDArray } from "./nd-array.ts";
import { firstSpec, planArray } from "./new-array.ts";
import { type OpenOptions, readArray } from "./open.ts";
import { prepareLocation } from "./prepare.ts";
import { layOut, type NDArrayLike } from "./value.ts";
import { arrayDocuments, writeArrayMetadata } from "./write-metadata.ts";

export interface GetOptions extends StoreOptions {
  /** Memory to read into, of the selection's shape and the array's data type; it is also the answer's memory. */
  readonly out?: NDArrayLike | undefined;
}

export interface GetChunkOptions extends StoreOptions {
  /** Cut off what hangs over the end of the array (the default), or fill it with the fill value. */
  readonly trim?: boolean | undefined;
}

/**
 * A stored n-dimensional array: its metadata, and reading and writing any part of it. Made by `openArray` and
 * `createArray`; holds no data itself.
 */
export class ZarrArray<D extends string = string> {
  readonly kind = "array";
  /** What the array belongs to, for making others like it. */
  readonly environment: Environment;
  #access: ArrayAccess;

  private constructor(access: ArrayAccess, environment: Environment) {
    this.#access = access;
    this.environment = environment;
  }

  /** Makes the array of some metadata; `chain` where its codecs are made already. */
  static async fromMetadata<D extends string = string>(
    { store, path }: Location,
    metadata: ArrayMetadata,
    environment: Environment,
    chain?: CodecChain,
  ): Promise<ZarrArray<D>> {
    const { registry, config } = environment;
    const key = keyBelow(path, metadata.zarrFormat === 3 ? documentNames.v3 : documentNames.v2Array);
    const options = {
      registry,
      place: { ...placeOf({ store, path }), key },
      chunkBytesLimit: config.limits.chunkBytes,
    };
    const codecs = chain ?? (await buildChain(metadata.codecs, firstSpec(metadata), options));
    return new ZarrArray<D>(arrayAccess(store, path, metadata, codecs, config), environment);
  }

  /** Opens the array at a place. Throws `ArrayNotFoundError`, `NodeTypeValidationError`, `MetadataValidationError`. */
  static async open<D extends string = string>(
    location: Location,
    environment: Environment,
    options: OpenOptions = {},
  ): Promise<ZarrArray<D>> {
    return ZarrArray.fromMetadata<D>(location, await readArray(location, environment, options), environment);
  }

  /**
   * Creates an array, and the groups above it that are missing. Nothing is written when the options are not valid or
   * a node is in the way.
   */
  static async create<D extends string = string>(
    location: Location,
    options: ArrayCreationOptions,
    environment: Environment,
  ): Promise<ZarrArray<D>> {
    const { overwrite = false, signal } = options;
    const { metadata, chain, environment: own } = await planArray(options, environment, placeOf(location));
    await prepareLocation(location, { zarrFormat: metadata.zarrFormat, overwrite, signal });
    await writeArrayMetadata(location, metadata, { signal });
    return ZarrArray.fromMetadata<D>(location, metadata, own, chain);
  }

  get shape(): readonly number[] {
    return this.#metadata.shape;
  }

  get ndim(): number {
    return this.shape.length;
  }

  /** How many elements the shape holds. */
  get size(): number {
    return elementCount(this.shape);
  }

  /** Shape of the smallest part that is encoded by itself: the inner chunk of a sharded array. */
  get chunks(): readonly number[] {
    return this.#subdivision?.inner.shape ?? this.#storedChunkShape;
  }

  /** Shape of the stored objects of a sharded array, otherwise `null`. */
  get shards(): readonly number[] | null {
    return this.#subdivision === undefined ? null : this.#storedChunkShape;
  }

  /** Name of the data type: `"float32"`. */
  get dtype(): D {
    return this.dataType.name as D;
  }

  /** The data type: unit, length, fields, byte order. */
  get dataType(): DataType {
    return this.#metadata.dataType;
  }

  /** The codecs of a chunk by role, as stored: of the inner chunks when the array is sharded. */
  get codecs(): CodecRoles {
    const { chain } = this.#subdivision ?? this.#access;
    return chain.roles;
  }

  /** What a missing chunk reads as; `null` where a version 2 document leaves it undefined. */
  get fillValue(): ScalarOf<D> | null {
    const { hasFillValue, dataType, fillValue } = this.#metadata;
    return hasFillValue ? (dataType.unpack(fillValue, 0) as ScalarOf<D>) : null;
  }

  get attrs(): JsonObject {
    return this.#metadata.attributes;
  }

  get dimensionNames(): readonly (string | null)[] | null {
    return this.#metadata.dimensionNames ?? null;
  }

  get zarrFormat(): ZarrFormat {
    return this.#metadata.zarrFormat;
  }

  /** Version 2: layout inside chunks. Version 3: layout of results. */
  get order(): "C" | "F" {
    return this.zarrFormat === 2 ? this.#metadata.order : this.#access.config.order;
  }

  /** `"a/b"`; the root is `""`. */
  get path(): string {
    return this.#access.path;
  }

  /** `"/a/b"`; the root is `"/"`. */
  get name(): string {
    return `/${this.path}`;
  }

  /** The last part of the path. */
  get basename(): string {
    return this.path.slice(this.path.lastIndexOf("/") + 1);
  }

  /** The document that describes the array: `zarr.json`, or `.zarray` in version 2. */
  get metadata(): JsonObject {
    return arrayDocuments(this.#metadata).at(-1)?.[1] as JsonObject;
  }

  get store(): Store {
    return this.#access.store;
  }

  get readOnly(): boolean {
    return !isWritable(this.store);
  }

  /** How many chunks lie along each axis, counted in {@link ZarrArray.chunks}. */
  get cdataShape(): readonly number[] {
    return this.#chunkDimensions.map((dimension) => dimension.count);
  }

  get nchunks(): number {
    return elementCount(this.cdataShape);
  }

  /** Bytes of one element; `undefined` for variable length. */
  get itemsize(): number | undefined {
    return this.dataType.itemSize;
  }

  /** Bytes of all elements, uncompressed; variable length counts 8 for each, the size of a pointer. */
  get nbytes(): number {
    return this.size * (this.itemsize ?? 8);
  }

  /**
   * Reads a selection: integers drop an axis, slices and `null` keep it, missing trailing axes are whole.
   *
   * Throws `ArrayIndexError` and its kin for bad selections, `CodecError` for damaged chunks, `StoreError`,
   * `LimitExceededError`, or the signal's reason.
   */
  async get(selection?: BasicSelection, options: GetOptions = {}): Promise<NDArray<D>> {
    refuseBareSignal(options);
    return this.#read(this.#select(selection), options);
  }

  /** Writes a value to a selection; `null` is the whole array. See {@link layOut} for what a value can be. */
  async set(selection: BasicSelection | undefined, value: unknown, options: StoreOptions = {}): Promise<void> {
    refuseBareSignal(options);
    await this.#write(this.#select(selection), value, options);
  }

  /** Reads one element. */
  async item(coordinates: readonly (number | bigint)[] = [], options: StoreOptions = {}): Promise<ScalarOf<D>> {
    if (
      coordinates.length !== this.ndim ||
      coordinates.some((index) => typeof index !== "number" && typeof index !== "bigint")
    ) {
      throw new ArrayIndexError(`item() needs ${this.ndim} integers`, this.#place);
    }
    const element = await this.get(coordinates, options);
    return element.item();
  }

  /** Reads one chunk, by its coordinates in units of {@link ZarrArray.chunks}. Negative ones count from the end. */
  async getChunk(coordinates: readonly (number | bigint)[], options: GetChunkOptions = {}): Promise<NDArray<D>> {
    refuseBareSignal(options);
    const dimensions = this.#chunkDimensions;
    if (coordinates.length !== dimensions.length) {
      throw new ArrayIndexError(
        `getChunk() needs ${dimensions.length} chunk coordinates, found ${coordinates.length}`,
        this.#place,
      );
    }
    const ranges = dimensions.map((dimension, axis) => {
      const chunk = wrapIndex(
        toInteger(coordinates[axis], `The chunk coordinate for axis ${axis}`),
        dimension.count,
        axis,
      );
      return { start: dimension.start(chunk), size: dimension.size(chunk), extent: dimension.extent };
    });
    const inside = ranges.map(({ start, size, extent }) => slice(start, Math.min(start + size, extent)));
    const trimmed = await this.get(inside, options);
    if (options.trim !== false) return trimmed;
    const stored = ranges.map(({ size }) => size);
    return new NDArray<D>(padChunk(trimmed, stored, this.#metadata.fillValue, this.itemsize), this.dataType);
  }

  /** Merges attributes into those stored, and writes them. Answers this array. */
  async updateAttributes(attributes: JsonObject, options: StoreOptions = {}): Promise<this> {
    const merged = await mergeAttributes(this.#location, this.zarrFormat, attributes, options);
    this.#replaceMetadata({ ...this.#metadata, attributes: merged });
    return this;
  }

  /** A report in lines: type, shape, chunks, codecs, size. */
  info(): string {
    return arrayInfo(this, this.#metadata, this.#access.chain);
  }

  get #metadata(): ArrayMetadata {
    return this.#access.metadata;
  }

  get #location(): Location {
    return { store: this.store, path: this.path };
  }

  get #place(): ErrorPlace {
    return placeOf(this.#location);
  }

  get #storedChunkShape(): readonly number[] {
    return firstSpec(this.#metadata).shape;
  }

  get #subdivision() {
    return this.#access.chain.subdivision(firstSpec(this.#metadata));
  }

  /** The grid of inner chunks, or of chunks where there are none. */
  get #chunkDimensions() {
    const inner = this.#subdivision?.inner.shape;
    return this.#metadata.chunkGrid.dimensions.map((dimension, axis) =>
      inner === undefined ? dimension : regularDimension(dimension.extent, inner[axis] as number),
    );
  }

  #select(selection: BasicSelection | undefined): NormalizedSelection {
    return normalizeBasic(selection, this.shape, this.#metadata.dimensionNames);
  }

  #replaceMetadata(metadata: ArrayMetadata): void {
    const { chain, config } = this.#access;
    this.#access = arrayAccess(this.store, this.path, metadata, chain, config);
  }

  async #read(selection: NormalizedSelection, { signal, out }: GetOptions): Promise<NDArray<D>> {
    const target = out === undefined ? undefined : this.#outChunk(out, selection.shape);
    const chunk = await readRegion(this.#access, selection, { signal, out: target });
    return new NDArray<D>(chunk, this.dataType);
  }

  async #write(selection: NormalizedSelection, value: unknown, { signal }: StoreOptions): Promise<void> {
    const given = value instanceof ZarrArray ? await value.get(undefined, { signal }) : value;
    await writeRegion(this.#access, selection, layOut(given, selection.shape, this.dataType, this.#place), { signal });
  }

  /** The caller's memory as a chunk; it has to be of this data type, since a copy would not reach the caller. */
  #outChunk(out: NDArrayLike, shape: readonly number[]) {
    const elements = this.dataType.elementsOf(out.data);
    if (elements === undefined) {
      throw new ValueMismatchError(`out.data must be the container of data type ${this.dtype}`, this.#place);
    }
    return { ...layOut(out, shape, this.dataType, this.#place), elements };
  }
}

/** A signal passed where options belong would be ignored without a word. */
function refuseBareSignal(options: unknown): void {
  if (options instanceof AbortSignal) throw new ArrayIndexError("Pass the signal in the options: { signal }");
}
