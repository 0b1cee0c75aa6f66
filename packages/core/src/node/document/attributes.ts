import type { JsonObject, JsonValue } from "../../contract/index.ts";
import { NodeNotFoundError } from "../../error/node-error.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import { optionalObject } from "../../metadata/check.ts";
import type { ZarrFormat } from "../../metadata/model.ts";
import { documentNames } from "../../store/document-names.ts";
import type { Location } from "../location/location.ts";
import { type ChangeOptions, changeDocument } from "./write-document.ts";

/** What to change: a value for each attribute, `undefined` to remove it. */
export type AttributeChanges = Readonly<Record<string, JsonValue | undefined>>;

/** Merges attributes into those that are stored now, and answers all of them. The rest of the document stays as it is. */
export async function mergeAttributes(
  location: Location,
  zarrFormat: ZarrFormat,
  changes: AttributeChanges,
  options: ChangeOptions,
): Promise<JsonObject> {
  let merged: JsonObject = {};
  const name = zarrFormat === 3 ? documentNames.v3 : documentNames.v2Attributes;
  const change = (document: JsonObject | undefined, place: ErrorPlace): JsonObject => {
    if (zarrFormat === 2) {
      merged = changed(document ?? {}, changes);
      return merged;
    }
    if (document === undefined) throw new NodeNotFoundError("The node has been deleted", place);
    merged = changed(optionalObject(document, "attributes", place), changes);
    return { ...document, attributes: merged };
  };
  await changeDocument(location, name, change, options);
  return merged;
}

function changed(attributes: JsonObject, changes: AttributeChanges): JsonObject {
  const entries = Object.entries({ ...attributes, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}
