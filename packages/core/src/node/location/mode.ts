import type { StoreOptions } from "../../contract/index.ts";
import { FileExistsError, ReadOnlyError } from "../../error/node-error.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { isEmptyPrefix, isWritable } from "../../store/access.ts";
import { withReadOnly } from "../../store/read-only.ts";
import { type Location, placeOf, prefixOf } from "./location.ts";

/**
 * How a node is opened: `r` read; `r+` read and write what exists; `a` the same, or create; `w` create, deleting
 * what exists; `w-` create, unless anything exists.
 */
export type Mode = "r" | "r+" | "a" | "w" | "w-";

const modes: readonly string[] = ["r", "r+", "a", "w", "w-"];

/** What a mode means for opening and creating. */
export interface ModeRules {
  /** Whether a node that is there is opened. */
  readonly mayOpen: boolean;
  /** Whether a node that is missing is created. */
  readonly mayCreate: boolean;
  /** Whether what is there is deleted first. */
  readonly overwrite: boolean;
}

/** What a mode allows. */
export function modeRules(mode: Mode): ModeRules {
  return {
    mayOpen: mode === "r" || mode === "r+" || mode === "a",
    mayCreate: mode === "a" || mode === "w" || mode === "w-",
    overwrite: mode === "w",
  };
}

/** Checks a mode against a place, and answers the place as the mode shows it: read-only for `r`. */
export async function enterMode(location: Location, mode: Mode, options: StoreOptions = {}): Promise<Location> {
  if (!modes.includes(mode)) {
    throw new InvalidArgumentError(`mode must be one of ${modes.join(", ")}, found ${String(mode)}`, placeOf(location));
  }
  const { store, path } = location;
  if (mode === "r") return { store: withReadOnly(store), path };
  if (!isWritable(store)) {
    throw new ReadOnlyError(
      `The store is read-only and cannot be opened with mode "${mode}"; use "r"`,
      placeOf(location),
    );
  }
  if (mode === "w-" && !(await isEmptyPrefix(store, prefixOf(path), options))) {
    throw new FileExistsError('Something exists here already, which mode "w-" refuses', placeOf(location));
  }
  return location;
}
