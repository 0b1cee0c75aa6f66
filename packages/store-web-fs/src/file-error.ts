/** What people can do about it, by the name of the error. */
const advice: Readonly<Record<string, string>> = {
  NotAllowedError: "permission is missing; ask for it with requestPermission() of the handle, when the user clicks",
  SecurityError: "permission is missing; ask for it with requestPermission() of the handle, when the user clicks",
  QuotaExceededError: "the space for this site is used up (navigator.storage.estimate() tells); delete something",
  NoModificationAllowedError: "somebody else has the file open for writing; close it there first",
  TypeMismatchError: "a file or folder is in the way, and a key cannot be both a value and the start of others",
  InvalidModificationError: "a file or folder is in the way, and a key cannot be both a value and the start of others",
  NotReadableError: "it was changed or moved by others; let the user pick it again",
  NotFoundError: "the folder or file is gone; let the user pick it again",
  TypeError: "browsers refuse some names of files; use other names for nodes",
};

export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** True when the error says that there is no such file: nothing of that name, or a folder. */
export function isMissing(error: unknown): boolean {
  return nameOf(error) === "NotFoundError" || nameOf(error) === "TypeMismatchError";
}

/** True when a file that was found cannot be read any more, as happens when another takes its place. */
export function isStale(error: unknown): boolean {
  return nameOf(error) === "NotFoundError" || nameOf(error) === "NotReadableError";
}

/** The error to hand to the caller: what was tried on which file, and what to do. `code` is the browser's name for it. */
export function fileError(operation: string, path: string, cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = nameOf(cause);
  const next = advice[code];
  const text = `cannot ${operation} ${JSON.stringify(path)}: ${message}${next === undefined ? "" : ` (${code}: ${next})`}`;
  return Object.assign(new Error(text, { cause }), { code });
}
