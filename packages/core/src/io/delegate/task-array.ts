import type { ArrayDescriptor, TaskArray } from "../../contract/index.ts";
import type { ArrayAccess } from "../access/array-access.ts";
import { describeArray } from "../access/array-descriptor.ts";

const known = new WeakMap<ArrayAccess, TaskArray>();

/** An array as executors see it. */
export function taskArrayOf(access: ArrayAccess): TaskArray {
  let array = known.get(access);
  if (array === undefined) {
    array = makeTaskArray(access);
    known.set(access, array);
  }
  return array;
}

function makeTaskArray(access: ArrayAccess): TaskArray {
  const { store, path, config, metadata, coordination } = access;
  let descriptor: ArrayDescriptor | undefined;
  return {
    store,
    path,
    concurrency: config.concurrency,
    get descriptor() {
      descriptor ??= describeArray(access, { ...metadata, attributes: {} });
      return descriptor;
    },
    get writes() {
      return coordination.writes;
    },
  };
}
