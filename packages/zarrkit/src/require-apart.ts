import type { Store } from "@zarrkit/api";
import { normalizePath } from "@zarrkit/core";
import { InputError } from "./failure.ts";

/** A node, or where one goes. */
export interface Place {
  readonly store: Store;
  readonly path?: string | undefined;
}

/** Throws an `InputError` when the target lies in the source, or around it: writing there would destroy what is still to be read. */
export function requireApart(source: Place, target: Place): void {
  const [from, to] = [placeText(source), placeText(target)];
  if (!from.startsWith(to) && !to.startsWith(from)) return;
  throw new InputError(
    `${target.store.description} would be written while ${source.store.description} is read, and one lies in the other; name another target`,
  );
}

/** One text for one place, whichever store object it was reached through; what lies below begins with it. */
function placeText({ store, path = "" }: Place): string {
  const { identity, identityPrefix = "", description } = store;
  const root = (typeof identity === "string" ? identity : description).replace(/\/$/, "");
  return `${[root, normalizePath(identityPrefix), normalizePath(path)].filter((part) => part !== "").join("/")}/`;
}
