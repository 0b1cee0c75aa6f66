import type { LoadSpecialReads } from "../access/array-access.ts";

/** Loads what plain reads do without, for those who also write. */
export const loadSpecialReads: LoadSpecialReads = () => import("./special-reads.ts");
