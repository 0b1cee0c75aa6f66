import type {
  ChunkSpec,
  Codec,
  CodecSpelling,
  DataType,
  DataTypeContext,
  Extension,
  JsonObject,
  JsonValue,
} from "@zarrkit/core/contract";
import { type CodecResolvers, createCodec } from "./subject.ts";

/** Finds data types and makes codecs, as an engine does. */
export interface SampleEngine {
  /** Finds a data type by its version 3 metadata or its version 2 spelling. Rejects where no extension answers to it. */
  dataType(metadata: JsonValue): Promise<DataType>;
  /** The spec of chunks of a shape; the fill value, as version 3 spells it, is the data type's own unless given. */
  specOf(shape: readonly number[], metadata: JsonValue, fill?: JsonValue): Promise<ChunkSpec>;
  /** Makes a codec for such chunks. */
  createFor<C extends Codec = Codec>(
    extension: Extension<"codec">,
    configuration: JsonObject | undefined,
    spec: ChunkSpec,
    spelling?: CodecSpelling,
  ): Promise<C>;
}

/** An engine that knows these data types. `chain` builds chains for codecs that hold others; there are none without it. */
export function sampleEngine(
  dataTypes: readonly Extension<"data_type">[],
  chain: Partial<Pick<CodecResolvers, "chain">> = {},
): SampleEngine {
  const dataType = async (metadata: JsonValue): Promise<DataType> => {
    const { name, configuration } = (typeof metadata === "string" ? { name: metadata } : metadata) as {
      readonly name: string;
      readonly configuration?: JsonObject;
    };
    const v3 = dataTypes.find((extension) => extension.name === name || extension.aliases?.includes(name));
    if (v3 !== undefined) return (await v3.load()).fromV3(name, configuration, context);
    const factory = await dataTypes.find((extension) => extension.v2?.test(name))?.load();
    if (factory?.fromV2 === undefined) throw new Error(`no data type ${JSON.stringify(metadata)}`);
    return factory.fromV2(name.replace(/^\|O:.*/, "|O"), context);
  };
  const context: DataTypeContext = { dataType, v2DataType: dataType };
  return {
    dataType,
    async specOf(shape, metadata, fill) {
      const found = await dataType(metadata);
      const fillValue = fill === undefined ? found.defaultFillValue : found.fillValueFromJson(fill, 3);
      return { shape, dataType: found, fillValue };
    },
    async createFor<C extends Codec>(
      extension: Extension<"codec">,
      configuration: JsonObject | undefined,
      spec: ChunkSpec,
      spelling: CodecSpelling = "zarr",
    ): Promise<C> {
      return (await createCodec(extension, { configuration, spec, spelling, resolvers: { dataType, ...chain } })) as C;
    },
  };
}
