import type { DataType, DataTypeFactory, Elements, Extension, JsonObject } from "../../src/contract/index.ts";

type Row = { readonly [field: string]: unknown };

function recordType(fields: NonNullable<DataType["fields"]>): DataType {
  const itemSize = fields.reduce((size, { dataType }) => size + (dataType.itemSize as number), 0);
  const member = (elements: Elements, index: number, { offset, dataType }: (typeof fields)[number]): Uint8Array => {
    const start = index * itemSize + offset;
    return (elements as Uint8Array).subarray(start, start + (dataType.itemSize as number));
  };
  const type: DataType = {
    name: "record",
    metadata: {
      name: "record",
      configuration: { fields: fields.map(({ name, dataType }) => ({ name, data_type: dataType.metadata })) },
    },
    v2: undefined,
    itemSize,
    wordSizes: fields.map(({ dataType }) => dataType.itemSize as number),
    defaultFillValue: new Uint8Array(itemSize),
    defaultSerializer: { name: "bytes", configuration: { endian: "little" } },
    view: (elements) => elements,
    elementsOf: (data) => (data instanceof Uint8Array ? data : undefined),
    unpack: (elements, index) =>
      Object.fromEntries(fields.map((field) => [field.name, field.dataType.unpack(member(elements, index, field), 0)])),
    pack(value, elements, index) {
      for (const field of fields) field.dataType.pack((value as Row)[field.name], member(elements, index, field), 0);
    },
    fillValueFromJson: () => new Uint8Array(itemSize),
    fillValueToJson: () => 0,
    fields,
  };
  return type;
}

const factory: DataTypeFactory = {
  async fromV3(_, configuration, context) {
    const declared = configuration?.["fields"] as unknown as readonly { name: string; data_type: JsonObject }[];
    let offset = 0;
    const fields: { name: string; dataType: DataType; offset: number }[] = [];
    for (const { name, data_type } of declared) {
      const dataType = await context.dataType(data_type);
      fields.push({ name, dataType, offset });
      offset += dataType.itemSize as number;
    }
    return recordType(fields);
  },
};

/** Elements with named fields, packed without gaps. */
export const record: Extension<"data_type", "record"> = { point: "data_type", name: "record", load: () => factory };
