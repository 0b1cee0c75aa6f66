import type { StoreOptions } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { forEachConcurrently } from "../../io/concurrency/concurrency.ts";
import { withReadLimit } from "../../io/concurrency/gated-store.ts";
import { resultsOf } from "../../io/concurrency/settled.ts";
import { deleteBelow } from "../../io/coordination/delete-below.ts";
import type { ZarrFormat } from "../../metadata/model.ts";
import { requireWritable } from "../../store/access.ts";
import { findDocuments } from "../document/find-documents.ts";
import { isMissingGroup, refuseLater, refuseOccupied } from "../document/prepare.ts";
import { arrayDocuments, documentValues, groupDocuments, storeNode } from "../document/write-metadata.ts";
import type { Environment } from "../location/environment.ts";
import { type Location, placeOf, prefixOf } from "../location/location.ts";
import { ancestorsOf, checkNodeNames, joinPath, normalizePath } from "../location/path.ts";
import { formatOf, type HierarchyNode, type PlannedNode, planNode, plannedGroup } from "./hierarchy-node.ts";

/** Nodes by their path from the place where they are to be; `""` is that place. */
export type HierarchyNodes = Readonly<Record<string, HierarchyNode>> | ReadonlyMap<string, HierarchyNode>;

export interface CreateHierarchyOptions extends StoreOptions {
  /** Delete what is where a node was given, with everything below. */
  readonly overwrite?: boolean | undefined;
}

/** Nodes that are to be, by their path in the store. */
type Plan = Map<string, PlannedNode>;

/**
 * Creates nodes and the groups above them that are missing, that at the place itself included, and hands each out once
 * it is stored, in no promised order. Groups that were not asked for by name are left as they are when they exist, and
 * then not handed out. Everything is checked before anything is deleted or written.
 *
 * `groupFormat` is that of a group which is known to be at the place.
 *
 * Throws `InvalidArgumentError` for nodes that make no hierarchy, and a `Contains…Error` for a node in the way.
 */
export async function* writeHierarchy(
  base: Location,
  nodes: HierarchyNodes,
  environment: Environment,
  options: CreateHierarchyOptions & { readonly groupFormat?: ZarrFormat },
): AsyncGenerator<PlannedNode> {
  const specs = specsByPath(base, nodes);
  if (specs.size === 0) return;
  const { signal, overwrite = false, groupFormat } = options;
  const { store } = base;
  requireWritable(store);
  if (groupFormat !== undefined && specs.has(base.path)) {
    throw new InvalidArgumentError("The root of the hierarchy is the group itself; leave it out", placeOf(base));
  }
  const zarrFormat = oneFormat(base, specs, groupFormat) ?? environment.defaults.zarrFormat;
  const plan: Plan = new Map();
  for (const [path, spec] of specs) plan.set(path, await planNode(spec, { store, path }, zarrFormat, environment));
  const implicit = impliedGroups(plan);
  if (groupFormat !== undefined) for (const path of [...ancestorsOf(base.path), base.path]) implicit.delete(path);
  await dropExisting(base, plan, implicit, { zarrFormat, overwrite, signal }, environment);
  for (const path of implicit) plan.set(path, plannedGroup({ store, path }, zarrFormat, environment));
  const stored = [...plan.values()].map((planned) => ({ planned, values: valuesOf(planned) }));
  if (overwrite) for (const path of topmost(specs.keys())) await deleteBelow(store, prefixOf(path), { signal });
  const write = async ({ planned, values }: (typeof stored)[number]): Promise<PlannedNode | undefined> => {
    // An implied group is never written over one that appeared meanwhile.
    const isImplied = implicit.has(planned.location.path);
    const written = await storeNode(store, values, { overwrite: overwrite && !isImplied, signal });
    if (!written && !isImplied) await refuseLater(planned.location, { zarrFormat, overwrite, signal });
    return written ? planned : undefined;
  };
  for await (const planned of resultsOf(stored, environment.config.concurrency, write)) {
    if (planned !== undefined) yield planned;
  }
}

function specsByPath(base: Location, nodes: HierarchyNodes): Map<string, HierarchyNode> {
  const specs = new Map<string, HierarchyNode>();
  const entries: Iterable<[string, HierarchyNode]> = nodes instanceof Map ? nodes : Object.entries(nodes);
  for (const [given, spec] of entries) {
    const path = joinPath(base.path, normalizePath(given));
    checkNodeNames(path);
    if (specs.has(path)) throw new InvalidArgumentError(`Two nodes are given for the path ${JSON.stringify(path)}`);
    specs.set(path, spec);
  }
  return specs;
}

/** The format that nodes ask for, which must be one. */
function oneFormat(
  { store }: Location,
  specs: ReadonlyMap<string, HierarchyNode>,
  required: ZarrFormat | undefined,
): ZarrFormat | undefined {
  let format = required;
  for (const [path, spec] of specs) {
    const asked = formatOf(spec, { store, path });
    if (asked !== undefined && format !== undefined && asked !== format) {
      throw new InvalidArgumentError(
        `A hierarchy has one zarrFormat, found ${format} and ${asked} at ${JSON.stringify(path)}`,
      );
    }
    format ??= asked;
  }
  return format;
}

/** The groups above the nodes that were not given. Throws where a node lies below an array. */
function impliedGroups(plan: Plan): Set<string> {
  const implicit = new Set<string>();
  for (const path of plan.keys()) {
    for (const ancestor of ancestorsOf(path)) {
      const above = plan.get(ancestor);
      if (above === undefined) implicit.add(ancestor);
      else if (above.node.kind === "array") {
        throw new InvalidArgumentError(
          `An array cannot hold other nodes: ${JSON.stringify(path)} lies below the array ${JSON.stringify(ancestor)}`,
        );
      }
    }
  }
  return implicit;
}

/** Looks at what exists: takes implied groups that do out of the set, and throws for nodes in the way. */
async function dropExisting(
  { store }: Location,
  plan: Plan,
  implicit: Set<string>,
  options: { readonly zarrFormat: ZarrFormat; readonly overwrite: boolean; readonly signal: AbortSignal | undefined },
  environment: Environment,
): Promise<void> {
  const { zarrFormat, overwrite, signal } = options;
  const { concurrency } = environment.config;
  const reading = withReadLimit(store, concurrency);
  const find = (path: string) => findDocuments({ store: reading, path }, { zarrFormat, signal });
  // What lies below a node that is to be overwritten will be gone.
  const stays = (path: string): boolean => !overwrite || !ancestorsOf(path).some((ancestor) => plan.has(ancestor));
  await forEachConcurrently([...implicit].filter(stays), concurrency, async (path) => {
    if (!isMissingGroup(await find(path), { store, path })) implicit.delete(path);
  });
  if (overwrite) return;
  await forEachConcurrently(plan.keys(), concurrency, async (path) => {
    const found = await find(path);
    if (found !== undefined) refuseOccupied(found, { store, path }, "pass overwrite: true to replace it");
  });
}

/** The values to store, the one that makes it a node last. */
function valuesOf({ location, node }: PlannedNode): [key: string, bytes: Uint8Array][] {
  return documentValues(
    location,
    node.kind === "array" ? arrayDocuments(node.metadata) : groupDocuments(node.metadata),
  );
}

/** The paths that lie below none of the others. */
function topmost(paths: Iterable<string>): string[] {
  const all = new Set(paths);
  return [...all].filter((path) => !ancestorsOf(path).some((ancestor) => all.has(ancestor)));
}
