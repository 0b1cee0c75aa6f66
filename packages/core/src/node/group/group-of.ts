import type { JsonObject, StoreOptions } from "../../contract/index.ts";
import {
  ArrayNotFoundError,
  ContainsArrayError,
  ContainsGroupError,
  GroupNotFoundError,
} from "../../error/node-error.ts";
import type { ArrayMetadata, GroupMetadata, ZarrFormat } from "../../metadata/model.ts";
import { kindOf } from "../../metadata/node-documents.ts";
import { StoredNode } from "../array/stored-node.ts";
import { readGroup } from "../document/open.ts";
import type { Environment } from "../location/environment.ts";
import { type Location, placeOf } from "../location/location.ts";
import { joinPath, normalizePath } from "../location/path.ts";
import { findMember, type Member, type MembersOptions, parseMember, walkMembers } from "./members.ts";

/**
 * A group whose members come as arrays and groups of some two classes: what those who read and those who write have in
 * common.
 *
 * A group that was opened with consolidated metadata answers what it holds from that alone, without asking the store:
 * what was created since is not seen, also when it was created through this group.
 */
export abstract class GroupOf<
  A extends { readonly kind: "array" },
  G extends { readonly kind: "group" },
> extends StoredNode {
  readonly kind = "group";
  #known: GroupMetadata;

  constructor(location: Location, metadata: GroupMetadata, environment: Environment) {
    super(location, environment);
    this.#known = metadata;
  }

  get attrs(): JsonObject {
    return this.#known.attributes;
  }

  get zarrFormat(): ZarrFormat {
    return this.#known.zarrFormat;
  }

  /** The array or group at a path below this one, or `undefined`. */
  async get(path: string, options: StoreOptions = {}): Promise<A | G | undefined> {
    const below = normalizePath(path);
    if (below === "") return this as unknown as G;
    const member = await findMember(this.location, this.#known, below, options);
    return member && this.#nodeOf(member);
  }

  /** The array at a path. Throws `ArrayNotFoundError`, or `ContainsGroupError` when a group is there. */
  async array(path: string, options: StoreOptions = {}): Promise<A> {
    const node = await this.get(path, options);
    if (node?.kind === "array") return node;
    const place = placeOf(this.below(path));
    if (node !== undefined) throw new ContainsGroupError("Expected an array, found a group", place);
    throw new ArrayNotFoundError(`No array here${this.#asKnown}`, place);
  }

  /** The group at a path. Throws `GroupNotFoundError`, or `ContainsArrayError` when an array is there. */
  async group(path: string, options: StoreOptions = {}): Promise<G> {
    const node = await this.get(path, options);
    if (node?.kind === "group") return node;
    const place = placeOf(this.below(path));
    if (node !== undefined) throw new ContainsArrayError("Expected a group, found an array", place);
    throw new GroupNotFoundError(`No group here${this.#asKnown}`, place);
  }

  /** True when an array or group is at a path. */
  async has(path: string, options: StoreOptions = {}): Promise<boolean> {
    const below = normalizePath(path);
    return below === "" || (await findMember(this.location, this.#known, below, options)) !== undefined;
  }

  /** The names of the direct members. */
  async *keys(options: StoreOptions = {}): AsyncGenerator<string> {
    for await (const { path } of this.walk(options)) yield path;
  }

  /**
   * The members with their paths relative to this group, level by level and sorted by name. Entries of the store that
   * are no nodes are left out. Throws `UnsupportedError` when the store cannot list.
   */
  async *members(options: MembersOptions = {}): AsyncGenerator<[path: string, node: A | G]> {
    for await (const member of this.walk(options)) yield [member.path, await this.#nodeOf(member)];
  }

  /** How many members there are; direct ones only, unless `maxDepth` says more. */
  async nmembers(options: MembersOptions = {}): Promise<number> {
    let count = 0;
    for await (const _ of this.walk(options)) count++;
    return count;
  }

  /** The direct members that are arrays. */
  async *arrays(options: StoreOptions = {}): AsyncGenerator<[name: string, array: A]> {
    for await (const member of this.walk(options)) {
      if (kindOf(member.documents) === "array") yield [member.path, (await this.#nodeOf(member)) as A];
    }
  }

  /** The direct members that are groups. */
  async *groups(options: StoreOptions = {}): AsyncGenerator<[name: string, group: G]> {
    for await (const member of this.walk(options)) {
      if (kindOf(member.documents) === "group") yield [member.path, (await this.#nodeOf(member)) as G];
    }
  }

  /** Reads the metadata again, as others may have changed it. Answers this group. Throws as opening it does. */
  async refresh(options: StoreOptions = {}): Promise<this> {
    const { zarrFormat } = this;
    const useConsolidated = this.#known.consolidated === undefined ? false : undefined;
    this.#known = await readGroup(this.location, this.environment, { ...options, zarrFormat, useConsolidated });
    return this;
  }

  /** Makes an array of the group's kind. */
  protected abstract arrayOf(location: Location, metadata: ArrayMetadata): Promise<A>;

  /** Makes a group of the same kind. */
  protected abstract groupOf(location: Location, metadata: GroupMetadata): G;

  /** What is known of the group. */
  protected get known(): GroupMetadata {
    return this.#known;
  }

  protected set known(metadata: GroupMetadata) {
    this.#known = metadata;
  }

  protected get location(): Location {
    return { store: this.store, path: this.path };
  }

  protected below(path: string): Location {
    return { store: this.store, path: joinPath(this.path, normalizePath(path)) };
  }

  protected walk(options: MembersOptions): AsyncGenerator<Member> {
    return walkMembers(this.location, this.#known, this.environment, options);
  }

  /** How far an answer can be trusted, for messages. */
  get #asKnown(): string {
    const { zarrFormat, consolidated } = this.#known;
    return consolidated === undefined ? ` in version ${zarrFormat}` : ", says the consolidated metadata";
  }

  async #nodeOf(member: Member): Promise<A | G> {
    const node = await parseMember(member, this.location, this.environment);
    const location = this.below(member.path);
    return node.kind === "group" ? this.groupOf(location, node.metadata) : this.arrayOf(location, node.metadata);
  }
}
