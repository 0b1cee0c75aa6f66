/** What workers load: everything that Zarrkit brings, and ours. */
import { defaultRegistry } from "@zarrkit/api";
import { fixedPoint, runLength } from "../src/index.ts";

export const registry = defaultRegistry.extend(fixedPoint, runLength);
