import { createRegistry } from "../../src/grid/standard-registry.ts";
import type { ArrayConfigOptions } from "../../src/io/access/config.ts";
import { createEnvironment, type Environment } from "../../src/node/location/environment.ts";
import type { Registry } from "../../src/registry/registry.ts";
import { blocks } from "./block-codec.ts";
import { bytes } from "./bytes-codec.ts";
import { checksum } from "./checksum-codec.ts";
import { negate } from "./negate-codec.ts";
import { float32, float64, int16, int32, int64, uint8 } from "./number-type.ts";
import { runLength } from "./run-length-codec.ts";
import { lines, text } from "./text-type.ts";
import { transpose } from "./transpose-codec.ts";
import { xor } from "./xor-codec.ts";

/** A few data types and codecs, one of each kind. */
export const smallRegistry: Registry = createRegistry(
  float32,
  float64,
  int16,
  int32,
  int64,
  uint8,
  text,
  bytes,
  lines,
  transpose,
  negate,
  checksum,
  runLength,
  xor,
  blocks,
);

/** What tests open and create nodes with. */
export function smallEnvironment(config: ArrayConfigOptions = {}): Environment {
  return createEnvironment(smallRegistry, { config });
}
