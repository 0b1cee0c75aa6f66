import type {
  Chunk,
  ChunkSpec,
  Codec,
  CodecContext,
  CodecSpelling,
  DataType,
  DataTypeContext,
  Extension,
  JsonObject,
  JsonValue,
} from "@zarrkit/core/contract";
import { dataTypes } from "@zarrkit/dtypes";

const dataTypeContext: DataTypeContext = { dataType: resolveDataType, v2DataType: resolveDataType };

/** Finds a data type by its v3 name or its v2 spelling. */
export async function resolveDataType(metadata: JsonValue): Promise<DataType> {
  const { name, configuration } = (typeof metadata === "string" ? { name: metadata } : metadata) as {
    readonly name: string;
    readonly configuration?: JsonObject;
  };
  const v3 = dataTypes.find((extension) => extension.name === name || extension.aliases?.includes(name));
  if (v3 !== undefined) return (await v3.load()).fromV3(name, configuration, dataTypeContext);
  const v2 = dataTypes.find((extension) => extension.v2?.test(name));
  const factory = await v2?.load();
  if (factory?.fromV2 === undefined) throw new Error(`no data type ${JSON.stringify(metadata)}`);
  return factory.fromV2(name.replace(/^\|O:.*/, "|O"), dataTypeContext);
}

/** The spec of chunks of a shape; the fill value is the data type's own unless given. */
export async function specOf(shape: readonly number[], metadata: JsonValue, fill?: JsonValue): Promise<ChunkSpec> {
  const dataType = await resolveDataType(metadata);
  const fillValue = fill === undefined ? dataType.defaultFillValue : dataType.fillValueFromJson(fill, 3);
  return { shape, dataType, fillValue };
}

/** What an engine would lend. */
export function contextOf(spec: ChunkSpec, spelling: CodecSpelling = "zarr"): CodecContext {
  return { spec, spelling, dataType: resolveDataType, chain: noChain };
}

/** Makes a codec as an engine would for such chunks. */
export async function createFor<C extends Codec = Codec>(
  extension: Extension<"codec">,
  configuration: JsonObject | undefined,
  spec: ChunkSpec,
  spelling?: CodecSpelling,
): Promise<C> {
  const factory = await extension.load();
  return (await factory.create(configuration, contextOf(spec, spelling))) as C;
}

/** A chunk in C order. */
export function chunkOf(elements: Uint8Array | unknown[], shape: readonly number[]): Chunk {
  const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  return { elements, shape, stride, offset: 0 };
}

function noChain(): never {
  throw new Error("no chains here");
}
