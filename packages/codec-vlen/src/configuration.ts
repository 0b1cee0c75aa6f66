import type { JsonObject } from "@zarrkit/core/contract";

/** Throws when a configuration has members other than those named. A stray `id` of version 2 is let through. */
export function onlyMembers(codec: string, configuration: JsonObject | undefined, names: readonly string[]): void {
  for (const key of Object.keys(configuration ?? {})) {
    if (key !== "id" && !names.includes(key)) {
      const known = names.length === 0 ? "it takes none" : `expected ${names.join(", ")}`;
      throw new TypeError(`${codec}: unknown configuration member ${JSON.stringify(key)}; ${known}`);
    }
  }
}
