import {
  close,
  closeSync,
  fsync,
  futimesSync,
  linkSync,
  mkdirSync,
  open,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
  write,
  writeSync,
} from "node:fs";
import { link, mkdir, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { MaybePromise } from "@zarrkit/core/contract";
import { codeOf, fileError, isExhausted, isMissing, whenExhausted } from "./file-error.ts";
import { partialPath } from "./key-path.ts";
import { isLocked, withLock } from "./path-lock.ts";
import { statFile, versionOf } from "./read-file.ts";
import { syncFolder } from "./sync-folder.ts";
import { hasTurn, soon, takeTurn } from "./turn.ts";
import { uniqueTime } from "./unique-time.ts";

/** Up to here a value is written at once. */
const inlineBytes = 64 * 1024;
/** The most that one call to the system writes; an abort is seen in between. */
const stepBytes = 64 * 1024 * 1024;
// Calls on a descriptor: objects of `node:fs/promises` for files cost several times as much.
const openLater = promisify(open);
const writeBytes = promisify(write);
const syncFile = promisify(fsync);
const closeLater = promisify(close);
/** Systems that have no hard links say so in these ways. */
const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

export interface FileWrite {
  readonly path: string;
  /** One name for the file in this process, however its folder was reached. */
  readonly lock: string;
  readonly value: Uint8Array;
  readonly ifVersion: string | null | undefined;
  readonly fsync: boolean;
  readonly blocking: boolean;
  readonly signal: AbortSignal | undefined;
  /** Throws when folders must not be made. */
  readonly checkFolder: () => void;
}

/**
 * Puts a value into a file so that readers, also after a crash, see the old value or the new one: written beside
 * the target under another name, then renamed. A failure leaves the old value and no other file.
 */
export function writeFile(request: FileWrite): MaybePromise<boolean> {
  request.signal?.throwIfAborted();
  const { blocking } = request;
  const quick = !request.fsync && (blocking || request.value.byteLength <= inlineBytes);
  if (!quick || !hasTurn(blocking) || isLocked(request.lock)) return writeLater(request);
  try {
    return takeTurn(() => writeNow(request));
  } catch (error) {
    // Creating takes a hard link, and what to do without is known there.
    if (isExhausted(error) || request.ifVersion === null || process.platform === "win32") return writeLater(request);
    throw fileError("write", request.path, error);
  }
}

function writeNow(request: FileWrite): boolean {
  const { path, value, ifVersion } = request;
  // A condition that fails already needs no temporary file. It is checked again when it counts.
  if (ifVersion !== undefined && (versionNow(path) ?? null) !== ifVersion) return false;
  const temporary = partialPath(path);
  let descriptor: number;
  try {
    descriptor = openSync(temporary, "wx");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    request.checkFolder();
    mkdirSync(dirname(path), { recursive: true });
    descriptor = openSync(temporary, "wx");
  }
  try {
    try {
      let done = 0;
      while (done < value.byteLength) done += writeSync(descriptor, value, done, value.byteLength - done);
      stamp(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const written = commitNow(temporary, request);
    if (!written || ifVersion === null) unlinkSync(temporary);
    return written;
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // The first error says more; a leftover is ignored and swept.
    }
    throw error;
  }
}

/** Gives the temporary file its name, if the condition holds. */
function commitNow(temporary: string, { path, ifVersion }: FileWrite): boolean {
  if (ifVersion === null) {
    try {
      linkSync(temporary, path);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST" && statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
      throw error;
    }
  }
  if (ifVersion !== undefined && versionNow(path) !== ifVersion) return false;
  renameSync(temporary, path);
  return true;
}

function versionNow(path: string): string | undefined {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    return found?.isFile() ? versionOf(found) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Some shared folders do not let times be set; versions are then as fine as their clocks. */
function stamp(descriptor: number): void {
  try {
    const now = uniqueTime();
    futimesSync(descriptor, now, now);
  } catch {}
}

async function writeLater(request: FileWrite): Promise<boolean> {
  const { path, ifVersion, signal } = request;
  // As in `writeNow`.
  if (ifVersion !== undefined && (versionOf(await statFile(path)) ?? null) !== ifVersion) return false;
  const temporary = partialPath(path);
  let renamed = false;
  try {
    try {
      const made = await fill(temporary, request);
      signal?.throwIfAborted();
      const written = await withLock(request.lock, () => commit(temporary, request));
      renamed = written && ifVersion !== null;
      if (written && request.fsync) await syncFolders(dirname(path), made);
      return written;
    } finally {
      if (!renamed) await unlink(temporary).catch(() => {});
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw fileError("write", path, error);
  }
}

/**
 * Writes the temporary file; answers the first folder that had to be made. What may take long goes through the thread
 * pool, which making a file does where others make some in the same folder or the disk's journal is full.
 */
async function fill(temporary: string, { value, fsync: isSynced, signal, checkFolder }: FileWrite) {
  let made: string | undefined;
  let descriptor: number | undefined;
  for (let attempt = 0; descriptor === undefined; attempt++) {
    try {
      descriptor = await whenExhausted(() => openLater(temporary, "wx"));
    } catch (error) {
      // Somebody may delete the folder again in between.
      if (codeOf(error) !== "ENOENT" || attempt === 5) throw error;
      checkFolder();
      made = (await mkdir(dirname(temporary), { recursive: true })) ?? made;
    }
  }
  const file = descriptor;
  try {
    let done = 0;
    while (done < value.byteLength) {
      signal?.throwIfAborted();
      done += (await writeBytes(file, value, done, Math.min(value.byteLength - done, stepBytes), null)).bytesWritten;
    }
    stamp(file);
    if (isSynced) await syncFile(file);
  } finally {
    await soon(
      () => closeSync(file),
      () => closeLater(file),
    );
  }
  return made;
}

/** Gives the temporary file its name. Runs under the lock of the path. */
async function commit(temporary: string, { path, ifVersion }: FileWrite): Promise<boolean> {
  if (ifVersion === null) {
    try {
      await link(temporary, path);
      return true;
    } catch (error) {
      const code = codeOf(error) ?? "";
      if (code !== "EEXIST" && !noLinks.has(code)) throw error;
      const occupant = await stat(path).catch((reason) => {
        if (isMissing(reason)) return undefined;
        throw reason;
      });
      if (occupant?.isFile()) return false;
      if (occupant !== undefined || code === "EEXIST")
        throw new Error("the name is taken by something that is no file");
    }
  } else if (ifVersion !== undefined && versionOf(await statFile(path)) !== ifVersion) {
    return false;
  }
  await replace(temporary, path);
  return true;
}

/** Renames; on Windows a file that somebody has just opened is in the way for a moment. */
async function replace(from: string, to: string): Promise<void> {
  for (let wait = 5; ; wait *= 2) {
    try {
      return await soon(
        () => renameSync(from, to),
        () => rename(from, to),
      );
    } catch (error) {
      const busy = process.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(codeOf(error) ?? "");
      if (!busy || wait > 1000) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Makes a rename last: syncs the folder, and the parents of those that were made for it. */
async function syncFolders(folder: string, firstMade: string | undefined): Promise<void> {
  const last = firstMade === undefined ? folder : dirname(firstMade);
  for (let current = folder; ; current = dirname(current)) {
    await syncFolder(current);
    if (current === last || current === dirname(current)) return;
  }
}
