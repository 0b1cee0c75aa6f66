import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { corpusFile, fixtures, packed } from "./corpus-file.ts";
import type { Case } from "./manifest.ts";

/** A fresh folder of this run, removed by whoever asked for it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "zarrkit-verify-"));
}

/** Where the store of a case lies on disk. Packed stores are unpacked below `scratch`. */
export function storePath(one: Case, scratch: string): string {
  const loose = join(fixtures, one.path);
  if (existsSync(loose)) return loose;
  const target = join(scratch, one.path);
  for (const path of packed.keys()) {
    if (!path.startsWith(`${one.path}/`)) continue;
    const file = join(scratch, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, corpusFile(path));
  }
  return target;
}

/** A copy of the store of a case that may be changed, alone in its folder. */
export function storeCopy(one: Case, scratch: string): string {
  const target = join(scratch, "copies", one.id, "store");
  cpSync(storePath(one, scratch), target, { recursive: true });
  return target;
}

/** Every file of a folder as a map from key to bytes. */
export function folderEntries(folder: string): Map<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    if (!statSync(file).isFile()) continue;
    entries.set(relative(folder, file).split(sep).join("/"), new Uint8Array(readFileSync(file)));
  }
  return entries;
}
