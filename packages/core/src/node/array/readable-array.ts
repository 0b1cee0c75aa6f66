import { padChunk } from "../../buffer/pad.ts";
import { elementCount } from "../../buffer/stride.ts";
import type {
  ArrayDescriptor,
  CodecRoles,
  DataType,
  GridDimension,
  JsonObject,
  ScalarOf,
  StoreOptions,
  Subdivision,
} from "../../contract/index.ts";
import { ArrayIndexError } from "../../error/usage-error.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import { regularDimension } from "../../grid/regular.ts";
import type { ArrayAccess } from "../../io/access/array-access.ts";
import { describeArray } from "../../io/access/array-descriptor.ts";
import { firstSpec } from "../../metadata/chunk-spec.ts";
import type { ZarrFormat } from "../../metadata/model.ts";
import { refuseHugeChunk } from "../../pipeline/chunk-limit.ts";
import { type BasicSelection, normalizeBasic } from "../../selection/basic.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import { slice } from "../../selection/slice.ts";
import { readArray } from "../document/read-array.ts";
import { openAccess } from "../location/access.ts";
import type { Environment } from "../location/environment.ts";
import { type Location, placeOf } from "../location/location.ts";
import { type BasicGetOptions, type ExecutorOptions, readElements, readMany } from "../value/elements.ts";
import { NDArray } from "../value/nd-array.ts";
import { chunkRanges } from "./chunk-range.ts";
import { refuseBareSignal } from "./indexer.ts";
import { StoredNode } from "./stored-node.ts";

export interface GetChunkOptions extends ExecutorOptions {
  /** Cut off what hangs over the end of the array (the default), or fill it with the fill value. */
  readonly trim?: boolean | undefined;
}

/**
 * A stored n-dimensional array to be read: its metadata, and reading any part of it by basic selections. Holds no data
 * itself. What a viewer needs and no more; `ZarrArray` adds the other selections, and writing.
 */
export class ReadableArray<D extends string = string> extends StoredNode {
  /** Tells an array from a group. */
  readonly kind = "array";
  #access: ArrayAccess;

  constructor(access: ArrayAccess, environment: Environment) {
    super(access, environment);
    this.#access = access;
  }

  /** Length along each axis. */
  get shape(): readonly number[] {
    return this.#access.metadata.shape;
  }

  /** How many axes there are. */
  get ndim(): number {
    return this.shape.length;
  }

  /** How many elements the shape holds. */
  get size(): number {
    return elementCount(this.shape);
  }

  /** Shape of the smallest part that is encoded by itself: the inner chunk of a sharded array. */
  get chunks(): readonly number[] {
    return this.subdivision?.inner.shape ?? this.#storedChunkShape;
  }

  /** Shape of the stored objects of a sharded array, otherwise `null`. */
  get shards(): readonly number[] | null {
    return this.subdivision === undefined ? null : this.#storedChunkShape;
  }

  /** Name of the data type: `"float32"`. */
  get dtype(): D {
    return this.dataType.name as D;
  }

  /** The data type: unit, length, fields, byte order. */
  get dataType(): DataType {
    return this.#access.metadata.dataType;
  }

  /** The codecs of a chunk by role, as stored: of the inner chunks when the array is sharded. */
  get codecs(): CodecRoles {
    const { chain } = this.subdivision ?? this.#access;
    return chain.roles;
  }

  /** What a missing chunk reads as; `null` where a version 2 document leaves it undefined. */
  get fillValue(): ScalarOf<D> | null {
    const { hasFillValue, dataType, fillValue } = this.#access.metadata;
    return hasFillValue ? (dataType.unpack(fillValue, 0) as ScalarOf<D>) : null;
  }

  /** The attributes, as they were when the array was opened or changed here. */
  get attrs(): JsonObject {
    return this.#access.metadata.attributes;
  }

  /** A name for each axis, `null` for one without; `null` when there are none. */
  get dimensionNames(): readonly (string | null)[] | null {
    return this.#access.metadata.dimensionNames ?? null;
  }

  /** Version of the array's documents. */
  get zarrFormat(): ZarrFormat {
    return this.#access.metadata.zarrFormat;
  }

  /** Version 2: layout inside chunks. Version 3: layout of results. */
  get order(): "C" | "F" {
    const { metadata, config } = this.#access;
    return metadata.zarrFormat === 2 ? metadata.order : config.order;
  }

  /** The document that describes the array: `zarr.json`, or `.zarray` in version 2. */
  get metadata(): JsonObject {
    const { metadata } = this.#access;
    return metadata.format(metadata);
  }

  /** How many chunks lie along each axis, counted in {@link ReadableArray.chunks}. */
  get cdataShape(): readonly number[] {
    return this.#chunkDimensions.map((dimension) => dimension.count);
  }

  /** How many chunks the array is cut into, stored or not. */
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
  async get(selection?: BasicSelection, options: BasicGetOptions = {}): Promise<NDArray<D>> {
    refuseBareSignal(options);
    await this.prepare(options);
    return readElements<D>(this.#access, this.normalize(selection), options);
  }

  /** Reads several selections at once. A chunk that several of them touch is fetched and decoded once. */
  async getMany(
    selections: readonly (BasicSelection | undefined)[],
    options: ExecutorOptions = {},
  ): Promise<NDArray<D>[]> {
    refuseBareSignal(options);
    const normalized = selections.map((selection) => this.normalize(selection));
    return readMany<D>(this.#access, normalized, options);
  }

  /** Reads one element. */
  async item(coordinates: readonly (number | bigint)[] = [], options: StoreOptions = {}): Promise<ScalarOf<D>> {
    if (
      coordinates.length !== this.ndim ||
      coordinates.some((index) => typeof index !== "number" && typeof index !== "bigint")
    ) {
      throw new ArrayIndexError(`item() needs ${this.ndim} integers`, this.place);
    }
    const element = await this.get(coordinates, options);
    return element.item();
  }

  /** Reads one chunk, by its coordinates in units of {@link ReadableArray.chunks}. Negative ones count from the end. */
  async getChunk(coordinates: readonly (number | bigint)[], options: GetChunkOptions = {}): Promise<NDArray<D>> {
    refuseBareSignal(options);
    const ranges = chunkRanges(coordinates, this.#chunkDimensions, this.place);
    const { trim = true, ...rest } = options;
    const inside = await this.get(
      ranges.map(({ start, end }) => slice(start, end)),
      rest,
    );
    if (trim) return inside;
    const { metadata, config } = this.#access;
    const stored = ranges.map(({ size }) => size);
    refuseHugeChunk({ ...firstSpec(metadata), shape: stored }, config.limits.chunkBytes);
    return new NDArray<D>(padChunk(inside, stored, metadata.fillValue, this.itemsize), this.dataType);
  }

  /** The array as data that structured clone can copy, to be opened with `openDescriptor` in another thread. */
  toDescriptor(): ArrayDescriptor {
    return describeArray(this.#access, this.#access.metadata);
  }

  /** Reads the metadata again, as others may have changed it. Answers this array. Throws as opening it does. */
  async refresh(options: StoreOptions = {}): Promise<this> {
    const { zarrFormat, environment, location } = this;
    const { loadSpecialReads } = this.#access;
    const metadata = await readArray(location, environment, { ...options, zarrFormat });
    this.#access = await openAccess(location, metadata, environment, { loadSpecialReads });
    return this;
  }

  /** The array as the engine sees it. */
  protected get access(): ArrayAccess {
    return this.#access;
  }

  protected set access(access: ArrayAccess) {
    this.#access = access;
  }

  /** Where the array is. */
  protected get location(): Location {
    return { store: this.store, path: this.path };
  }

  /** The same, as errors tell it. */
  protected get place(): ErrorPlace {
    return placeOf(this.location);
  }

  /** How chunks divide into inner chunks, of a sharded array. */
  protected get subdivision(): Subdivision | undefined {
    return this.#access.chain.subdivision(firstSpec(this.#access.metadata));
  }

  /** Brings the metadata up to date before a selection is looked at, where it is not to be kept. */
  protected async prepare(options: StoreOptions): Promise<void> {
    if (!this.#access.config.cacheMetadata) await this.refresh({ signal: options.signal });
  }

  /** Checks a selection against the shape. Throws `ArrayIndexError` and its kin. */
  protected normalize(selection: BasicSelection | undefined): NormalizedSelection {
    return normalizeBasic(selection, this.shape, this.#access.metadata.dimensionNames);
  }

  get #storedChunkShape(): readonly number[] {
    return firstSpec(this.#access.metadata).shape;
  }

  /** The grid of inner chunks, or of chunks where there are none. */
  get #chunkDimensions(): readonly GridDimension[] {
    const inner = this.subdivision?.inner.shape;
    return this.#access.metadata.chunkGrid.dimensions.map((dimension, axis) =>
      inner === undefined ? dimension : regularDimension(dimension.extent, inner[axis] as number),
    );
  }
}
