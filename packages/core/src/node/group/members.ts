import type { StoreOptions } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { forEachConcurrently } from "../../io/concurrency/concurrency.ts";
import { withReadLimit } from "../../io/concurrency/gated-store.ts";
import type { ConsolidatedMetadata } from "../../metadata/consolidated.ts";
import type { GroupMetadata } from "../../metadata/model.ts";
import { kindOf, type NodeDocuments, withoutConsolidated } from "../../metadata/node-documents.ts";
import { comparePaths } from "../../metadata/path-order.ts";
import { parseV3Consolidated } from "../../metadata/v3-consolidated.ts";
import { requireListable } from "../../store/access.ts";
import { documentNames } from "../../store/document-names.ts";
import { findDocuments } from "../document/find-documents.ts";
import { type NodeMetadata, parseNode } from "../document/parse-documents.ts";
import type { Environment } from "../location/environment.ts";
import { keyBelow, type Location, placeOf, prefixOf } from "../location/location.ts";
import { joinPath } from "../location/path.ts";

export interface MembersOptions extends StoreOptions {
  /** How many levels below the direct members to visit; 0 (the default) for none, `null` for all. */
  readonly maxDepth?: number | null | undefined;
  /** Whether subgroups with consolidated metadata of their own answer from it; true when left out. */
  readonly useConsolidatedForChildren?: boolean | undefined;
}

/** A node below a group as its documents say, which are not checked yet. */
export interface Member {
  /** From the group. */
  readonly path: string;
  readonly documents: NodeDocuments;
  /** What is known of the nodes below, without asking the store: its part of its parent's, or its own. */
  readonly consolidated: ConsolidatedMetadata | undefined;
}

/** The node at a path below a group: from its consolidated metadata alone where it has any, otherwise from the store. */
export async function findMember(
  group: Location,
  { zarrFormat, consolidated }: GroupMetadata,
  path: string,
  options: StoreOptions,
): Promise<Member | undefined> {
  if (consolidated !== undefined) return consolidatedMember(consolidated, path);
  const location = { store: group.store, path: joinPath(group.path, path) };
  const documents = await findDocuments(location, { ...options, zarrFormat });
  return documents && storedMember(path, documents, location);
}

/** Checks what the documents of a member say. */
export async function parseMember(
  { path, documents, consolidated }: Member,
  group: Location,
  environment: Environment,
): Promise<NodeMetadata> {
  const location = { store: group.store, path: joinPath(group.path, path) };
  const node = await parseNode(withoutConsolidated(documents), location, environment);
  return node.kind === "array" ? node : { kind: "group", metadata: { ...node.metadata, consolidated } };
}

/**
 * Walks the nodes of a group's format below it, level by level, sorted by path in each. What is no node is left out.
 * Groups with consolidated metadata answer from it; of the others, the store lists their members.
 */
export async function* walkMembers(
  group: Location,
  { zarrFormat, consolidated }: GroupMetadata,
  environment: Environment,
  options: MembersOptions,
): AsyncGenerator<Member> {
  const { maxDepth = 0, useConsolidatedForChildren = true, signal } = options;
  if (maxDepth !== null && !(Number.isInteger(maxDepth) && maxDepth >= 0)) {
    throw new InvalidArgumentError(
      `maxDepth must be an integer from 0, or null, found ${String(maxDepth)}`,
      placeOf(group),
    );
  }
  const { concurrency } = environment.config;
  const reading = withReadLimit(group.store, concurrency);
  let parents: readonly Pick<Member, "path" | "consolidated">[] = [{ path: "", consolidated }];
  for (let depth = 0; parents.length > 0 && depth <= (maxDepth ?? Number.POSITIVE_INFINITY); depth++) {
    signal?.throwIfAborted();
    const found: Member[] = [];
    const paths: string[] = [];
    await forEachConcurrently(parents, concurrency, async (parent) => {
      if (parent.consolidated !== undefined) {
        for (const name of parent.consolidated.names()) {
          const member = consolidatedMember(parent.consolidated, name);
          if (member !== undefined) found.push({ ...member, path: joinPath(parent.path, name) });
        }
        return;
      }
      for await (const name of listNames({ store: group.store, path: joinPath(group.path, parent.path) }, options)) {
        paths.push(joinPath(parent.path, name));
      }
    });
    await forEachConcurrently(paths, concurrency, async (path) => {
      const location = { store: reading, path: joinPath(group.path, path) };
      const documents = await findDocuments(location, { signal, zarrFormat });
      if (documents === undefined) return;
      found.push(storedMember(path, useConsolidatedForChildren ? documents : withoutConsolidated(documents), location));
    });
    found.sort((a, b) => comparePaths(a.path, b.path));
    yield* found;
    parents = found.filter(({ documents }) => kindOf(documents) === "group");
  }
}

/** The names of what may be nodes below a place. Those that start with two underscores are reserved. */
async function* listNames({ store, path }: Location, options: StoreOptions): AsyncGenerator<string> {
  for await (const entry of requireListable(store).listDir(prefixOf(path), { signal: options.signal })) {
    if (entry.endsWith("/") && !entry.startsWith("__")) yield entry.slice(0, -1);
  }
}

function consolidatedMember(consolidated: ConsolidatedMetadata, path: string): Member | undefined {
  const documents = consolidated.get(path);
  return documents && { path, documents, consolidated: consolidated.below(path) };
}

function storedMember(path: string, documents: NodeDocuments, location: Location): Member {
  if (documents.zarrFormat === 2 || kindOf(documents) === "array") return { path, documents, consolidated: undefined };
  const block = documents.document["consolidated_metadata"];
  const place = { ...placeOf(location), key: keyBelow(location.path, documentNames.v3) };
  return { path, documents, consolidated: parseV3Consolidated(block, documentNames.v3, place) };
}
