/**
 * `struct`: named fields of fixed size, packed one after the other without padding. A value is an object
 * with every field and no others. All fields share one byte order, except in version 2, where each has its own.
 *
 * The v3 fill value is an object with every field; base64 of the packed little-endian bytes is read too, which is how
 * the older name `structured` has it. The v2 one is base64 of the packed bytes in the byte order of the `dtype`.
 *
 * Source: zarr-extensions data type `struct`; zarr v2, "Data type encoding", for lists of fields, which
 * may nest and may hold subarrays.
 *
 * ```json
 * { "name": "struct", "configuration": { "fields": [{ "name": "id", "data_type": "int32" }] } }
 * ```
 *
 * @module
 */
import type {
  DataTypeContext,
  DataTypeFactory,
  Elements,
  JsonObject,
  JsonValue,
  StructValue,
} from "@zarrkit/core/contract";
import { copyBytes, exactMembers, fixedSizeDataType, found, hostEndian, swapWords } from "../foundation.ts";
import { elementView } from "../memory/element-view.ts";
import { bytesFromBase64, bytesToBase64 } from "../metadata/base64.ts";
import type { StructDataType } from "../struct.ts";
import { v2Declarations, v3Declarations } from "./declaration.ts";
import {
  defineMember,
  type Field,
  type FieldDeclaration,
  joinByteOrders,
  joinWordSizes,
  packFields,
  v2Fields,
} from "./field.ts";

function create(declarations: readonly FieldDeclaration[]): StructDataType {
  const fields = packFields(declarations);
  const names = fields.map(({ name }) => name);
  const last = fields.at(-1) as Field;
  const itemSize = last.offset + last.size;
  const wordSizes = joinWordSizes(fields.map(({ dataType }) => dataType));
  const { endian, foreignWordSizes } = joinByteOrders(fields);
  const v2 = v2Fields(declarations);
  const metadata = {
    name: "struct",
    configuration: { fields: fields.map(({ name, dataType }) => ({ name, data_type: dataType.metadata })) },
  };
  const normalized = fields.filter(({ dataType }) => dataType.normalize !== undefined);

  function read(bytes: Uint8Array, offset: number): StructValue {
    const value: { [field: string]: unknown } = {};
    for (const field of fields) {
      defineMember(value, field.name, field.dataType.unpack(memberOf(field, bytes, offset), 0));
    }
    return value;
  }

  function write(value: unknown, bytes: Uint8Array, offset: number): void {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TypeError(`struct: expected an object with the fields ${names.join(", ")}, found ${found(value)}`);
    }
    const extra = Object.keys(value).find((key) => !names.includes(key));
    if (extra !== undefined) {
      throw new TypeError(`struct: expected the fields ${names.join(", ")}, found ${found(extra)} too`);
    }
    // Built apart, so that an element is stored whole or not at all.
    const element = new Uint8Array(itemSize);
    for (const field of fields) {
      if (!Object.hasOwn(value, field.name)) {
        throw new TypeError(`struct: field ${found(field.name)} is missing`);
      }
      field.dataType.pack((value as StructValue)[field.name], memberOf(field, element, 0), 0);
    }
    bytes.set(element, offset);
  }

  /** Between packed bytes as a document of some version has them and an element in the host's byte order. */
  function reorder(bytes: Uint8Array, zarrFormat: 2 | 3): Uint8Array {
    if (zarrFormat === 2 && foreignWordSizes !== undefined) {
      swapWords(bytes, foreignWordSizes);
    } else if (((zarrFormat === 2 && endian) || "little") !== hostEndian) {
      swapWords(bytes, wordSizes);
    }
    return bytes;
  }

  function fillFromJson(json: JsonValue, zarrFormat: 2 | 3, element: Uint8Array): void {
    if (zarrFormat === 2 || typeof json === "string") {
      const bytes = bytesFromBase64("struct fill value", json);
      if (bytes.length !== itemSize) {
        throw new RangeError(`struct fill value: expected ${itemSize} bytes, found ${bytes.length}`);
      }
      element.set(reorder(bytes, zarrFormat));
      return;
    }
    const members = exactMembers("struct fill value", json, names);
    for (const field of fields) {
      const fill = field.dataType.fillValueFromJson(members[field.name] as JsonValue, zarrFormat);
      element.set(fill as Uint8Array, field.offset);
    }
  }

  function fillToJson(element: Uint8Array, zarrFormat: 2 | 3): JsonValue {
    if (zarrFormat === 2) {
      return bytesToBase64(reorder(copyBytes(element), 2));
    }
    const members: { [field: string]: JsonValue } = {};
    for (const field of fields) {
      defineMember(members, field.name, field.dataType.fillValueToJson(memberOf(field, element, 0), zarrFormat));
    }
    return members;
  }

  function normalize(elements: Elements): Elements {
    let bytes = elements as Uint8Array;
    for (let offset = 0; offset < bytes.length; offset += itemSize) {
      for (const field of normalized) {
        const member = memberOf(field, bytes, offset);
        const canonical = field.dataType.normalize?.(member) as Uint8Array;
        if (canonical !== member) {
          bytes = bytes === elements ? copyBytes(bytes) : bytes;
          bytes.set(canonical, offset + field.offset);
        }
      }
    }
    return bytes;
  }

  return fixedSizeDataType<StructValue, ReturnType<StructDataType["view"]>>({
    name: "struct",
    metadata,
    v2: v2 === undefined ? undefined : { dtype: v2 },
    itemSize,
    wordSizes,
    endian,
    foreignWordSizes,
    container: elementView({ layout: JSON.stringify(metadata), itemSize, read, write }),
    read,
    write,
    fillFromJson,
    fillToJson,
    ...(normalized.length === 0 ? {} : { normalize }),
    fields: fields.map(({ name, dataType, offset }) => Object.freeze({ name, dataType, offset })),
  });
}

function memberOf(field: Field, bytes: Uint8Array, offset: number): Uint8Array {
  const start = offset + field.offset;
  return bytes.subarray(start, start + field.size);
}

export const factory: DataTypeFactory = {
  fromV3: async (name: string, configuration: JsonObject | undefined, context: DataTypeContext) =>
    create(await v3Declarations(name, configuration, context)),
  fromV2: async (dtype: JsonValue, context: DataTypeContext) => create(await v2Declarations(dtype, context)),
};
