import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { python } from "./python.ts";
import type { Storage } from "./storage.ts";

/** Where the arrays of one size lie. */
export interface Data {
  /** The elements, packed and little-endian. */
  readonly source: string;
  pathOf(storage: Storage): string;
  /** A folder for what is written. */
  readonly scratch: string;
}

const folder = fileURLToPath(new URL("../.data", import.meta.url));
const script = fileURLToPath(new URL("../peers/generate.py", import.meta.url));

/** Makes the source and the arrays that are missing. They are kept for later runs. */
export function prepareData(storages: readonly Storage[], edge: number): Data {
  const root = join(folder, String(edge));
  mkdirSync(root, { recursive: true });
  const source = join(root, "source.bin");
  const pathOf = ({ name }: Storage): string => join(root, `${name}.zarr`);
  const missing = storages.filter((storage) => !existsSync(pathOf(storage)));
  if (missing.length > 0 || !existsSync(source)) {
    const arrays = Object.fromEntries(missing.map((storage) => [pathOf(storage), storage]));
    execFileSync(python, [script, source, String(edge), JSON.stringify(arrays)], { stdio: "inherit" });
  }
  return { source, pathOf, scratch: join(root, "scratch") };
}
