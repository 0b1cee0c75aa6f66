/** Codes of "there is no such file", whatever stands in its way. */
const missing = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ENXIO"]);
const exhausted = new Set(["EMFILE", "ENFILE"]);

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}

/** True when the error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return missing.has(codeOf(error) ?? "");
}

/** True when the process has no file handle left, which passes by itself. */
export function isExhausted(error: unknown): boolean {
  return exhausted.has(codeOf(error) ?? "");
}

/** The error to hand to the caller: what was tried on which file, with the system's code. */
export function fileError(operation: string, path: string, cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  const error = new Error(`cannot ${operation} file ${JSON.stringify(path)}: ${message}`, { cause });
  const code = codeOf(cause);
  return code === undefined ? error : Object.assign(error, { code });
}

/** Waits for file handles to come free: up to ten seconds in all, longer each time. */
export async function whenExhausted<T>(run: () => T | Promise<T>): Promise<T> {
  for (let wait = 2; ; wait *= 2) {
    try {
      return await run();
    } catch (error) {
      if (!isExhausted(error) || wait > 4096) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
