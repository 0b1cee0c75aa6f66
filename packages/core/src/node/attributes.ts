import type { JsonObject } from "../contract/index.ts";
import { NodeNotFoundError } from "../error/node-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { optionalObject } from "../metadata/check.ts";
import { documentNames } from "../metadata/document-names.ts";
import type { ZarrFormat } from "../metadata/model.ts";
import type { Location } from "./location.ts";
import { type ChangeOptions, changeDocument } from "./write-document.ts";

/** Merges attributes into those that are stored now, and answers all of them. The rest of the document stays as it is. */
export async function mergeAttributes(
  location: Location,
  zarrFormat: ZarrFormat,
  attributes: JsonObject,
  options: ChangeOptions,
): Promise<JsonObject> {
  let merged = attributes;
  const name = zarrFormat === 3 ? documentNames.v3 : documentNames.v2Attributes;
  const change = (document: JsonObject | undefined, place: ErrorPlace): JsonObject => {
    if (zarrFormat === 2) {
      merged = { ...document, ...attributes };
      return merged;
    }
    if (document === undefined) throw new NodeNotFoundError("The node has been deleted", place);
    merged = { ...optionalObject(document, "attributes", place), ...attributes };
    return { ...document, attributes: merged };
  };
  await changeDocument(location, name, change, options);
  return merged;
}
