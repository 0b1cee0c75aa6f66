import { padChunk } from "../buffer/pad.ts";
import { elementCount } from "../buffer/stride.ts";
import type { CodecChain, CodecRoles, DataType, JsonObject, ScalarOf, StoreOptions } from "../contract/index.ts";
import { ArrayIndexError } from "../error/usage-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { regularDimension } from "../grid/regular.ts";
import { type ArrayAccess, arrayAccess } from "../io/array-access.ts";
import { chunksInside, countStoredBytes, countStoredChunks, deleteChunks } from "../io/stored-chunks.ts";
import { writeRegion } from "../io/write-region.ts";
import type { ArrayMetadata, ZarrFormat } from "../metadata/model.ts";
import { refuseHugeChunk } from "../pipeline/chunk-limit.ts";
import { type BasicSelection, normalizeBasic } from "../selection/basic.ts";
import { type BlockSelection, normalizeBlock } from "../selection/block.ts";
import { type CoordinateSelection, normalizeCoordinate } from "../selection/coordinate.ts";
import { type MaskSelection, normalizeMask } from "../selection/mask.ts";
import type { NormalizedSelection } from "../selection/normalized.ts";
import { normalizeOrthogonal, type OrthogonalSelection } from "../selection/orthogonal.ts";
import { slice } from "../selection/slice.ts";
import { openAccess } from "./access.ts";
import { type AppendOptions, layOutAddition } from "./append.ts";
import { arrayInfo } from "./array-info.ts";
import { mergeAttributes } from "./attributes.ts";
import { chunkRanges } from "./chunk-range.ts";
import type { ArrayCreationOptions } from "./creation-options.ts";
import { type GetOptions, readElements, readMany, type SetOptions, writeElements } from "./elements.ts";
import type { Environment } from "./environment.ts";
import { Indexer, refuseBareSignal } from "./indexer.ts";
import { type Location, placeOf } from "./location.ts";
import { NDArray } from "./nd-array.ts";
import { firstSpec, planArray } from "./new-array.ts";
import { type OpenOptions, readArray } from "./open.ts";
import { prepareLocation } from "./prepare.ts";
import { type ResizeOptions, resizeArray } from "./resize.ts";
import { inMemory } from "./stored-array.ts";
import { StoredNode } from "./stored-node.ts";
import { layOut } from "./value.ts";
import { arrayDocuments, checkDocuments, writeArrayMetadata } from "./write-metadata.ts";

export interface GetChunkOptions extends StoreOptions {
  /** Cut off what hangs over the end of the array (the default), or fill it with the fill value. */
  readonly trim?: boolean | undefined;
}

/**
 * A stored n-dimensional array: its metadata, and reading and writing any part of it. Made by `openArray` and
 * `createArray`; holds no data itself.
 */
export class ZarrArray<D extends string = string> extends StoredNode {
  readonly kind = "array";
  #access: ArrayAccess;

  private constructor(access: ArrayAccess, environment: Environment) {
    super(access, environment);
    this.#access = access;
  }

  /** Makes the array of some metadata; `chain` where its codecs are made already. */
  static async fromMetadata<D extends string = string>(
    location: Location,
    metadata: ArrayMetadata,
    environment: Environment,
    chain?: CodecChain,
  ): Promise<ZarrArray<D>> {
    return new ZarrArray<D>(await openAccess(location, metadata, environment, chain), environment);
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
   * Creates an array, and the groups above it that are missing, and writes a value to all of it where one is given.
   * Nothing is written or deleted when the options are not valid, the value does not fit or a node is in the way.
   */
  static async create<D extends string = string>(
    location: Location,
    options: ArrayCreationOptions,
    environment: Environment,
    value?: unknown,
  ): Promise<ZarrArray<D>> {
    const { overwrite = false, signal } = options;
    const place = placeOf(location);
    const { metadata, chain, environment: own } = await planArray(options, environment, place);
    const { shape, dataType, zarrFormat } = metadata;
    const given = value === undefined ? undefined : layOut(await inMemory(value, { signal }), shape, dataType, place);
    checkDocuments(location, arrayDocuments(metadata));
    await prepareLocation(location, { zarrFormat, overwrite, signal });
    await writeArrayMetadata(location, metadata, { signal });
    const array = await ZarrArray.fromMetadata<D>(location, metadata, own, chain);
    if (given !== undefined) await writeRegion(array.#access, normalizeBasic(undefined, shape), given, { signal });
    return array;
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

  /** The document that describes the array: `zarr.json`, or `.zarray` in version 2. */
  get metadata(): JsonObject {
    return arrayDocuments(this.#metadata).at(-1)?.[1] as JsonObject;
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

  /** Selects along each axis by itself: integers, slices, lists of integers or of booleans. */
  get oindex(): Indexer<OrthogonalSelection | undefined, D> {
    return this.#indexer((selection) => normalizeOrthogonal(selection, this.shape, this.#metadata.dimensionNames));
  }

  /** Selects single elements by their coordinates, one array of integers for each axis, broadcast together. */
  get vindex(): Indexer<CoordinateSelection, D> {
    return this.#indexer((selection) => normalizeCoordinate(selection, this.shape, this.#metadata.dimensionNames));
  }

  /** Selects the elements where an array of booleans, of the same shape, is true. */
  get mask(): Indexer<MaskSelection, D> {
    return this.#indexer((selection) => normalizeMask(selection, this.shape));
  }

  /** Selects whole chunks by integers and slices in units of stored chunks: {@link ZarrArray.shards} where there are any. */
  get blocks(): Indexer<BlockSelection | undefined, D> {
    const { chunkGrid, dimensionNames } = this.#metadata;
    return this.#indexer((selection) => normalizeBlock(selection, chunkGrid.dimensions, dimensionNames));
  }

  /**
   * Reads a selection: integers drop an axis, slices and `null` keep it, missing trailing axes are whole.
   *
   * Throws `ArrayIndexError` and its kin for bad selections, `CodecError` for damaged chunks, `StoreError`,
   * `LimitExceededError`, or the signal's reason.
   */
  get(selection?: BasicSelection, options?: GetOptions & { readonly fields?: undefined }): Promise<NDArray<D>>;
  get(selection: BasicSelection | undefined, options: GetOptions): Promise<NDArray>;
  async get(selection?: BasicSelection, options?: GetOptions): Promise<NDArray<D> | NDArray> {
    return this.#basic.get(selection, options as GetOptions);
  }

  /** Writes a value to a selection; `null` is the whole array. See {@link layOut} for what a value can be. */
  async set(selection: BasicSelection | undefined, value: unknown, options?: SetOptions): Promise<void> {
    await this.#basic.set(selection, value, options);
  }

  /** Reads several selections at once. A chunk that several of them touch is fetched and decoded once. */
  async getMany(
    selections: readonly (BasicSelection | undefined)[],
    options: StoreOptions = {},
  ): Promise<NDArray<D>[]> {
    refuseBareSignal(options);
    const { shape, dimensionNames } = this.#metadata;
    const normalized = selections.map((selection) => normalizeBasic(selection, shape, dimensionNames));
    return readMany<D>(this.#access, normalized, options);
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
    const ranges = chunkRanges(coordinates, this.#chunkDimensions, this.#place);
    const { trim = true, ...rest } = options;
    const inside = await this.get(
      ranges.map(({ start, end }) => slice(start, end)),
      rest,
    );
    if (trim) return inside;
    const stored = ranges.map(({ size }) => size);
    refuseHugeChunk({ ...firstSpec(this.#metadata), shape: stored }, this.#access.config.limits.chunkBytes);
    return new NDArray<D>(padChunk(inside, stored, this.#metadata.fillValue, this.itemsize), this.dataType);
  }

  /**
   * Deletes the stored chunks that lie wholly inside a selection, all of them when left out; they read as the fill
   * value. Of a sharded array, shards. Throws `ArrayIndexError` and its kin, `ReadOnlyError`, `StoreError`.
   */
  async eraseChunks(selection?: BasicSelection, options: StoreOptions = {}): Promise<void> {
    refuseBareSignal(options);
    const { region } = normalizeBasic(selection, this.shape, this.#metadata.dimensionNames);
    if (region.kind === "box") await deleteChunks(this.#access, chunksInside(region.axes, this.#access), options);
  }

  /**
   * Changes the shape. Shrinking deletes the chunks that fall wholly outside; those at the new edge keep what they
   * hold. Growing changes the metadata only. Answers this array; other open handles keep the shape they know.
   *
   * Throws `InvalidArgumentError` for another number of dimensions or a negative length, `ReadOnlyError`.
   */
  async resize(shape: readonly number[] | number, options: ResizeOptions = {}): Promise<this> {
    refuseBareSignal(options);
    const wanted = typeof shape === "number" ? [shape] : shape;
    this.#replaceMetadata(await resizeArray(this.#access, this.environment.registry, () => wanted, options));
    return this;
  }

  /**
   * Adds data behind the end of an axis as the store knows it now, so that no two appends in this process meet.
   * Answers the new shape.
   *
   * Throws `ValueMismatchError` when the data does not fit; nothing has changed then.
   */
  async append(data: unknown, options: AppendOptions = {}): Promise<readonly number[]> {
    refuseBareSignal(options);
    const { signal } = options;
    const addition = layOutAddition(await inMemory(data, { signal }), this.#metadata, options, this.#place);
    const resized = await resizeArray(this.#access, this.environment.registry, addition.grown, { signal });
    this.#replaceMetadata(resized);
    await writeRegion(this.#access, addition.place(resized.shape), addition.chunk, { signal });
    return resized.shape;
  }

  /** Reads the metadata again, as others may have changed it. Answers this array. Throws as opening it does. */
  async refresh(options: StoreOptions = {}): Promise<this> {
    const { zarrFormat, environment } = this;
    const metadata = await readArray(this.#location, environment, { ...options, zarrFormat });
    this.#access = await openAccess(this.#location, metadata, environment);
    return this;
  }

  /** Merges attributes into those stored, and writes them. Answers this array. */
  async updateAttributes(attributes: JsonObject, options: StoreOptions = {}): Promise<this> {
    const merged = await mergeAttributes(this.#location, this.zarrFormat, attributes, options);
    this.#replaceMetadata({ ...this.#metadata, attributes: merged });
    return this;
  }

  /** How many chunks are stored, in units of {@link ZarrArray.chunks}; a shard counts with all of its chunks. */
  async nchunksInitialized(options: StoreOptions = {}): Promise<number> {
    const { gridShape = [] } = this.#subdivision ?? {};
    return (await countStoredChunks(this.#access, options)) * elementCount(gridShape);
  }

  /** Bytes of everything stored under the array's path, metadata included. Needs a store that can list. */
  async nbytesStored(options: StoreOptions = {}): Promise<number> {
    return countStoredBytes(this.#access, options);
  }

  /** A report in lines: type, shape, chunks, codecs, size. */
  info(): string {
    return arrayInfo(this, this.#metadata);
  }

  /** The report of {@link ZarrArray.info} with what a look into the store adds. Needs a store that can list. */
  async infoComplete(options: StoreOptions = {}): Promise<string> {
    const bytes = await countStoredBytes(this.#access, options);
    const objects = await countStoredChunks(this.#access, options);
    return arrayInfo(this, this.#metadata, { bytes, objects });
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

  get #basic(): Indexer<BasicSelection | undefined, D> {
    return this.#indexer((selection) => normalizeBasic(selection, this.shape, this.#metadata.dimensionNames));
  }

  #indexer<Selection>(normalize: (selection: Selection) => NormalizedSelection): Indexer<Selection, D> {
    const { registry } = this.environment;
    return new Indexer<Selection, D>({
      prepare: async (options) => {
        if (!this.#access.config.cacheMetadata) await this.refresh(options);
      },
      normalize,
      read: (selection, options) => readElements<D>(this.#access, selection, options, registry),
      write: (selection, value, options) => writeElements(this.#access, selection, value, options, registry),
    });
  }

  #replaceMetadata(metadata: ArrayMetadata): void {
    const { chain, config } = this.#access;
    this.#access = arrayAccess(this.store, this.path, metadata, chain, config);
  }
}
