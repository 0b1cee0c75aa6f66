import { open, openArray, openGroup, type StoreLike, slice, type ZarrArray, type ZarrGroup } from "@zarrkit/api";
import { sameJson, sameValues } from "./compare.ts";
import type { Case, Member } from "./manifest.ts";
import { Mismatch } from "./mismatch.ts";

/** How far a case got: `read` when values were compared, `refused` when a listing kept a hostile name out. */
export type Step = "opened" | "read" | "created" | "ignored";

/** Types whose name in the corpus is the v3 name. */
const plain = /^(bool|u?int(2|4|8|16|32|64)|b?float(16|32|64)|float\d_\w+|complex(64|128)|string)$/;

// A document may be valid and lack values to compare: then reading without an error is what is asked.
async function readArray(array: ZarrArray, one: Case | Member, compare: Case["compare"]): Promise<void> {
  const selection = "op" in one ? one.op?.selection?.map(([start, stop]) => slice(start, stop)) : undefined;
  const values = await array.get(selection);
  if (one.expected === undefined) return;
  sameValues(values, one.expected, one.dtype ?? "", compare ?? "bits", one.shape);
}

function sameDescription(array: ZarrArray, one: Case): void {
  if (array.zarrFormat !== one.format) throw new Mismatch(`format ${array.zarrFormat}, expected ${one.format}`);
  if (one.shape !== undefined && one.op === undefined) sameJson([...array.shape], [...one.shape], "array shape");
  if (one.dtype !== undefined && plain.test(one.dtype) && array.dtype !== one.dtype) {
    throw new Mismatch(`dtype ${array.dtype}, expected ${one.dtype}`);
  }
  // Where the grid is regular, `chunks` of the corpus are the stored ones: shards, for a sharded array.
  if (one.chunks?.every((size) => typeof size === "number")) {
    sameJson([...(array.shards ?? array.chunks)], [...one.chunks], "chunks");
  }
  if (one.attributes !== undefined) sameJson(array.attrs, one.attributes, "attributes");
  if (one.dimension_names !== undefined) sameJson(array.dimensionNames, one.dimension_names, "dimension names");
}

async function readHierarchy(group: ZarrGroup, one: Case): Promise<void> {
  const expected = new Map(Object.entries(one.members ?? {}));
  const found = new Map<string, ZarrArray | ZarrGroup>([["", group]]);
  for await (const [path, node] of group.members({ maxDepth: null })) found.set(path, node);
  const names = (map: ReadonlyMap<string, unknown>): string[] => [...map.keys()].sort();
  sameJson(names(found), names(expected), "members");
  for (const [path, member] of expected) {
    const node = found.get(path) as ZarrArray | ZarrGroup;
    if ("shape" in node !== (member.node_type === "array")) {
      throw new Mismatch(`${path} is not a member of type ${member.node_type}`);
    }
    if (member.attributes !== undefined) sameJson(node.attrs, member.attributes, `${path}: attributes`);
    if ("shape" in node) await readArray(node, member, one.compare);
  }
}

async function operate(one: Case, store: StoreLike): Promise<Step> {
  const at = one.op?.path === undefined ? {} : { path: one.op.path };
  switch (one.op?.op) {
    case "open":
      await open(store, { mode: "r", ...at });
      return "opened";
    case "open_group":
      await openGroup(store, { mode: "r", ...at });
      return "opened";
    case "create_group": {
      const group = await openGroup(store, { mode: "r+" });
      await group.createGroup(one.op.path ?? "");
      return "created";
    }
    case "list_members_read": {
      const group = await openGroup(store, { mode: "r" });
      for await (const [path, node] of group.members({ maxDepth: null })) {
        throw new Mismatch(`${path} was listed: ${JSON.stringify(node.attrs)}`);
      }
      return "ignored";
    }
    case "open_array": {
      const array = await openArray(store, { mode: "r", ...at });
      if (one.op.path === undefined) sameDescription(array, one);
      await readArray(array, one, one.compare);
      return "read";
    }
    default: {
      const node = await open(store, { mode: "r", ...at });
      if (one.kind === "array") {
        if (!("shape" in node)) throw new Mismatch("a group was opened, expected an array");
        sameDescription(node, one);
        await readArray(node, one, one.compare);
      } else {
        if ("shape" in node) throw new Mismatch("an array was opened, expected a group");
        await readHierarchy(node, one);
      }
      return "read";
    }
  }
}

/**
 * Runs the operation of a case and compares everything the manifest states about it.
 *
 * @throws the library's error as it is, or a {@link Mismatch} when the operation gave something else.
 */
export async function runCase(one: Case, store: StoreLike): Promise<Step> {
  const before = Reflect.ownKeys(Object.prototype).length;
  const [result] = await Promise.allSettled([operate(one, store)]);
  if (Reflect.ownKeys(Object.prototype).length !== before) throw new Mismatch("Object.prototype was changed");
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

/** True when the manifest tolerates that the operation got this far. */
export function accepts(one: Case, step: Step): boolean {
  const outcome = step === "ignored" ? "ignored" : "ok";
  return one.outcome === outcome || (one.accept?.includes(outcome) ?? false);
}

/** True when the manifest tolerates that the operation is refused. */
export function acceptsError(one: Case): boolean {
  return one.outcome === "error" || (one.accept?.includes("error") ?? false);
}
