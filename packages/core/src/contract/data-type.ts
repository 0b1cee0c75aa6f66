import type { Elements } from "./chunk.ts";
import type { JsonObject, JsonValue, MaybePromise } from "./json.ts";

/** How version 2 documents spell a data type. */
export interface V2DataType {
  /** The `dtype` member: `"<f4"`, `"|O"`, or a list of fields. */
  readonly dtype: JsonValue;
  /** The filter that an object type needs: `"vlen-utf8"`. */
  readonly objectCodec?: string;
}

/**
 * A data type: how elements lie in memory, what people see of them, and how metadata spells them.
 *
 * `Scalar` is the JavaScript value of one element and `Data` the container that `NDArray.data` holds.
 * Implementations are frozen values without state. They throw plain errors; the engine adds where.
 *
 * Source: zarr v3 core, "Data types".
 */
export interface DataType<Scalar = unknown, Data = unknown> {
  /** The v3 name: `"float32"`, `"numpy.datetime64"`. */
  readonly name: string;
  /** The v3 `data_type` member, as written: a name, or `{ name, configuration }`. */
  readonly metadata: string | JsonObject;
  /** The v2 spelling, or `undefined` when version 2 has none. */
  readonly v2: V2DataType | undefined;
  /** Bytes of one element, `undefined` for variable length. */
  readonly itemSize: number | undefined;
  /**
   * Sizes in bytes of the words whose bytes are swapped between byte orders: one number when an element
   * is made of equal words (`complex64`: 4), a list that adds up to `itemSize` otherwise. 1: no byte order.
   */
  readonly wordSizes: number | readonly number[];
  /** Byte order that a v2 or numpy spelling asked for; v3 leaves it to the `bytes` codec. */
  readonly endian?: "little" | "big";
  /**
   * Where fields of a v2 spelling differ in byte order: the words that are stored in another order than the host's, in
   * the form of `wordSizes`, with single bytes for everything else.
   */
  readonly foreignWordSizes?: readonly number[];
  /** One element: what is recorded when the creator of an array gives no fill value. */
  readonly defaultFillValue: Elements;
  /** The v3 codec that turns elements into bytes when none is asked for: `{ name: "bytes", configuration: { endian: "little" } }`. */
  readonly defaultSerializer: JsonObject;

  /** The container people see, over the same memory. Fixed size: `elements` is aligned to `itemSize` (at most 8). */
  view(elements: Elements): Data;
  /**
   * The reverse of `view` for this type's own containers (and their near kin, such as `Uint8ClampedArray`
   * for uint8), over the same memory; `undefined` for anything else, which is then packed one by one.
   */
  elementsOf(data: unknown): Elements | undefined;
  /** The scalar at a position counted in elements. */
  unpack(elements: Elements, index: number): Scalar;
  /** Stores a scalar. Throws a `RangeError` or `TypeError` when the value cannot be held exactly in kind and range. */
  pack(value: unknown, elements: Elements, index: number): void;

  /** One element from the `fill_value` member of a document of that format, exactly; throws on any other form. */
  fillValueFromJson(json: JsonValue, zarrFormat: 2 | 3): Elements;
  /** The reverse, bit for bit. */
  fillValueToJson(fillValue: Elements, zarrFormat: 2 | 3): JsonValue;

  /**
   * Brings decoded elements into canonical form (a bool byte that is neither 0 nor 1), or throws when a
   * value is none of the type's. Answers the argument itself when nothing had to change, and a copy otherwise.
   */
  normalize?(elements: Elements): Elements;
  /** Named members of one element, for structured types. */
  readonly fields?: readonly { readonly name: string; readonly dataType: DataType; readonly offset: number }[];
}

/** What the engine lends a data type that is made of others. */
export interface DataTypeContext {
  /** Resolves a v3 `data_type` value. */
  dataType(metadata: JsonValue): MaybePromise<DataType>;
  /** Resolves a v2 `dtype` value. */
  v2DataType(dtype: JsonValue): MaybePromise<DataType>;
}

/** Makes a data type from metadata; throws when the metadata is not valid for it. */
export interface DataTypeFactory {
  /** From v3 metadata. `name` is what was written, which matters to types whose name is a pattern. */
  fromV3(name: string, configuration: JsonObject | undefined, context: DataTypeContext): MaybePromise<DataType>;
  /**
   * From a v2 `dtype`. Absent when version 2 cannot spell the type. `objectCodec` is the id of the filter that says
   * what the objects of `"|O"` are.
   */
  fromV2?(dtype: JsonValue, context: DataTypeContext, objectCodec?: string): MaybePromise<DataType>;
}
