import { createHash, randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import { mkdir, readdir, rename, rmdir, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { codeOf, isMissing } from "./file-error.ts";

/** A lock that is held. */
export interface HeldLock {
  /** Lets the next one in. False: it had been taken over. */
  release(): Promise<boolean>;
}

/** A holder as others see it. */
interface Holder {
  readonly name: string;
  /** When it last gave a sign of life, by its own clock. */
  readonly seen: number;
}

/** What systems say of a folder that is there and not empty. */
const occupied = new Set(["ENOTEMPTY", "EEXIST", ...(process.platform === "win32" ? ["EPERM", "EACCES"] : [])]);
/** Milliseconds. */
const longestWait = 50;

/**
 * Waits for a lock and takes it. The lock is a folder, and its holder a folder in that, named after the process. Both
 * come at once, by a rename, which fails while the lock is held; a lock whose holder is removed is free. So nobody sees
 * half a lock, and of several who remove a holder that is gone none can remove the next one.
 *
 * A holder is gone when its process is, and elsewhere than on this machine when it gave no sign of life for so long.
 */
export async function takeLock(path: string, goneAfter: number, signal: AbortSignal | undefined): Promise<HeldLock> {
  const name = `${process.pid}.${machine()}.${randomBytes(8).toString("hex")}`;
  const claim = `${path}.${name}.claim`;
  await mkdir(join(claim, name), { recursive: true });
  let known: (Holder & { readonly since: number }) | undefined;
  try {
    for (let attempts = 1; !(await isMoved(claim, path)); attempts++) {
      signal?.throwIfAborted();
      const holder = await holderOf(path);
      const now = performance.now();
      if (holder?.name !== known?.name || holder?.seen !== known?.seen) known = holder && { ...holder, since: now };
      let isFree = false;
      // An empty folder is no lock, but not every system lets another one take its place.
      if (known === undefined) isFree = await removeFolder(path);
      else if (isGone(known.name) || now - known.since > goneAfter) isFree = await removeFolder(join(path, known.name));
      if (!isFree) await pause(attempts);
    }
  } catch (error) {
    await removeFolder(join(claim, name));
    await removeFolder(claim);
    throw error;
  }
  const held = join(path, name);
  const sign = setInterval(() => void utimes(held, new Date(), new Date()).catch(() => {}), goneAfter / 6);
  sign.unref();
  return {
    async release() {
      clearInterval(sign);
      const isOurs = await removeFolder(held);
      await removeFolder(path);
      return isOurs;
    },
  };
}

function pause(attempts: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(longestWait, 2 ** attempts)));
}

async function isMoved(claim: string, path: string): Promise<boolean> {
  try {
    await rename(claim, path);
    return true;
  } catch (error) {
    if (occupied.has(codeOf(error) ?? "")) return false;
    throw error;
  }
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    const [name] = await readdir(path);
    return name === undefined ? undefined : { name, seen: (await stat(join(path, name))).mtimeMs };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Removes a folder that is empty; false when there is none. */
async function removeFolder(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    if (isMissing(error) || occupied.has(codeOf(error) ?? "")) return false;
    throw error;
  }
}

/** True when the process that a holder is named after is known to have ended. */
function isGone(name: string): boolean {
  const [pid, where] = name.split(".");
  if (where !== machine()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

let machineName: string | undefined;

/** Names what process numbers are unique in: a machine, or a container on it. */
function machine(): string {
  if (machineName === undefined) {
    let namespace = "";
    try {
      namespace = readlinkSync("/proc/self/ns/pid");
    } catch {
      // Only Linux has them.
    }
    machineName = createHash("sha256").update(`${hostname()} ${namespace}`).digest("hex").slice(0, 16);
  }
  return machineName;
}
