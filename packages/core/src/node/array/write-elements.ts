import { ArrayIndexError } from "../../error/usage-error.ts";
import type { ArrayAccess } from "../../io/access/array-access.ts";
import { writeRegion } from "../../io/write/write-region.ts";
import type { Registry } from "../../registry/registry.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import { placeOf } from "../location/location.ts";
import type { ExecutorOptions } from "../value/elements.ts";
import { selectFields } from "../value/field.ts";
import { layOut, layOutPoints } from "../value/value.ts";
import { inMemory } from "./stored-array.ts";

export interface SetOptions extends ExecutorOptions {
  /** Structured types: the one field to write; the others keep what they have. */
  readonly fields?: string | undefined;
}

/** Writes a value, which may be an array in a store, to a selection, or to one field of it. */
export async function writeElements(
  access: ArrayAccess,
  selection: NormalizedSelection,
  value: unknown,
  { signal, fields, executor }: SetOptions,
  registry: Registry,
): Promise<void> {
  const place = placeOf(access);
  if (fields !== undefined && typeof fields !== "string") {
    throw new ArrayIndexError("One field can be written at a time", place);
  }
  const selected = fields === undefined ? undefined : await selectFields(access.metadata, fields, registry, place);
  const dataType = selected?.dataType ?? access.metadata.dataType;
  const given = await inMemory(value, { signal });
  const lay = selection.region.kind === "points" ? layOutPoints : layOut;
  const chunk = lay(given, selection.shape, dataType, place);
  await writeRegion(access, selection, chunk, { signal, executor, fields: selected?.layout });
}
