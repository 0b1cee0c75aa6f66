import type { JsonObject, Store, StoreOptions } from "../contract/index.ts";
import { ContainsArrayError, ContainsGroupError, NodeNotFoundError } from "../error/node-error.ts";
import { coordinationOf } from "../io/coordination.ts";
import { emptyGroup } from "../metadata/group.ts";
import type { GroupMetadata, ZarrFormat } from "../metadata/model.ts";
import { deletePrefix, isWritable } from "../store/access.ts";
import { ZarrArray } from "./array.ts";
import { mergeAttributes } from "./attributes.ts";
import type { ArrayCreationOptions } from "./creation-options.ts";
import type { Environment } from "./environment.ts";
import { groupInfo } from "./group-info.ts";
import { joinPath, type Location, normalizePath, placeOf, prefixOf } from "./location.ts";
import { findMembers } from "./members.ts";
import { type NodeMetadata, type OpenOptions, readGroup, readNode } from "./open.ts";
import { prepareLocation } from "./prepare.ts";
import { treeText } from "./tree.ts";
import { groupDocuments, writeGroupMetadata } from "./write-metadata.ts";

export type ZarrNode = ZarrArray | ZarrGroup;

export interface GroupCreationOptions extends StoreOptions {
  readonly attributes?: JsonObject | undefined;
  readonly zarrFormat?: ZarrFormat | undefined;
  /** Delete what is there first. */
  readonly overwrite?: boolean | undefined;
}

export interface MembersOptions extends StoreOptions {
  /** How many levels below the direct members to visit; 0 (the default) for none, `null` for all. */
  readonly maxDepth?: number | null | undefined;
}

/** A stored group: attributes, and arrays and groups by name. Made by `openGroup` and `createGroup`. */
export class ZarrGroup {
  readonly kind = "group";
  /** What the group passes on to its members. */
  readonly environment: Environment;
  readonly #location: Location;
  #metadata: GroupMetadata;

  constructor(location: Location, metadata: GroupMetadata, environment: Environment) {
    this.#location = location;
    this.#metadata = metadata;
    this.environment = environment;
  }

  /** Opens the group at a place. Throws `GroupNotFoundError`, `ContainsArrayError`, `MetadataValidationError`. */
  static async open(location: Location, environment: Environment, options: OpenOptions = {}): Promise<ZarrGroup> {
    return new ZarrGroup(location, await readGroup(location, environment, options), environment);
  }

  /** Creates a group, and the groups above it that are missing. Throws a `Contains…Error` when a node is in the way. */
  static async create(location: Location, options: GroupCreationOptions, environment: Environment): Promise<ZarrGroup> {
    const { attributes = {}, overwrite = false, signal } = options;
    const zarrFormat = options.zarrFormat ?? environment.defaults.zarrFormat;
    await prepareLocation(location, { zarrFormat, overwrite, signal });
    const metadata = emptyGroup(zarrFormat, { ...attributes });
    await writeGroupMetadata(location, metadata, { signal });
    return new ZarrGroup(location, metadata, environment);
  }

  get attrs(): JsonObject {
    return this.#metadata.attributes;
  }

  get zarrFormat(): ZarrFormat {
    return this.#metadata.zarrFormat;
  }

  get store(): Store {
    return this.#location.store;
  }

  get readOnly(): boolean {
    return !isWritable(this.store);
  }

  /** `"a/b"`; the root is `""`. */
  get path(): string {
    return this.#location.path;
  }

  /** `"/a/b"`; the root is `"/"`. */
  get name(): string {
    return `/${this.path}`;
  }

  /** The last part of the path. */
  get basename(): string {
    return this.path.slice(this.path.lastIndexOf("/") + 1);
  }

  /** The document that describes the group: `zarr.json`, or `.zgroup` in version 2. */
  get metadata(): JsonObject {
    return groupDocuments(this.#metadata).at(-1)?.[1] as JsonObject;
  }

  /** The array or group at a path below this one, or `undefined`. */
  async get(path: string, options: StoreOptions = {}): Promise<ZarrNode | undefined> {
    const location = this.#below(path);
    try {
      const node = await readNode(location, this.environment, { ...options, zarrFormat: this.zarrFormat });
      return await nodeOf(node, location, this.environment);
    } catch (error) {
      if (error instanceof NodeNotFoundError) return undefined;
      throw error;
    }
  }

  /** The array at a path. Throws `ArrayNotFoundError`, or `ContainsGroupError` when a group is there. */
  async array<D extends string = string>(path: string, options: StoreOptions = {}): Promise<ZarrArray<D>> {
    const location = this.#below(path);
    const node = await this.get(path, options);
    if (node?.kind === "array") return node as unknown as ZarrArray<D>;
    if (node !== undefined) throw new ContainsGroupError("Expected an array, found a group", placeOf(location));
    return ZarrArray.open<D>(location, this.environment, { ...options, zarrFormat: this.zarrFormat });
  }

  /** The group at a path. Throws `GroupNotFoundError`, or `ContainsArrayError` when an array is there. */
  async group(path: string, options: StoreOptions = {}): Promise<ZarrGroup> {
    const location = this.#below(path);
    const node = await this.get(path, options);
    if (node?.kind === "group") return node;
    if (node !== undefined) throw new ContainsArrayError("Expected a group, found an array", placeOf(location));
    return ZarrGroup.open(location, this.environment, { ...options, zarrFormat: this.zarrFormat });
  }

  /** True when an array or group is at a path. */
  async has(path: string, options: StoreOptions = {}): Promise<boolean> {
    return (await this.get(path, options)) !== undefined;
  }

  /** Deletes a node with everything below it; nothing there is no error. */
  async delete(path: string, options: StoreOptions = {}): Promise<void> {
    const { store, path: below } = this.#below(path);
    if (below === this.path) throw new NodeNotFoundError("A group cannot delete itself", placeOf(this.#location));
    await deletePrefix(store, prefixOf(below), options);
    coordinationOf(store).changed(below);
  }

  /** The names of the direct members. */
  async *keys(options: StoreOptions = {}): AsyncGenerator<string> {
    for await (const [name] of this.members(options)) yield name;
  }

  /**
   * The members with their paths relative to this group, level by level and sorted by name. Entries of the store that
   * are no nodes are left out. Throws `UnsupportedError` when the store cannot list.
   */
  async *members(options: MembersOptions = {}): AsyncGenerator<[path: string, node: ZarrNode]> {
    for await (const [path, node] of findMembers(this.#location, this.zarrFormat, this.environment, options)) {
      yield [path, await nodeOf(node, this.#below(path), this.environment)];
    }
  }

  /** The direct members that are arrays. */
  async *arrays(options: StoreOptions = {}): AsyncGenerator<[name: string, array: ZarrArray]> {
    for await (const [name, node] of this.members(options)) if (node.kind === "array") yield [name, node];
  }

  /** The direct members that are groups. */
  async *groups(options: StoreOptions = {}): AsyncGenerator<[name: string, group: ZarrGroup]> {
    for await (const [name, node] of this.members(options)) if (node.kind === "group") yield [name, node];
  }

  /** Creates an array below this group, in its format. See {@link ArrayCreationOptions}. */
  async createArray<D extends string = string>(name: string, options: ArrayCreationOptions): Promise<ZarrArray<D>> {
    return ZarrArray.create<D>(this.#below(name), { ...options, zarrFormat: this.zarrFormat }, this.environment);
  }

  /** Creates a group below this one, in its format. */
  async createGroup(name: string, options: GroupCreationOptions = {}): Promise<ZarrGroup> {
    return ZarrGroup.create(this.#below(name), { ...options, zarrFormat: this.zarrFormat }, this.environment);
  }

  /** Merges attributes into those stored, and writes them. Answers this group. */
  async updateAttributes(attributes: JsonObject, options: StoreOptions = {}): Promise<this> {
    const merged = await mergeAttributes(this.#location, this.zarrFormat, attributes, options);
    this.#metadata = { ...this.#metadata, attributes: merged };
    return this;
  }

  /** The hierarchy as text, one node a line. */
  async tree(options: MembersOptions = {}): Promise<string> {
    const members: [string, ZarrNode][] = [];
    for await (const member of this.members({ maxDepth: null, ...options })) members.push(member);
    return treeText(this.name, members);
  }

  /** A report in lines: name, format, store. */
  info(): string {
    return groupInfo(this);
  }

  #below(path: string): Location {
    return { store: this.store, path: joinPath(this.path, normalizePath(path)) };
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
  options: OpenOptions = {},
): Promise<ZarrNode> {
  return nodeOf(await readNode(location, environment, options), location, environment);
}
