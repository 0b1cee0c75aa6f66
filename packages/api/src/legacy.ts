import {
  InvalidArgumentError,
  MetadataValidationError,
  type Mode,
  type Synchronizer,
  UnsupportedError,
} from "@zarrkit/core";
import type { StoreLike } from "./store/store-like.ts";

/** Parameters of zarr-python that have a newer way here, or that only some stores know. */
export interface LegacyOptions {
  /** Gives turns at chunks and documents to writers in other processes. */
  readonly synchronizer?: Synchronizer | undefined;
  /** Where chunks are, when not beside the metadata. */
  readonly chunkStore?: StoreLike;
  /** False: read the metadata again before every operation. */
  readonly cacheMetadata?: boolean | undefined;
  /** As `cacheMetadata`: attributes are part of it. */
  readonly cacheAttributes?: boolean | undefined;
  /** True: as mode `r`. */
  readonly readOnly?: boolean | undefined;
  /** Old name of `zarrFormat`; warns once. */
  readonly zarrVersion?: 2 | 3 | undefined;
  /** Settings for a store that is made from an address: those of `@zarrkit/store-http` or `@zarrkit/store-s3`. */
  readonly storageOptions?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The format asked for under either name. Throws `InvalidArgumentError` when the two disagree, `MetadataValidationError`
 * for a format that is none.
 */
export function formatOf(options: LegacyOptions & { readonly zarrFormat?: 2 | 3 | undefined }): 2 | 3 | undefined {
  const { zarrFormat, zarrVersion } = options;
  for (const format of [zarrFormat, zarrVersion] as readonly unknown[]) {
    if (format !== undefined && format !== 2 && format !== 3) {
      throw new MetadataValidationError(`zarrFormat must be 2 or 3, found ${String(format)}`);
    }
  }
  if (zarrVersion === undefined) return zarrFormat;
  warnOnce("zarrVersion", "zarrVersion is deprecated; use zarrFormat");
  if (zarrFormat !== undefined && zarrFormat !== zarrVersion) {
    throw new InvalidArgumentError(`zarrFormat is ${zarrFormat} and zarrVersion ${zarrVersion}; give one of them`);
  }
  return zarrVersion;
}

/** The mode asked for, `readOnly` included. Throws `InvalidArgumentError` when the two disagree. */
export function modeOf({ mode, readOnly }: LegacyOptions & { readonly mode?: Mode | undefined }): Mode | undefined {
  if (readOnly !== true) return mode;
  if (mode !== undefined && mode !== "r") {
    throw new InvalidArgumentError(`readOnly and mode "${mode}" contradict each other`);
  }
  return "r";
}

/** Refuses settings that nothing would look at. */
export function refuseUnusable(options: LegacyOptions): void {
  if ("metaArray" in options && options.metaArray !== undefined) {
    throw new UnsupportedError("metaArray is not supported: results are in JavaScript's own memory");
  }
}

const warned = new Set<string>();

function warnOnce(about: string, message: string): void {
  if (warned.has(about)) return;
  warned.add(about);
  // biome-ignore lint/suspicious/noConsole: a deprecation has no other way to reach the person who reads the console.
  console.warn(message);
}
