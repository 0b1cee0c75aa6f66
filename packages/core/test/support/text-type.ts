import type { ArrayToBytesCodec, CodecFactory, DataType, Extension } from "../../src/contract/index.ts";

const textType: DataType = Object.freeze<DataType>({
  name: "string",
  metadata: "string",
  v2: { dtype: "|O", objectCodec: "lines" },
  itemSize: undefined,
  wordSizes: 1,
  defaultFillValue: [""],
  defaultSerializer: { name: "lines" },
  view: (elements) => elements,
  elementsOf: (data) => (Array.isArray(data) && data.every((item) => typeof item === "string") ? data : undefined),
  unpack: (elements, index) => elements[index],
  pack(value, elements, index) {
    if (typeof value !== "string") throw new TypeError(`string cannot hold ${typeof value}`);
    elements[index] = value;
  },
  fillValueFromJson(json) {
    if (typeof json !== "string") throw new TypeError("the fill value of string must be a string");
    return [json];
  },
  fillValueToJson: (fill) => fill[0] as string,
});

/** Strings of any length. */
export const text: Extension<"data_type", "string"> = {
  point: "data_type",
  name: "string",
  v2: /\|O:lines/,
  load: () => ({ fromV3: () => textType, fromV2: () => textType }),
};

const linesCodec: ArrayToBytesCodec = {
  kind: "array_to_bytes",
  configuration: undefined,
  validate({ dataType }) {
    if (dataType.itemSize !== undefined) throw new TypeError(`lines cannot store ${dataType.name}`);
  },
  encode: ({ elements }) => new TextEncoder().encode((elements as string[]).join("\n")),
  decode(bytes, { shape }) {
    const elements = new TextDecoder().decode(bytes).split("\n");
    const count = shape.reduce((product, size) => product * size, 1);
    if (elements.length !== count) throw new Error(`expected ${count} lines, found ${elements.length}`);
    return { elements, shape, stride: stridesOf(shape), offset: 0 };
  },
};

function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}

const factory: CodecFactory = { create: () => linesCodec };

/** Strings, one on each line. */
export const lines: Extension<"codec", "lines"> = {
  point: "codec",
  name: "lines",
  numcodecsId: "lines",
  load: () => factory,
};
