import type { ChunkGrid, ChunkKeyEncoding, DataType, Elements, JsonValue } from "../contract/index.ts";
import { MetadataValidationError, UnknownExtensionError } from "../error/metadata-error.ts";
import { type ErrorPlace, isZarrError, messageOf } from "../error/zarr-error.ts";
import type { Registry } from "../registry/registry.ts";
import { abbreviate } from "./check.ts";
import { parseExtensionObject } from "./extension-object.ts";

/** The grid that a `chunk_grid` member describes, over an array of this shape. */
export async function resolveChunkGrid(
  metadata: JsonValue,
  shape: readonly number[],
  registry: Registry,
  place: ErrorPlace,
): Promise<ChunkGrid> {
  const { factory, configuration } = await resolve("chunk_grid", metadata, registry, place);
  return attempt("chunk_grid", () => factory.create(configuration, shape), place);
}

/** The encoding that a `chunk_key_encoding` member describes. */
export async function resolveChunkKeyEncoding(
  metadata: JsonValue,
  registry: Registry,
  place: ErrorPlace,
): Promise<ChunkKeyEncoding> {
  const { factory, configuration } = await resolve("chunk_key_encoding", metadata, registry, place);
  return attempt("chunk_key_encoding", () => factory.create(configuration), place);
}

/** One element from a `fill_value` member. */
export function parseFillValue(json: JsonValue, dataType: DataType, zarrFormat: 2 | 3, place: ErrorPlace): Elements {
  return attempt(
    "fill_value",
    () => dataType.fillValueFromJson(json, zarrFormat),
    place,
    `${abbreviate(json)} for data type ${dataType.name}`,
  );
}

// An unknown grid or key encoding always fails: `must_understand: false` cannot rescue it (v3 core, "Extension points").
async function resolve<P extends "chunk_grid" | "chunk_key_encoding">(
  point: P,
  metadata: JsonValue,
  registry: Registry,
  place: ErrorPlace,
) {
  const { name, configuration } = parseExtensionObject(point, metadata, place);
  const extension = registry.find(point, name);
  if (extension === undefined) {
    const known = registry.namesAt(point).join(", ");
    throw new UnknownExtensionError(`Unknown ${point} "${name}"; registered are ${known}`, place);
  }
  return { factory: await registry.load(extension), configuration };
}

function attempt<T>(member: string, make: () => T, place: ErrorPlace, found = ""): T {
  try {
    return make();
  } catch (cause) {
    if (isZarrError(cause)) throw cause;
    const what = found === "" ? `Invalid ${member}` : `Invalid ${member} ${found}`;
    throw new MetadataValidationError(`${what}: ${messageOf(cause)}`, { ...place, cause });
  }
}
