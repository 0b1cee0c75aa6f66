import { fileURLToPath } from "node:url";
import type { Snapshot } from "./snapshot.ts";
export const pageFile: string = fileURLToPath(new URL("../../../../docs/compatibility.md", import.meta.url));
export const pageOf = (snapshot: Snapshot): string => JSON.stringify(snapshot);
