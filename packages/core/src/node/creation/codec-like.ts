import type { Extension, JsonObject } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { formatExtensionObject } from "../../metadata/extension-object.ts";
import type { CodecLike } from "./creation-options.ts";

/** A list from one codec, several, or none. */
export function codecList(codecs: CodecLike | readonly CodecLike[] | null): readonly CodecLike[] {
  if (codecs === null) return [];
  return Array.isArray(codecs) ? codecs : [codecs as CodecLike];
}

/** The plugins among codecs, which the registry must know. */
export function pluginsAmong(codecs: readonly CodecLike[]): readonly Extension<"codec">[] {
  return codecs.filter(isPlugin);
}

/** The v3 metadata of a codec. A numcodecs `{ id, … }` becomes its `numcodecs.` name. */
export function v3CodecOf(codec: CodecLike, place: ErrorPlace): JsonObject {
  if (typeof codec === "string") return { name: codec };
  if (isPlugin(codec)) return { name: codec.name };
  if (!isJsonObject(codec)) throw notCodec(codec, place);
  const { id, name, configuration, ...rest } = codec;
  if (typeof id === "string") return formatExtensionObject(`numcodecs.${id}`, rest);
  if (typeof name !== "string") throw notCodec(codec, place);
  if (configuration !== undefined && !isJsonObject(configuration)) throw notCodec(codec, place);
  return formatExtensionObject(name, configuration);
}

/** The v2 metadata of a codec: `{ id, … }`. */
export function v2CodecOf(codec: CodecLike, place: ErrorPlace): JsonObject {
  if (typeof codec === "string") return { id: withoutPrefix(codec) };
  if (isPlugin(codec)) return { id: codec.numcodecsId ?? codec.name };
  if (!isJsonObject(codec)) throw notCodec(codec, place);
  const { id, name, configuration } = codec;
  if (typeof id === "string") return codec;
  if (typeof name !== "string") throw notCodec(codec, place);
  return { id: withoutPrefix(name), ...(isJsonObject(configuration) ? configuration : {}) };
}

function withoutPrefix(name: string): string {
  return name.startsWith("numcodecs.") ? name.slice("numcodecs.".length) : name;
}

function isPlugin(codec: CodecLike): codec is Extension<"codec"> {
  return typeof codec === "object" && codec !== null && "point" in codec && "load" in codec;
}

function notCodec(found: unknown, place: ErrorPlace): InvalidArgumentError {
  return new InvalidArgumentError(
    `A codec is a name, { name, configuration }, { id, … } or a plugin; found ${typeof found}${found === null ? " (null)" : ""}`,
    place,
  );
}
