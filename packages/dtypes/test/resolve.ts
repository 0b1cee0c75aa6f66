import type {
  DataType,
  DataTypeContext,
  DataTypeFactory,
  Extension,
  JsonObject,
  JsonValue,
} from "@zarrkit/core/contract";
import { dataTypes } from "../src/index.ts";

/** A registry in a few lines: finds the descriptor, loads it, makes the type. */
async function factoryOf(
  what: string,
  isMatch: (extension: Extension<"data_type">) => boolean,
): Promise<DataTypeFactory> {
  const matches = dataTypes.filter(isMatch);
  if (matches.length !== 1) {
    throw new Error(`${what}: ${matches.length} descriptors answer`);
  }
  return (matches[0] as Extension<"data_type">).load();
}

/** The type of a v3 `data_type` member. */
export async function v3<Scalar = unknown, Data = unknown>(metadata: JsonValue): Promise<DataType<Scalar, Data>> {
  const { name, configuration } = (typeof metadata === "string" ? { name: metadata } : metadata) as {
    readonly name: string;
    readonly configuration?: JsonObject;
  };
  const factory = await factoryOf(
    name,
    (extension) =>
      extension.name === name || extension.aliases?.includes(name) === true || extension.pattern?.test(name) === true,
  );
  return (await factory.fromV3(name, configuration, context)) as DataType<Scalar, Data>;
}

/** The type of a v2 `dtype` member; `filter` is the id of the object codec. */
export async function v2<Scalar = unknown, Data = unknown>(
  dtype: JsonValue,
  filter?: string,
): Promise<DataType<Scalar, Data>> {
  const spelling = Array.isArray(dtype) ? "[]" : filter === undefined ? (dtype as string) : `${dtype}:${filter}`;
  const factory = await factoryOf(spelling, (extension) => extension.v2?.test(spelling) === true);
  return (await factory.fromV2?.(Array.isArray(dtype) ? dtype : spelling, context)) as DataType<Scalar, Data>;
}

export const context: DataTypeContext = { dataType: v3, v2DataType: (dtype) => v2(dtype) };

/** Bytes of base64. */
export function base64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
