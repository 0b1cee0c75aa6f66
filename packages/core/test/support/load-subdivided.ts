import type { SubdividedChunks } from "../../src/pipeline/chain.ts";

/** What chains of subdividing codecs need, as an option of `buildChain`. */
export const loadSubdivided = (): Promise<SubdividedChunks> => import("../../src/pipeline/subdivided.ts");
