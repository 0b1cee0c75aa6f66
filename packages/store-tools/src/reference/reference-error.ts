import type { StoreKey } from "@zarrkit/core/contract";

/** A document of references, or one of them, that is not what the specification says. */
export class InvalidReferenceError extends Error {
  /** Name of the class. */
  override readonly name = "InvalidReferenceError";
  /** Tells the class, where `instanceof` may not. */
  readonly code = "INVALID_REFERENCE";
  /** Trying again does not help. */
  readonly retryable = false;
}

/** A reference to something that is not there, or not all of it. It is an error, since a missing value would read as fill values. */
export class UnreachableReferenceError extends Error {
  /** Name of the class. */
  override readonly name = "UnreachableReferenceError";
  /** Tells the class, where `instanceof` may not. */
  readonly code = "UNREACHABLE_REFERENCE";
  /** The key whose value the reference stands for. */
  readonly key: StoreKey;
  /** Where the reference leads. */
  readonly url: string;

  constructor(key: StoreKey, url: string, message: string) {
    super(`the reference of ${JSON.stringify(key)} leads to ${url}, ${message}`);
    this.key = key;
    this.url = url;
  }
}
