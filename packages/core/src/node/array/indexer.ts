import type { StoreOptions } from "../../contract/index.ts";
import { ArrayIndexError } from "../../error/usage-error.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import type { GetOptions } from "../value/field.ts";
import type { NDArray } from "../value/nd-array.ts";
import { selectionInMemory } from "./stored-array.ts";
import type { SetOptions } from "./write-elements.ts";

/** What an indexer needs of its array. */
export interface Indexed<Selection, D extends string> {
  /** Brings the array up to date before the selection is looked at. */
  prepare(options: StoreOptions): Promise<void>;
  normalize(selection: Selection): NormalizedSelection;
  read(selection: NormalizedSelection, options: GetOptions): Promise<NDArray<D>>;
  write(selection: NormalizedSelection, value: unknown, options: SetOptions): Promise<void>;
}

/** Reads and writes an array by one kind of selection. */
export class Indexer<Selection, D extends string = string> {
  readonly #array: Indexed<Selection, D>;

  constructor(array: Indexed<Selection, D>) {
    this.#array = array;
  }

  /**
   * Reads a selection. Throws `ArrayIndexError` and its kin for bad selections, `CodecError` for damaged chunks,
   * `StoreError`, `LimitExceededError`, or the signal's reason.
   */
  get(selection: Selection, options?: GetOptions & { readonly fields?: undefined }): Promise<NDArray<D>>;
  get(selection: Selection, options: GetOptions): Promise<NDArray>;
  async get(selection: Selection, options: GetOptions = {}): Promise<NDArray<D> | NDArray> {
    refuseBareSignal(options);
    await this.#array.prepare({ signal: options.signal });
    return this.#array.read(this.#array.normalize(await selectionInMemory(selection, options)), options);
  }

  /**
   * Writes a value of the selection's shape, or one scalar to all of it. Where a position is named twice, the last
   * value stays. Throws `ArrayIndexError` and its kin, `ValueMismatchError`, `ReadOnlyError`, `StoreError`.
   */
  async set(selection: Selection, value: unknown, options: SetOptions = {}): Promise<void> {
    refuseBareSignal(options);
    await this.#array.prepare({ signal: options.signal });
    await this.#array.write(this.#array.normalize(await selectionInMemory(selection, options)), value, options);
  }
}

/** A signal passed where options belong would be ignored without a word. */
export function refuseBareSignal(options: unknown): void {
  if (options instanceof AbortSignal) throw new ArrayIndexError("Pass the signal in the options: { signal }");
}
