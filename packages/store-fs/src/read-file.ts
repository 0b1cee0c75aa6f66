import { Buffer } from "node:buffer";
import {
  type BigIntStats,
  close,
  closeSync,
  constants,
  fstat,
  fstatSync,
  open,
  openSync,
  read,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import { stat } from "node:fs/promises";
import type { ByteRange, MaybePromise, RangesOptions, VersionPin } from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";
import { heedPin } from "@zarrkit/store-base/version-pin";
import { fileError, isExhausted, isMissing, whenExhausted } from "./file-error.ts";
import { hasTurn, takeTurn } from "./turn.ts";

/** Up to here a read is made at once; a larger one only opens the file and reads in the thread pool. */
const inlineBytes = 1024 * 1024;
/** The most that one call to the system reads; an abort is seen in between. */
const stepBytes = 64 * 1024 * 1024;
// Without O_NONBLOCK, opening a pipe would wait for its writer. Files do not care.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

interface OpenFile {
  readonly descriptor: number;
  readonly size: number;
  /** Where it was asked for. */
  readonly version: string | undefined;
}

type Span = readonly [start: number, end: number];

/** Memory for so many bytes, of whatever content. */
type Allocate = (byteLength: number) => Uint8Array;

interface FileReadOptions extends RangesOptions {
  /** Read at once, however long it takes. */
  readonly blocking?: boolean | undefined;
}

/**
 * Parts of a file, all read through one handle, so that they belong to one value even when another takes its
 * place meanwhile. `undefined` when there is no such file; directories and devices are none.
 */
export function readParts(
  path: string,
  ranges: readonly (ByteRange | undefined)[],
  { signal, pin, allocate = allocateOwn, blocking = false }: FileReadOptions = {},
): MaybePromise<Uint8Array[] | undefined> {
  signal?.throwIfAborted();
  // Refuses broken ranges before a file is open.
  for (const range of ranges) clip(range, 0);
  if (!hasTurn(blocking)) return readLater(path, ranges, allocate, signal, pin);
  try {
    const file = takeTurn(() => openNow(path, pin));
    if (file === undefined) return undefined;
    const spans = ranges.map((range) => clip(range, file.size));
    const total = spans.reduce((sum, [start, end]) => sum + end - start, 0);
    return blocking || total <= inlineBytes
      ? takeTurn(() => readNow(file, spans, allocate))
      : readSpans(path, file, spans, allocate, signal);
  } catch (error) {
    if (isExhausted(error)) return readLater(path, ranges, allocate, signal, pin);
    throw fileError("read", path, error);
  }
}

/** Modification time, size and file number; `undefined` when there is no such file. */
export function statFile(path: string, blocking = false): MaybePromise<BigIntStats | undefined> {
  if (!hasTurn(blocking)) return statLater(path);
  try {
    const found = takeTurn(() => statSync(path, { bigint: true, throwIfNoEntry: false }));
    return found?.isFile() ? found : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError("look up", path, error);
  }
}

/** The token that tells two states of a file apart. Writes make their times differ, see `unique-time.ts`. */
export function versionOf(found: BigIntStats | undefined): string | undefined {
  return found === undefined ? undefined : `${found.mtimeNs}-${found.size}-${found.ino}`;
}

async function statLater(path: string): Promise<BigIntStats | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    return found.isFile() ? found : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError("look up", path, error);
  }
}

async function readLater(
  path: string,
  ranges: readonly (ByteRange | undefined)[],
  allocate: Allocate,
  signal: AbortSignal | undefined,
  pin: VersionPin | undefined,
): Promise<Uint8Array[] | undefined> {
  let file: OpenFile | undefined;
  try {
    file = await whenExhausted(() => openLater(path, pin));
  } catch (error) {
    throw fileError("read", path, error);
  }
  if (file === undefined) return undefined;
  const { size } = file;
  return readSpans(
    path,
    file,
    ranges.map((range) => clip(range, size)),
    allocate,
    signal,
  );
}

/** Opens a file; `undefined` when there is none. Throws when it is not of the pin's version. */
function openNow(path: string, pin: VersionPin | undefined): OpenFile | undefined {
  let file: OpenFile | undefined;
  try {
    const descriptor = openSync(path, flags);
    try {
      file = openFile(descriptor, fstatSync(descriptor, { bigint: pin !== undefined }));
      heedPin(pin, file?.version);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    if (file === undefined) closeSync(descriptor);
  } catch (error) {
    if (!isMissing(error)) throw error;
    heedPin(pin, undefined);
  }
  return file;
}

async function openLater(path: string, pin: VersionPin | undefined): Promise<OpenFile | undefined> {
  const file = await new Promise<OpenFile | undefined>((resolve, reject) => {
    open(path, flags, (openError, descriptor) => {
      if (openError) return isMissing(openError) ? resolve(undefined) : reject(openError);
      fstat(descriptor, { bigint: pin !== undefined }, (error, found) => {
        const opened = error ? undefined : openFile(descriptor, found);
        if (opened !== undefined) return resolve(opened);
        close(descriptor, () => (error ? reject(error) : resolve(undefined)));
      });
    });
  });
  try {
    heedPin(pin, file?.version);
  } catch (error) {
    if (file !== undefined) closeSync(file.descriptor);
    throw error;
  }
  return file;
}

/** Directories and devices are no files. */
function openFile(descriptor: number, found: Stats | BigIntStats): OpenFile | undefined {
  if (!found.isFile()) return undefined;
  return { descriptor, size: Number(found.size), version: "mtimeNs" in found ? versionOf(found) : undefined };
}

function readNow({ descriptor }: OpenFile, spans: readonly Span[], allocate: Allocate): Uint8Array[] {
  try {
    return spans.map(([start, end]) => {
      const out = allocate(end - start);
      let done = 0;
      while (done < out.byteLength) {
        const count = readSync(descriptor, out, done, out.byteLength - done, start + done);
        if (count === 0) break;
        done += count;
      }
      return exactly(out, done);
    });
  } finally {
    closeSync(descriptor);
  }
}

async function readSpans(
  path: string,
  file: OpenFile,
  spans: readonly Span[],
  allocate: Allocate,
  signal: AbortSignal | undefined,
): Promise<Uint8Array[]> {
  // All must have ended before the handle is closed: its number may be given to another file.
  const results = await Promise.allSettled(spans.map((span) => readSpan(file, span, allocate, signal)));
  closeSync(file.descriptor);
  signal?.throwIfAborted();
  return results.map((result) => {
    if (result.status === "fulfilled") return result.value;
    throw fileError("read", path, result.reason);
  });
}

async function readSpan(
  { descriptor }: OpenFile,
  [start, end]: Span,
  allocate: Allocate,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const out = allocate(end - start);
  let done = 0;
  while (done < out.byteLength) {
    signal?.throwIfAborted();
    const step = Math.min(out.byteLength - done, stepBytes);
    const count = await new Promise<number>((resolve, reject) => {
      read(descriptor, out, done, step, start + done, (error, bytesRead) =>
        error ? reject(error) : resolve(bytesRead),
      );
    });
    if (count === 0) break;
    done += count;
  }
  return exactly(out, done);
}

/** Memory of its own, not zeroed: it is filled, or what was filled of it is copied. */
function allocateOwn(size: number): Uint8Array {
  const { buffer, byteOffset } = Buffer.allocUnsafeSlow(size);
  return new Uint8Array(buffer, byteOffset, size);
}

/** A file that was cut short while it was read gives what there was. */
function exactly(out: Uint8Array, done: number): Uint8Array {
  return done === out.byteLength ? out : out.slice(0, done);
}
