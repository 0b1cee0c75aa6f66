import type { JsonObject, JsonValue } from "../contract/index.ts";
import { MetadataValidationError } from "../error/metadata-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { isJsonObject } from "../json/json-object.ts";
import { invalid, requireMember } from "./check.ts";

export function requireZarrFormat(document: JsonObject, zarrFormat: 2 | 3, place: ErrorPlace): void {
  const found = requireMember(document, "zarr_format", place);
  if (found !== zarrFormat) invalid("zarr_format", `the integer ${zarrFormat}`, found, place);
}

/**
 * The members of a v3 document that this library does not know. Each must say `must_understand: false`, or
 * reading on could give wrong data. Source: zarr v3 core, "Extension points", `must_understand`.
 */
export function unknownMembers(document: JsonObject, known: readonly string[], place: ErrorPlace): JsonObject {
  const unknown = Object.entries(document).filter(([member]) => !known.includes(member));
  const refused = unknown.filter(([, value]) => !isIgnorable(value)).map(([member]) => JSON.stringify(member));
  if (refused.length > 0) {
    throw new MetadataValidationError(
      `The document needs ${refused.join(", ")}, which this library does not know`,
      place,
    );
  }
  return Object.fromEntries(unknown);
}

function isIgnorable(value: JsonValue): boolean {
  return isJsonObject(value) && value["must_understand"] === false;
}
