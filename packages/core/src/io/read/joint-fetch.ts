import { Lease } from "../../buffer/scratch.ts";
import type { MaybePromise } from "../../contract/index.ts";
import { type CoalescedRange, coalesce } from "../../plan/coalesce.ts";
import { readRanges } from "../../store/read-ranges.ts";
import { type ArrayAccess, requestBounds } from "../access/array-access.ts";
import { nextTurn } from "../concurrency/event-loop.ts";
import { SharedTasks } from "../concurrency/shared-task.ts";
import type { ChunkDeliveries } from "../scatter/delivery.ts";
import { type ChunkName, lendForBytes, type ReadJob } from "./read-job.ts";

export type InnerRun = CoalescedRange<ChunkDeliveries>;

/** Answers of a store, one for each range. */
export type Ranges = readonly (Uint8Array | undefined)[];

/** Runs of inner chunks that one request brings. */
export interface RunBatch {
  /** In the order of the answers. */
  readonly runs: readonly InnerRun[];
  /** The answers, whose bytes last as long as `own` and the batch's lease. All who ask share one request. */
  fetch(signal: AbortSignal | undefined, own: Lease): MaybePromise<Ranges>;
  readonly lease: Lease;
}

/** One who wants runs of a value. */
interface Member {
  readonly job: ReadJob;
  readonly name: ChunkName;
  readonly runs: readonly InnerRun[];
}

interface Gathering {
  readonly members: Member[];
  readonly planned: Promise<ReadonlyMap<Member, readonly RunBatch[]>>;
}

/**
 * Brings together who want runs of one value in the same turn of the event loop: runs that overlap are one
 * request.
 */
class JointFetches {
  readonly #gatherings = new Map<string, Gathering>();

  /** `name` says of which value, as it is now. The leases of all batches are to be released. */
  async join(name: string, member: Member): Promise<readonly RunBatch[]> {
    const gathering = this.#gatherings.get(name) ?? this.#begin(name);
    gathering.members.push(member);
    return (await gathering.planned).get(member) as readonly RunBatch[];
  }

  #begin(name: string): Gathering {
    const members: Member[] = [];
    const planned = nextTurn().then(() => {
      this.#gatherings.delete(name);
      return members.length === 1 ? planAlone(members) : planTogether(members);
    });
    const gathering = { members, planned };
    this.#gatherings.set(name, gathering);
    return gathering;
  }
}

const byAccess = new WeakMap<ArrayAccess, JointFetches>();

/** Those of an array's readers. */
export function jointFetchesOf(access: ArrayAccess): JointFetches {
  const known = byAccess.get(access);
  if (known !== undefined) return known;
  const fetches = new JointFetches();
  byAccess.set(access, fetches);
  return fetches;
}

function planAlone(members: readonly Member[]): ReadonlyMap<Member, readonly RunBatch[]> {
  return new Map(members.map((member) => [member, ownBatches(member)]));
}

/** The runs of one alone, grouped for stores that serve several ranges in one call. */
export function ownBatches({ job, name, runs }: Member): readonly RunBatch[] {
  const { access } = job;
  const { maxBytes } = requestBounds(access);
  const groups: InnerRun[][] = [];
  let size = 0;
  for (const run of runs) {
    const group = access.store.getRanges === undefined ? undefined : groups.at(-1);
    if (group === undefined || size + run.length > maxBytes) {
      groups.push([run]);
      size = run.length;
    } else {
      group.push(run);
      size += run.length;
    }
  }
  return groups.map((group) => {
    const lease = new Lease();
    return { runs: group, fetch: fetchOnce(job, name, group, lease), lease };
  });
}

function planTogether(members: readonly Member[]): ReadonlyMap<Member, readonly RunBatch[]> {
  const batches = new Map<Member, RunBatch[]>(members.map((member) => [member, []]));
  const [{ job, name }] = members as readonly [Member];
  const wanted = members.flatMap((member) => member.runs.map((run) => ({ ...run, tag: { member, run } })));
  // Those that only touch stay apart: what comes first can be decoded while the rest is on its way.
  const bounds = { ...requestBounds(job.access), maxGapBytes: -1 };
  for (const { offset, length, parts } of coalesce(wanted, bounds)) {
    const lease = new Lease();
    const fetch = fetchOnce(job, name, [{ offset, length }], lease);
    const chunks = new Map<Member, InnerRun["parts"]>();
    for (const { member, run } of parts.map(({ tag }) => tag)) {
      chunks.set(member, [...(chunks.get(member) ?? []), ...run.parts]);
    }
    for (const [member, own] of chunks) {
      const share = new Lease();
      share.hold(lease);
      batches.get(member)?.push({ runs: [{ offset, length, parts: own }], fetch, lease: share });
    }
    lease.release();
  }
  return batches;
}

/** One request for several ranges, which all who ask share. Their bytes last as long as `lease` and `own`. */
function fetchOnce(
  { access, gate, priority, pin }: ReadJob,
  { key }: ChunkName,
  runs: readonly { readonly offset: number; readonly length: number }[],
  lease: Lease,
): RunBatch["fetch"] {
  const ranges = runs.map(({ offset, length }) => ({ offset, length }));
  const tasks = new SharedTasks<Ranges>();
  let fetched: Ranges | undefined;
  return (signal, own) => {
    own.hold(lease);
    if (fetched !== undefined) return fetched;
    return tasks.run(
      key,
      (shared, memory) => {
        const options = { signal: shared, priority, pin, allocate: lendForBytes(access, memory) };
        return gate.run(() => readRanges(access.store, key, ranges, options));
      },
      (values, _, memory) => {
        if (fetched === undefined) lease.hold(memory);
        fetched = values;
        return values;
      },
      signal,
    );
  };
}
