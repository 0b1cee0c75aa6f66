import type { CodecChain, JsonObject } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { emptyGroup } from "../../metadata/group.ts";
import type { ZarrFormat } from "../../metadata/model.ts";
import type { NodeDocuments } from "../../metadata/node-documents.ts";
import type { ArrayCreationOptions } from "../creation/creation-options.ts";
import { planArray } from "../creation/new-array.ts";
import { type NodeMetadata, parseNode } from "../document/parse-documents.ts";
import type { Environment } from "../location/environment.ts";
import { type Location, placeOf } from "../location/location.ts";

/** A group that is to be. */
export interface GroupSpec {
  /** Tells a group from an array. */
  readonly kind: "group";
  /** What `attrs` holds; nothing when left out. */
  readonly attributes?: JsonObject | undefined;
  /** Version of the format. */
  readonly zarrFormat?: ZarrFormat | undefined;
}

/** An array that is to be: the options that create one. */
export interface ArraySpec extends ArrayCreationOptions {
  /** Tells an array from a group. */
  readonly kind: "array";
}

/** A node of a hierarchy that is to be, or its metadata document; in version 2 with its `attributes` as a member. */
export type HierarchyNode = GroupSpec | ArraySpec | JsonObject;

/** A node, its documents checked and its codecs made; nothing is written. */
export interface PlannedNode {
  readonly location: Location;
  readonly node: NodeMetadata;
  readonly environment: Environment;
  /** The codecs, where they are made already. */
  readonly chain: CodecChain | undefined;
}

/** The format that a node asks for; `undefined` where it leaves that open. */
export function formatOf(spec: HierarchyNode, location: Location): ZarrFormat | undefined {
  const given: unknown = spec;
  if (!isJsonObject(given)) {
    throw new InvalidArgumentError("A node must be an object with a kind, or a metadata document", placeOf(location));
  }
  const format = isDocument(spec) ? spec["zarr_format"] : spec.zarrFormat;
  if (format === undefined || format === 2 || format === 3) return format;
  throw new InvalidArgumentError(`A node must be of Zarr format 2 or 3, found ${String(format)}`, placeOf(location));
}

/** Works out what a node is. Throws before anything is written. */
export async function planNode(
  spec: HierarchyNode,
  location: Location,
  zarrFormat: ZarrFormat,
  environment: Environment,
): Promise<PlannedNode> {
  if (isDocument(spec)) {
    const node = await parseNode(documentsOf(spec, zarrFormat), location, environment);
    return { location, node, environment, chain: undefined };
  }
  const { kind } = spec;
  if (kind === "group") return plannedGroup(location, zarrFormat, environment, spec.attributes);
  if (kind === "array") {
    const planned = await planArray({ ...spec, zarrFormat }, environment, placeOf(location));
    const { metadata, chain } = planned;
    return { location, node: { kind, metadata }, environment: planned.environment, chain };
  }
  throw new InvalidArgumentError(
    `A node must have a kind, "group" or "array", or be a document, found ${String(kind)}`,
    placeOf(location),
  );
}

function isDocument(spec: HierarchyNode): spec is JsonObject {
  return "zarr_format" in spec;
}

export function plannedGroup(
  location: Location,
  zarrFormat: ZarrFormat,
  environment: Environment,
  attributes: JsonObject = {},
): PlannedNode {
  const metadata = emptyGroup(zarrFormat, { ...attributes });
  return { location, node: { kind: "group", metadata }, environment, chain: undefined };
}

function documentsOf(document: JsonObject, zarrFormat: ZarrFormat): NodeDocuments {
  if (zarrFormat === 3) return { zarrFormat, document };
  const { attributes, ...own } = document;
  const isArray = "shape" in own;
  return {
    zarrFormat,
    array: isArray ? own : undefined,
    group: isArray ? undefined : own,
    attributes: isJsonObject(attributes) ? attributes : {},
  };
}
