import type { DataType, DataTypeContext, Extension, JsonObject } from "@zarrkit/core/contract";
import { valueText } from "../value-text.ts";
import type { Clause } from "./clause.ts";

/** A `data_type` member of a version 3 document. */
export type DataTypeMetadata = string | { readonly name: string; readonly configuration?: JsonObject };

/** What an engine lends a data type. This one knows no other type. */
const context: DataTypeContext = {
  dataType(metadata) {
    throw new Error(`the suite knows no data type ${valueText(metadata)}`);
  },
  v2DataType(dtype) {
    throw new Error(`the suite knows no data type ${valueText(dtype)}`);
  },
};

/** Makes the data type of an extension from version 3 metadata; from its bare name when there is none. */
export async function createDataType(
  extension: Extension<"data_type">,
  metadata: DataTypeMetadata = extension.name,
): Promise<DataType> {
  const { name, configuration } = typeof metadata === "string" ? { name: metadata } : metadata;
  const factory = await extension.load();
  return factory.fromV3(name, configuration, context);
}

/** The spelling that `Extension.v2` is matched against. */
function v2Spelling({ v2 }: DataType): string {
  if (Array.isArray(v2?.dtype)) return "[]";
  return v2?.dtype === "|O" ? `|O:${v2.objectCodec ?? ""}` : String(v2?.dtype);
}

function answersTo(extension: Extension<"data_type">, name: string): boolean {
  const named = extension.name === name || extension.aliases?.includes(name) === true;
  return named || matches(extension.pattern, name);
}

function matches(pattern: RegExp | undefined, text: string): boolean {
  return pattern?.exec(text)?.[0].length === text.length;
}

/** From metadata to the type and back, through the descriptor. */
export const extensionTests: readonly Clause[] = [
  {
    name: "is found again under the name it writes",
    async run(dataType, { extension }, expect) {
      if (extension === undefined) return;
      expect(extension.point).toBe("data_type");
      if (!answersTo(extension, dataType.name)) {
        throw new Error(`the extension ${extension.name} does not answer to ${dataType.name}`);
      }
      const again = await createDataType(extension, dataType.metadata as DataTypeMetadata);
      expect(again.metadata).toEqual(dataType.metadata);
      expect(again.itemSize).toBe(dataType.itemSize);
    },
  },
  {
    name: "is found again under its version 2 spelling",
    async run(dataType, { extension }, expect) {
      if (extension === undefined || dataType.v2 === undefined) return;
      const factory = await extension.load();
      if (factory.fromV2 === undefined || !matches(extension.v2, v2Spelling(dataType))) {
        throw new Error(`the extension ${extension.name} does not answer to ${valueText(dataType.v2.dtype)}`);
      }
      const again = await factory.fromV2(dataType.v2.dtype, context, dataType.v2.objectCodec);
      expect(again.v2).toEqual(dataType.v2);
      expect(again.metadata).toEqual(dataType.metadata);
    },
  },
  {
    name: "refuses metadata that is not its own",
    async run(_, { extension, invalid = [] }) {
      if (extension === undefined) {
        if (invalid.length > 0) throw new Error("invalid metadata can be tried with an extension only");
        return;
      }
      const factory = await extension.load();
      for (const metadata of invalid) {
        await mustReject(`data type ${valueText(metadata)}`, async () => {
          if (typeof metadata === "string" || !("v2" in metadata)) return createDataType(extension, metadata);
          if (factory.fromV2 === undefined) throw new Error(`${extension.name} has no version 2 spelling`);
          return factory.fromV2(metadata.v2, context);
        });
      }
    },
  },
];

async function mustReject(what: string, attempt: () => Promise<unknown>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof Error && error.message !== "") return;
    throw new Error(`${what}: expected an Error with a message`);
  }
  throw new Error(`${what}: expected an error`);
}
