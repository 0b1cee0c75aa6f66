import type { JsonObject } from "@zarrkit/core/contract";
import { largestItemSize } from "../memory/fixed-size.ts";
import { exactMembers, integerBetween } from "./configuration.ts";

/** The only member of a configuration, `length_bytes`: a positive number of bytes. */
export function lengthBytes(name: string, configuration: JsonObject | undefined): number {
  const { length_bytes: length } = exactMembers(`${name} configuration`, configuration, ["length_bytes"]);
  return integerBetween(`${name} length_bytes`, length, 1, largestItemSize);
}
