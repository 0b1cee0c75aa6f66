import type { JsonObject } from "../contract/index.ts";
import { NodeTypeValidationError } from "../error/metadata-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import { abbreviate, optionalObject } from "./check.ts";
import type { ConsolidatedMetadata } from "./consolidated.ts";
import type { GroupMetadata, ZarrFormat } from "./model.ts";
import { formatV3Consolidated, parseV3Consolidated, withConsolidated } from "./v3-consolidated.ts";
import { requireZarrFormat, unknownMembers } from "./version.ts";

const members = ["zarr_format", "node_type", "attributes", "consolidated_metadata"];

/** Reads the `zarr.json` of a group. Source: zarr v3 core, "Group metadata". */
export function parseV3Group(document: JsonObject, place: ErrorPlace): GroupMetadata {
  requireZarrFormat(document, 3, place);
  if (document["node_type"] !== "group") {
    throw new NodeTypeValidationError(`"node_type" must be "group", found ${abbreviate(document["node_type"])}`, place);
  }
  return {
    zarrFormat: 3,
    extra: unknownMembers(document, members, place),
    attributes: optionalObject(document, "attributes", place),
    consolidated: parseV3Consolidated(document["consolidated_metadata"], "zarr.json", place),
  };
}

/** Reads `.zgroup` and `.zattrs`. Source: zarr v2, "Groups". */
export function parseV2Group(
  document: JsonObject,
  attributes: JsonObject,
  place: ErrorPlace,
  consolidated?: ConsolidatedMetadata,
): GroupMetadata {
  requireZarrFormat(document, 2, place);
  return { zarrFormat: 2, attributes, consolidated, extra: {} };
}

export function emptyGroup(zarrFormat: ZarrFormat, attributes: JsonObject): GroupMetadata {
  return { zarrFormat, attributes, consolidated: undefined, extra: {} };
}

/** The `zarr.json` to store, members in the order that zarr-python writes. */
export function formatV3Group(metadata: GroupMetadata): JsonObject {
  const { attributes, consolidated, extra } = metadata;
  const document = { attributes, zarr_format: 3, node_type: "group", ...extra };
  return consolidated === undefined ? document : withConsolidated(document, formatV3Consolidated(consolidated));
}
