import * as dataErrors from "./data-error.ts";
import * as metadataErrors from "./metadata-error.ts";
import * as nodeErrors from "./node-error.ts";
import * as usageErrors from "./usage-error.ts";
import { type ErrorPlace, isZarrError, messageOf, ZarrError } from "./zarr-error.ts";

/** An error as data that structured clone can copy, so that it can be thrown again in another thread. */
export interface ErrorRecord {
  /** Name of the error's class. */
  readonly name: string;
  /** What the error says, its place included. */
  readonly message: string;
  /** Where it was thrown, as text. */
  readonly stack: string | undefined;
  /** Set for errors of this library. */
  readonly code: string | undefined;
  /** Where in which store it happened, as far as that is known. */
  readonly place: ErrorPlace;
  /** What else the error carries, as far as it is plain: `status`, `errno`. */
  readonly details: Readonly<Record<string, unknown>>;
  /** The record of what caused it. */
  readonly cause: ErrorRecord | undefined;
}

/** Causes of causes are kept so far. */
const maximumDepth = 8;

/** Writes down anything that was thrown. */
export function recordError(error: unknown, depth = 0): ErrorRecord {
  const known = error instanceof Error ? error : undefined;
  const zarr = isZarrError(error) ? error : undefined;
  const { store, path, key, chunk } = zarr ?? {};
  const hasCause = known?.cause !== undefined && depth < maximumDepth;
  return {
    name: known?.name ?? "Error",
    message: messageOf(error),
    stack: known?.stack,
    code: zarr?.code,
    place: { store, path, key, chunk },
    details: known === undefined ? {} : plainMembers(known),
    cause: hasCause ? recordError(known.cause, depth + 1) : undefined,
  };
}

/** The error that was written down: of the same class where that is one of ours or the language's. */
export function restoreError(record: ErrorRecord): Error {
  const { name, message, stack, code, place, details } = record;
  const cause = record.cause === undefined ? undefined : restoreError(record.cause);
  const error = code === undefined ? plainError(name, cause) : zarrError(code, { ...place, cause });
  Object.defineProperty(error, "message", { value: message, configurable: true, writable: true });
  Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
  return Object.assign(error, details);
}

type ZarrErrorClass = new (message: string, options?: ConstructorParameters<typeof ZarrError>[1]) => ZarrError;

const zarrErrors = new Map<string, ZarrErrorClass>(
  [dataErrors, metadataErrors, nodeErrors, usageErrors].flatMap((classes) =>
    Object.values<ZarrErrorClass>(classes).map((Kind) => [new Kind("").code, Kind] as const),
  ),
);

function zarrError(code: string, options: ConstructorParameters<typeof ZarrError>[1]): ZarrError {
  const Kind = zarrErrors.get(code) ?? ZarrError;
  return new Kind("", options);
}

const plainErrors = new Map<string, new (message: string, options?: ErrorOptions) => Error>(
  [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError].map((Kind) => [Kind.name, Kind]),
);

function plainError(name: string, cause: unknown): Error {
  const Kind = plainErrors.get(name) ?? Error;
  const error = new Kind("", cause === undefined ? undefined : { cause });
  if (error.name !== name) Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
  return error;
}

function plainMembers(error: Error): Record<string, unknown> {
  const plain = Object.entries(error).filter(([name, value]) => {
    return name !== "name" && ["string", "number", "bigint", "boolean"].includes(typeof value);
  });
  return Object.fromEntries(plain);
}
