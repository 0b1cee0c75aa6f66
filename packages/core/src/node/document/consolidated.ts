import type { JsonObject } from "../../contract/index.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import { isJsonObject } from "../../json/json-object.ts";
import type { ConsolidatedMetadata } from "../../metadata/consolidated.ts";
import type { GroupMetadata } from "../../metadata/model.ts";
import { formatV2Consolidated, parseV2Consolidated } from "../../metadata/v2-consolidated.ts";
import { formatV3Consolidated, parseV3Consolidated, withConsolidated } from "../../metadata/v3-consolidated.ts";
import { documentNames } from "../../store/document-names.ts";
import type { Location } from "../location/location.ts";
import { type ChangeOptions, changeDocument, writeDocument } from "./write-document.ts";

/** Stores the consolidated metadata of the group at the top of it. */
export async function writeConsolidated(
  group: Location,
  { attributes }: GroupMetadata,
  consolidated: ConsolidatedMetadata,
  options: ChangeOptions,
): Promise<void> {
  const { source } = consolidated;
  if (source === documentNames.v3) {
    const block = formatV3Consolidated(consolidated);
    await changeDocument(group, source, (document) => document && withConsolidated(document, block), options);
  } else {
    const own = { group: { zarr_format: 2 }, attributes };
    await writeDocument(group, source, formatV2Consolidated(own, consolidated), options);
  }
}

/**
 * Makes a change to what a group knows of the nodes below it, and to the document it knows it from: that of the group at
 * the top. Where that document has been deleted or replaced meanwhile, it is left alone.
 */
export async function changeConsolidated(
  group: Location,
  consolidated: ConsolidatedMetadata,
  change: (consolidated: ConsolidatedMetadata) => void,
  options: ChangeOptions,
): Promise<void> {
  change(consolidated);
  const { source, path } = consolidated;
  const rewrite = (document: JsonObject | undefined, place: ErrorPlace): JsonObject | undefined => {
    if (document === undefined) return undefined;
    if (source !== documentNames.v3) {
      const stored = parseV2Consolidated(document, source, place);
      change(stored.below(path));
      return formatV2Consolidated(ownDocuments(document), stored);
    }
    const stored = parseV3Consolidated(document["consolidated_metadata"], source, place);
    if (stored === undefined) return undefined;
    change(stored.below(path));
    return withConsolidated(document, formatV3Consolidated(stored));
  };
  await changeDocument(topOf(group, consolidated), source, rewrite, options);
}

/** Brings a group's attributes into the version 2 document at its place; in version 3 there is only one to change. */
export async function changeConsolidatedAttributes(
  group: Location,
  { source, path }: ConsolidatedMetadata,
  attributes: JsonObject,
  options: ChangeOptions,
): Promise<void> {
  if (source === documentNames.v3 || path !== "") return;
  const rewrite = (document: JsonObject | undefined): JsonObject | undefined => {
    const metadata = document?.["metadata"];
    return isJsonObject(metadata) ? { ...document, metadata: { ...metadata, ".zattrs": attributes } } : undefined;
  };
  await changeDocument(group, source, rewrite, options);
}

/** The group whose document holds the consolidated metadata. */
function topOf({ store, path }: Location, consolidated: ConsolidatedMetadata): Location {
  const depth = consolidated.path === "" ? 0 : consolidated.path.length + 1;
  return { store, path: path.slice(0, Math.max(path.length - depth, 0)) };
}

function ownDocuments({ metadata }: JsonObject): { group: JsonObject; attributes: JsonObject } {
  const own = (name: string): JsonObject | undefined => {
    const document = isJsonObject(metadata) ? metadata[name] : undefined;
    return isJsonObject(document) ? document : undefined;
  };
  return { group: own(".zgroup") ?? { zarr_format: 2 }, attributes: own(".zattrs") ?? {} };
}
