import type { ByteRange, Store } from "@zarrkit/core/contract";
import { observed, type StoreEvent } from "./observed.ts";
import type { Wrapped } from "./wrapped.ts";

/** Where lines go: the console, or a logger of the same methods. */
export interface Logger {
  /** Takes a line about a call that ended well, or was aborted. */
  debug(line: string): void;
  /** Takes a line about a call that failed. */
  warn(line: string): void;
}

/** The same store, with a line in the log for every call: `debug` for those that end well, `warn` for failures. */
export function logged<S extends Store>(store: S, logger: Logger = console): Wrapped<S> {
  return observed(store, (event) => logger[event.outcome === "failed" ? "warn" : "debug"](lineOf(event)));
}

/** An event as text: `get a/c/0 [0, 100) of memory://1: found, 100 bytes in 0.3 ms`. */
export function lineOf({
  store,
  operation,
  key,
  ranges,
  outcome,
  bytes,
  names,
  milliseconds,
  error,
}: StoreEvent): string {
  const what = [operation, key, ...ranges.map(spelled)].filter((word) => word !== "").join(" ");
  const listed = operation === "list" || operation === "listDir" ? `, ${names} ${names === 1 ? "name" : "names"}` : "";
  const moved = bytes === 0 ? "" : `, ${bytes} bytes`;
  const why = error === undefined ? "" : `: ${error instanceof Error ? error.message : String(error)}`;
  return `${what} of ${store}: ${outcome}${listed}${moved} in ${milliseconds.toFixed(1)} ms${why}`;
}

function spelled(range: ByteRange): string {
  if ("suffix" in range) return `[-${range.suffix}, end)`;
  return `[${range.offset}, ${range.length === undefined ? "end" : range.offset + range.length})`;
}
