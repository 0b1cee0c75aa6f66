import type { DataType, Elements, Extension, JsonValue } from "../../src/contract/index.ts";

interface Layout {
  readonly name: string;
  readonly itemSize: 1 | 2 | 4 | 8;
  /** Kind of number in a version 2 spelling: `f`, `i` or `u`. */
  readonly kind: "f" | "i" | "u";
}

type NumberArray = Float32Array | Float64Array | Int16Array | Int32Array | BigInt64Array | BigUint64Array | Uint8Array;

const containers: Record<string, new (buffer: ArrayBufferLike, offset: number, length: number) => NumberArray> = {
  f4: Float32Array,
  f8: Float64Array,
  i2: Int16Array,
  i4: Int32Array,
  i8: BigInt64Array,
  u1: Uint8Array,
  u8: BigUint64Array,
};

/** Numbers in a typed array, with just enough of their JSON forms to show that nothing is lost on the way. */
export function numberType({ name, itemSize, kind }: Layout, endian: "little" | "big" = "little"): DataType {
  const Container = containers[kind + itemSize] as (typeof containers)[string];
  const isBig = itemSize === 8 && kind !== "f";
  const viewOf = (elements: Elements): NumberArray => {
    const bytes = elements as Uint8Array;
    if (bytes.byteOffset % itemSize === 0) {
      return new Container(bytes.buffer, bytes.byteOffset, bytes.byteLength / itemSize);
    }
    const copy = bytes.slice();
    return new Container(copy.buffer, 0, copy.byteLength / itemSize);
  };
  const fromJson = (json: JsonValue): Elements => {
    const elements = new Uint8Array(itemSize);
    if (kind === "f" && typeof json === "string" && json.startsWith("0x")) {
      const bits = BigInt(json);
      for (let i = 0; i < itemSize; i++) elements[i] = Number((bits >> BigInt(8 * i)) & 0xffn);
      return elements;
    }
    const words: Record<string, number> = {
      NaN: Number.NaN,
      Infinity: Number.POSITIVE_INFINITY,
      "-Infinity": Number.NEGATIVE_INFINITY,
    };
    const value = kind === "f" && typeof json === "string" ? words[json] : json;
    type.pack(value, elements, 0);
    return elements;
  };
  const toJson = (fill: Elements): JsonValue => {
    const value = type.unpack(fill, 0) as number | bigint;
    if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    if (!Number.isNaN(value)) return Number.isFinite(value) ? value : String(value);
    const hex = [...(fill as Uint8Array)].reverse().map((byte) => byte.toString(16).padStart(2, "0"));
    return /^7f[cf]8?0+$/.test(hex.join("")) ? "NaN" : `0x${hex.join("")}`;
  };
  const type: DataType = Object.freeze<DataType>({
    name,
    metadata: name,
    v2: { dtype: `${itemSize === 1 ? "|" : endian === "little" ? "<" : ">"}${kind}${itemSize}` },
    itemSize,
    wordSizes: itemSize,
    endian,
    defaultFillValue: new Uint8Array(itemSize),
    defaultSerializer: { name: "bytes", configuration: { endian: "little" } },
    view: viewOf,
    elementsOf: (data) =>
      data instanceof Container ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined,
    unpack: (elements, index) => viewOf(elements)[index],
    pack(value, elements, index) {
      const wanted = isBig && typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
      if (typeof wanted !== (isBig ? "bigint" : "number")) throw new TypeError(`${name} cannot hold ${String(value)}`);
      const one = new Container(new ArrayBuffer(itemSize), 0, 1);
      one[0] = wanted as never;
      if (kind !== "f" && one[0] !== wanted) throw new RangeError(`${name} cannot hold ${String(value)}`);
      (elements as Uint8Array).set(new Uint8Array(one.buffer), index * itemSize);
    },
    fillValueFromJson: fromJson,
    fillValueToJson: toJson,
  });
  return type;
}

function numberExtension<N extends string>(layout: Layout & { readonly name: N }): Extension<"data_type", N> {
  const type = numberType(layout);
  return {
    point: "data_type",
    name: layout.name,
    v2: new RegExp(`[<>|]${layout.kind}${layout.itemSize}`),
    load: () => ({
      fromV3: () => type,
      fromV2: (dtype) => numberType(layout, String(dtype).startsWith(">") ? "big" : "little"),
    }),
  };
}

export const float32: Extension<"data_type", "float32"> = numberExtension({ name: "float32", itemSize: 4, kind: "f" });
export const float64: Extension<"data_type", "float64"> = numberExtension({ name: "float64", itemSize: 8, kind: "f" });
export const int16: Extension<"data_type", "int16"> = numberExtension({ name: "int16", itemSize: 2, kind: "i" });
export const int32: Extension<"data_type", "int32"> = numberExtension({ name: "int32", itemSize: 4, kind: "i" });
export const int64: Extension<"data_type", "int64"> = numberExtension({ name: "int64", itemSize: 8, kind: "i" });
export const uint8: Extension<"data_type", "uint8"> = numberExtension({ name: "uint8", itemSize: 1, kind: "u" });
