import type { JsonObject, StoreOptions } from "../contract/index.ts";
import { NodeNotFoundError } from "../error/node-error.ts";
import { coordinationOf } from "../io/coordination.ts";
import { optionalObject } from "../metadata/check.ts";
import { documentNames } from "../metadata/document-names.ts";
import type { ZarrFormat } from "../metadata/model.ts";
import { requireWritable } from "../store/access.ts";
import { readDocument } from "./document.ts";
import { keyBelow, type Location, placeOf } from "./location.ts";
import { writeDocument } from "./write-document.ts";

/**
 * Merges attributes into those that are stored now, and answers all of them. The rest of the document stays as it
 * is, and writers in this process take turns, so nobody's attributes are lost.
 */
export function mergeAttributes(
  location: Location,
  zarrFormat: ZarrFormat,
  attributes: JsonObject,
  options: StoreOptions,
): Promise<JsonObject> {
  requireWritable(location.store);
  const name = zarrFormat === 3 ? documentNames.v3 : documentNames.v2Attributes;
  const key = keyBelow(location.path, name);
  return coordinationOf(location.store).exclusively(key, async () => {
    const place = { ...placeOf(location), key };
    const document = await readDocument(location, name, options);
    if (zarrFormat === 2) {
      const merged = { ...document, ...attributes };
      await writeDocument(location, name, merged, options);
      return merged;
    }
    if (document === undefined) throw new NodeNotFoundError("The node has been deleted", place);
    const merged = { ...optionalObject(document, "attributes", place), ...attributes };
    await writeDocument(location, name, { ...document, attributes: merged }, options);
    return merged;
  });
}
