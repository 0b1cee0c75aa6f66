import type { JsonObject, StoreOptions } from "../../contract/index.ts";
import { ContainsArrayError, NodeNotFoundError } from "../../error/node-error.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { deleteBelow } from "../../io/coordination/delete-below.ts";
import type { ConsolidatedMetadata } from "../../metadata/consolidated.ts";
import { emptyGroup } from "../../metadata/group.ts";
import type { ArrayMetadata, GroupMetadata, ZarrFormat } from "../../metadata/model.ts";
import type { NodeDocuments } from "../../metadata/node-documents.ts";
import { ZarrArray } from "../array/array.ts";
import { type ArrayData, type NewArrayOptions, type NewDtype, resolveData } from "../array/array-data.ts";
import type { ArrayCreationOptions } from "../creation/creation-options.ts";
import { type AttributeChanges, mergeAttributes } from "../document/attributes.ts";
import { changeConsolidated, changeConsolidatedAttributes } from "../document/consolidated.ts";
import type { OpenGroupOptions } from "../document/find-documents.ts";
import { readGroup, readNode } from "../document/open.ts";
import type { NodeMetadata } from "../document/parse-documents.ts";
import { createNode } from "../document/prepare.ts";
import type { ChangeOptions } from "../document/write-document.ts";
import { groupDocuments } from "../document/write-metadata.ts";
import type { Environment } from "../location/environment.ts";
import { type Location, placeOf, prefixOf } from "../location/location.ts";
import { normalizePath } from "../location/path.ts";
import { findOrCreate } from "./find-or-create.ts";
import { countMembers, groupInfo } from "./group-info.ts";
import { GroupOf } from "./group-of.ts";
import { type CreateHierarchyOptions, type HierarchyNodes, writeHierarchy } from "./hierarchy.ts";
import type { PlannedNode } from "./hierarchy-node.ts";
import { moveNode } from "./move.ts";
import { findFittingArray, findStored, type RequireArrayOptions } from "./require.ts";
import { hierarchyTree, type TreeOptions } from "./tree.ts";

/** What a path leads to: an array or a group. */
export type ZarrNode = ZarrArray | ZarrGroup;

export interface GroupCreationOptions extends StoreOptions {
  /** What `attrs` holds; nothing when left out. */
  readonly attributes?: JsonObject | undefined;
  /** Version of the format. Default: what the environment says. */
  readonly zarrFormat?: ZarrFormat | undefined;
  /** Delete what is there first. */
  readonly overwrite?: boolean | undefined;
}

/** A stored group: attributes, and arrays and groups by name. Made by `openGroup` and `createGroup`. */
export class ZarrGroup extends GroupOf<ZarrArray, ZarrGroup> {
  /** Opens the group at a place. Throws `GroupNotFoundError`, `ContainsArrayError`, `MetadataValidationError`. */
  static async open(location: Location, environment: Environment, options: OpenGroupOptions = {}): Promise<ZarrGroup> {
    return new ZarrGroup(location, await readGroup(location, environment, options), environment);
  }

  /** Creates a group, and the groups above it that are missing. Throws a `Contains…Error` when a node is in the way. */
  static async create(location: Location, options: GroupCreationOptions, environment: Environment): Promise<ZarrGroup> {
    const { attributes = {}, overwrite = false, signal } = options;
    const zarrFormat = options.zarrFormat ?? environment.defaults.zarrFormat;
    if (zarrFormat !== 2 && zarrFormat !== 3) {
      throw new InvalidArgumentError(`zarrFormat must be 2 or 3, found ${String(zarrFormat)}`, placeOf(location));
    }
    const metadata = emptyGroup(zarrFormat, { ...attributes });
    await createNode(location, groupDocuments(metadata), { zarrFormat, overwrite, signal });
    return new ZarrGroup(location, metadata, environment);
  }

  /** The document that describes the group: `zarr.json`, or `.zgroup` in version 2. */
  get metadata(): JsonObject {
    return groupDocuments(this.known).at(-1)?.[1] as JsonObject;
  }

  override async array<D extends string = string>(path: string, options: StoreOptions = {}): Promise<ZarrArray<D>> {
    return (await super.array(path, options)) as unknown as ZarrArray<D>;
  }

  /**
   * Deletes a node with everything below it; nothing there is no error. Consolidated metadata forgets it, here and in
   * the store.
   */
  async delete(path: string, options: StoreOptions = {}): Promise<void> {
    const below = normalizePath(path);
    if (below === "") throw new NodeNotFoundError("A group cannot delete itself", placeOf(this.location));
    await deleteBelow(this.store, prefixOf(this.below(below).path), options);
    const { consolidated } = this.known;
    if (consolidated === undefined) return;
    const change = (known: ConsolidatedMetadata): void => known.delete(below);
    await changeConsolidated(this.location, consolidated, change, this.#changing(options));
  }

  /**
   * Gives a node another path below this group, with everything below it. Groups above the new path are made where they
   * are missing. Consolidated metadata follows.
   *
   * Throws `NodeNotFoundError`; a `Contains…Error` or `FileExistsError` when something is at the new path.
   */
  async move(from: string, to: string, options: StoreOptions = {}): Promise<void> {
    const paths = [normalizePath(from), normalizePath(to)] as const;
    await moveNode(this.location, this.known, ...paths, this.environment, options);
  }

  /**
   * Creates an array below this group, in its format: of data, narrowed to its data type, or of a shape and a data type.
   * See {@link ArrayCreationOptions}. Throws as `createArray` does.
   */
  async createArray<D extends string = string, Data extends ArrayData = ArrayData>(
    name: string,
    options: NewArrayOptions<D, Data>,
  ): Promise<ZarrArray<NewDtype<D, Data>>> {
    const { options: creation, value } = await resolveData(options);
    const { zarrFormat } = this;
    return ZarrArray.create(this.below(name), { ...creation, zarrFormat }, this.environment, value);
  }

  /** Creates a group below this one, in its format. */
  async createGroup(name: string, options: GroupCreationOptions = {}): Promise<ZarrGroup> {
    return ZarrGroup.create(this.below(name), { ...options, zarrFormat: this.zarrFormat }, this.environment);
  }

  /**
   * The array at a path, created from the options where nothing is. Throws `ContainsGroupError`, and
   * `ValueMismatchError` for an array of another shape or of a data type that does not fit.
   */
  async requireArray<D extends string = string>(name: string, options: RequireArrayOptions): Promise<ZarrArray<D>> {
    const path = normalizePath(name);
    const { exact: _, ...creation } = options;
    return findOrCreate(
      () => findFittingArray<D>(this.location, this.known, path, this.environment, options),
      () => this.createArray(path, creation) as Promise<ZarrArray<D>>,
    );
  }

  /** The group at a path, created where nothing is, or anew with `overwrite`. Throws `ContainsArrayError`. */
  async requireGroup(name: string, options: GroupCreationOptions = {}): Promise<ZarrGroup> {
    if (options.overwrite === true) return this.createGroup(name, options);
    const path = normalizePath(name);
    if (path === "") return this;
    const { signal } = options;
    const find = async (): Promise<ZarrGroup | undefined> => {
      const node = await findStored(this.location, this.known, path, this.environment, { signal });
      if (node === undefined) return undefined;
      const location = this.below(path);
      if (node.kind === "group") return new ZarrGroup(location, node.metadata, this.environment);
      throw new ContainsArrayError("A group is required, and an array is here", placeOf(location));
    };
    return findOrCreate(find, () => this.createGroup(path, options));
  }

  /**
   * Creates nodes below this group, in its format, and the groups between that are missing. Hands each out once it is
   * stored. See {@link createHierarchy}.
   */
  createHierarchy(
    nodes: HierarchyNodes,
    options: CreateHierarchyOptions = {},
  ): AsyncGenerator<[path: string, node: ZarrNode]> {
    const written = writeHierarchy(this.location, nodes, this.environment, {
      ...options,
      groupFormat: this.zarrFormat,
    });
    return nodesOf(written, this.location);
  }

  /** Merges attributes into those stored, without those that are `undefined`, and writes them. Answers this group. */
  async updateAttributes(attributes: AttributeChanges, options: StoreOptions = {}): Promise<this> {
    const changing = this.#changing(options);
    const merged = await mergeAttributes(this.location, this.zarrFormat, attributes, changing);
    const { consolidated } = this.known;
    this.known = { ...this.known, attributes: merged };
    if (consolidated !== undefined) {
      await changeConsolidatedAttributes(this.location, consolidated, merged, changing);
    }
    return this;
  }

  /** The hierarchy as text or HTML, one node a line: arrays with shape and data type, at most `maxNodes`. */
  async tree(options: TreeOptions = {}): Promise<string> {
    return hierarchyTree(this.location, this.known, this.environment, options);
  }

  /** A report in lines: name, format, store; with consolidated metadata also how many nodes lie below, at any depth. */
  info(): string {
    const { consolidated } = this.known;
    return groupInfo(this, consolidated && countMembers(consolidated.entries().map(([, documents]) => documents)));
  }

  /** The same report, with the nodes below counted in any case. */
  async infoComplete(options: StoreOptions = {}): Promise<string> {
    const members: NodeDocuments[] = [];
    for await (const { documents } of this.walk({ ...options, maxDepth: null })) members.push(documents);
    return groupInfo(this, countMembers(members));
  }

  #changing(options: StoreOptions): ChangeOptions {
    return { ...options, synchronizer: this.environment.config.synchronizer };
  }

  protected arrayOf(location: Location, metadata: ArrayMetadata): Promise<ZarrArray> {
    return ZarrArray.fromMetadata(location, metadata, this.environment);
  }

  protected groupOf(location: Location, metadata: GroupMetadata): ZarrGroup {
    return new ZarrGroup(location, metadata, this.environment);
  }
}

/** The node of metadata already read. */
export async function nodeOf(node: NodeMetadata, location: Location, environment: Environment): Promise<ZarrNode> {
  if (node.kind === "group") return new ZarrGroup(location, node.metadata, environment);
  return ZarrArray.fromMetadata(location, node.metadata, environment);
}

/** Opens whichever node is at a place. Throws `NodeNotFoundError` or `MetadataValidationError`. */
export async function openNode(
  location: Location,
  environment: Environment,
  options: OpenGroupOptions = {},
): Promise<ZarrNode> {
  return nodeOf(await readNode(location, environment, options), location, environment);
}

/**
 * Creates nodes and the groups above them that are missing, the one at the place itself included, and hands each out
 * with its path from there once it is stored, in no promised order. Groups that were not asked for by name are left as
 * they are when they exist, and then not handed out.
 *
 * Everything is checked before anything is deleted or written. Throws `InvalidArgumentError` for paths that are equal
 * when brought into one form, nodes of both versions, or a node below an array; a `Contains…Error` for a node in the way.
 */
export function createHierarchy(
  location: Location,
  nodes: HierarchyNodes,
  environment: Environment,
  options: CreateHierarchyOptions = {},
): AsyncGenerator<[path: string, node: ZarrNode]> {
  return nodesOf(writeHierarchy(location, nodes, environment, options), location);
}

async function* nodesOf(
  planned: AsyncGenerator<PlannedNode>,
  { path: base }: Location,
): AsyncGenerator<[path: string, node: ZarrNode]> {
  for await (const { location, node, environment, chain } of planned) {
    // Groups above the place belong to nobody's list.
    if (location.path !== base && !location.path.startsWith(prefixOf(base))) continue;
    const path = location.path.slice(prefixOf(base).length);
    if (node.kind === "group") yield [path, new ZarrGroup(location, node.metadata, environment)];
    else yield [path, await ZarrArray.fromMetadata(location, node.metadata, environment, chain)];
  }
}
