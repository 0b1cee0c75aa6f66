import type { Store, StoreKey, StoreOptions } from "../../contract/index.ts";
import { readValue } from "../../store/read-value.ts";
import { SharedTasks } from "../concurrency/shared-task.ts";
import { coordinationOf } from "../coordination/coordination.ts";

const underWay = new WeakMap<Store, SharedTasks<Uint8Array | undefined>>();

/**
 * Reads a value with one request for all who ask the same store at the same time. Each can leave without disturbing the
 * others. Not for changing the value: the request may have begun a while ago, though never before a write of this process.
 */
export async function readTogether(
  store: Store,
  key: StoreKey,
  { signal, priority }: StoreOptions = {},
): Promise<Uint8Array | undefined> {
  signal?.throwIfAborted();
  const tasks = underWay.get(store) ?? new SharedTasks();
  underWay.set(store, tasks);
  const name = `${coordinationOf(store).writes}:${key}`;
  const read = (own: AbortSignal | undefined) => readValue(store, key, { signal: own, priority });
  return tasks.run(name, read, (value) => value, signal);
}
