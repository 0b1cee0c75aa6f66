import { elementCount } from "../../buffer/stride.ts";
import type { CodecChain, StoreOptions } from "../../contract/index.ts";
import { arrayAccess } from "../../io/access/array-access.ts";
import { chunkSizes } from "../../io/access/chunk-sizes.ts";
import { chunksInside, countStoredBytes, countStoredChunks, deleteChunks } from "../../io/access/stored-chunks.ts";
import { loadSpecialReads } from "../../io/delegate/load-special-reads.ts";
import { writeRegion } from "../../io/write/write-region.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import { type BasicSelection, normalizeBasic } from "../../selection/basic.ts";
import { type BlockSelection, normalizeBlock } from "../../selection/block.ts";
import { type CoordinateSelection, normalizeCoordinate } from "../../selection/coordinate.ts";
import { type MaskSelection, normalizeMask } from "../../selection/mask.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import { normalizeOrthogonal, type OrthogonalSelection } from "../../selection/orthogonal.ts";
import type { ArrayCreationOptions } from "../creation/creation-options.ts";
import { planArray } from "../creation/new-array.ts";
import { type AttributeChanges, mergeAttributes } from "../document/attributes.ts";
import type { OpenOptions } from "../document/find-documents.ts";
import { createNode } from "../document/prepare.ts";
import { readArray } from "../document/read-array.ts";
import { arrayDocuments } from "../document/write-metadata.ts";
import { openAccess } from "../location/access.ts";
import type { Environment } from "../location/environment.ts";
import { type Location, placeOf } from "../location/location.ts";
import { type GetOptions, readFields } from "../value/field.ts";
import type { NDArray } from "../value/nd-array.ts";
import { layOut } from "../value/value.ts";
import { type AppendOptions, layOutAddition } from "./append.ts";
import { arrayInfo } from "./array-info.ts";
import { chunkCoordinates } from "./chunk-range.ts";
import { Indexer, refuseBareSignal } from "./indexer.ts";
import { ReadableArray } from "./readable-array.ts";
import { type ResizeOptions, resizeArray } from "./resize.ts";
import { inMemory } from "./stored-array.ts";
import { type SetOptions, writeElements } from "./write-elements.ts";

/**
 * A stored n-dimensional array: its metadata, and reading and writing any part of it. Made by `openArray` and
 * `createArray`; holds no data itself.
 */
export class ZarrArray<D extends string = string> extends ReadableArray<D> {
  /** Makes the array of some metadata; `chain` where its codecs are made already. */
  static async fromMetadata<D extends string = string>(
    location: Location,
    metadata: ArrayMetadata,
    environment: Environment,
    chain?: CodecChain,
  ): Promise<ZarrArray<D>> {
    return new ZarrArray<D>(
      await openAccess(location, metadata, environment, { chain, loadSpecialReads }),
      environment,
    );
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
    await createNode(location, arrayDocuments(metadata), { zarrFormat, overwrite, signal });
    const array = await ZarrArray.fromMetadata<D>(location, metadata, own, chain);
    if (given !== undefined) await writeRegion(array.access, normalizeBasic(undefined, shape), given, { signal });
    return array;
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

  /** How many stored chunks lie along each axis: the units of {@link ZarrArray.blocks}. */
  get gridShape(): readonly number[] {
    return this.#metadata.chunkGrid.dimensions.map((dimension) => dimension.count);
  }

  /** The key of a stored chunk in the store, whether it is there or not, by its coordinates in units of `blocks`. */
  chunkKey(coordinates: readonly number[]): string {
    return this.access.keyOf(coordinates);
  }

  /** The reverse of {@link ZarrArray.chunkKey}; `undefined` for a key that is not of a chunk inside the array's shape. */
  chunkCoordinates(key: string): readonly number[] | undefined {
    const { chunkGrid, chunkKeyEncoding } = this.#metadata;
    const prefix = this.path === "" ? "" : `${this.path}/`;
    if (!key.startsWith(prefix)) return undefined;
    const coordinates = chunkKeyEncoding.decode(key.slice(prefix.length), this.ndim);
    return coordinates?.every((at, axis) => at < (chunkGrid.dimensions[axis]?.count ?? 0)) ? coordinates : undefined;
  }

  /** Reads a selection, or some fields of structured elements. See {@link ReadableArray.get}. */
  override get(selection?: BasicSelection, options?: GetOptions & { readonly fields?: undefined }): Promise<NDArray<D>>;
  override get(selection: BasicSelection | undefined, options: GetOptions): Promise<NDArray>;
  override async get(selection?: BasicSelection, options: GetOptions = {}): Promise<NDArray<D> | NDArray> {
    return options.fields === undefined ? super.get(selection, options) : this.#basic.get(selection, options);
  }

  /** Writes a value to a selection; `null` is the whole array. See {@link layOut} for what a value can be. */
  async set(selection: BasicSelection | undefined, value: unknown, options?: SetOptions): Promise<void> {
    await this.#basic.set(selection, value, options);
  }

  /**
   * Deletes the stored chunks that lie wholly inside a selection, all of them when left out; they read as the fill
   * value. Of a sharded array, shards. Throws `ArrayIndexError` and its kin, `ReadOnlyError`, `StoreError`.
   */
  async eraseChunks(selection?: BasicSelection, options: StoreOptions = {}): Promise<void> {
    refuseBareSignal(options);
    const { region } = this.normalize(selection);
    if (region.kind === "box") await deleteChunks(this.access, chunksInside(region.axes, this.access), options);
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
    this.#replaceMetadata(await resizeArray(this.access, this.environment.registry, () => wanted, options));
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
    const addition = layOutAddition(await inMemory(data, { signal }), this.#metadata, options, this.place);
    const claim = { isClaim: true, signal };
    const resized = await resizeArray(this.access, this.environment.registry, addition.grown, claim);
    this.#replaceMetadata(resized);
    await writeRegion(this.access, addition.place(resized.shape), addition.chunk, { signal });
    return resized.shape;
  }

  /** Merges attributes into those stored, without those that are `undefined`, and writes them. Answers this array. */
  async updateAttributes(attributes: AttributeChanges, options: StoreOptions = {}): Promise<this> {
    const { synchronizer } = this.environment.config;
    const merged = await mergeAttributes(this.location, this.zarrFormat, attributes, { ...options, synchronizer });
    this.#replaceMetadata({ ...this.#metadata, attributes: merged });
    return this;
  }

  /** How many chunks are stored, in units of {@link ZarrArray.chunks}; a shard counts with all of its chunks. */
  async nchunksInitialized(options: StoreOptions = {}): Promise<number> {
    const { gridShape = [] } = this.subdivision ?? {};
    return (await countStoredChunks(this.access, options)) * elementCount(gridShape);
  }

  /**
   * Bytes of the chunks in one stored chunk, whose coordinates are in units of `blocks`: of a shard, those of its inner
   * chunks in C order, which takes a read of its index; otherwise its own. `undefined` for chunks that are not stored.
   * Negative coordinates count from the end. Throws `ArrayIndexError` or `BoundsCheckError` where the grid has no such
   * chunk, `CodecError` when an index is damaged, and `StoreError`.
   */
  async chunkSizes(
    coordinates: readonly (number | bigint)[],
    options: StoreOptions = {},
  ): Promise<(number | undefined)[]> {
    refuseBareSignal(options);
    const chunk = chunkCoordinates(coordinates, this.#metadata.chunkGrid.dimensions, this.place);
    return chunkSizes(this.access, this.subdivision, chunk, options);
  }

  /** Bytes of everything stored under the array's path, metadata included. Needs a store that can list. */
  async nbytesStored(options: StoreOptions = {}): Promise<number> {
    return countStoredBytes(this.access, options);
  }

  /** A report in lines: type, shape, chunks, codecs, size. */
  info(): string {
    return arrayInfo(this, this.#metadata);
  }

  /** The report of {@link ZarrArray.info} with what a look into the store adds. Needs a store that can list. */
  async infoComplete(options: StoreOptions = {}): Promise<string> {
    const bytes = await countStoredBytes(this.access, options);
    const objects = await countStoredChunks(this.access, options);
    return arrayInfo(this, this.#metadata, { bytes, objects });
  }

  get #metadata(): ArrayMetadata {
    return this.access.metadata;
  }

  get #basic(): Indexer<BasicSelection | undefined, D> {
    return this.#indexer((selection) => this.normalize(selection));
  }

  #indexer<Selection>(normalize: (selection: Selection) => NormalizedSelection): Indexer<Selection, D> {
    const { registry } = this.environment;
    return new Indexer<Selection, D>({
      prepare: (options) => this.prepare(options),
      normalize,
      read: (selection, options) => readFields<D>(this.access, selection, options, registry),
      write: (selection, value, options) => writeElements(this.access, selection, value, options, registry),
    });
  }

  #replaceMetadata(metadata: ArrayMetadata): void {
    const { chain, config } = this.access;
    this.access = arrayAccess(this.store, this.path, metadata, chain, config, this.access);
  }
}
