import { InvalidArgumentError, type Mode, type Store, UnsupportedError } from "@zarrkit/core";
import { MemoryStore } from "@zarrkit/store-memory";
import { localStore } from "#local-store";
import { adaptStore } from "./foreign/adapt-store.ts";
import type { ForeignStore } from "./foreign/foreign-store.ts";
import { httpStore } from "./http-store.ts";
import { s3Store } from "./s3-store.ts";
import { openLocalZip, openRemoteZip, openS3Zip } from "./zip-store.ts";

/**
 * Whatever a store can be made from: a path or `file:` URL, an address on a web server, `s3://bucket/prefix`, `memory://name`, a
 * `Map` from keys to bytes, a store, a store as zarrita knows them, or nothing for a new store in memory.
 */
export type StoreLike = string | URL | Map<string, Uint8Array> | Store | ForeignStore | undefined | null;

const isZipName = /\.zip$/i;
const scheme = /^([a-z][a-z0-9+.-]+):\/\//i;

/** What a store is wanted for. */
export interface StoreUse {
  /** How the node in the store is opened. */
  readonly mode?: Mode | undefined;
  /** The node is the whole of the store. */
  readonly isRoot?: boolean | undefined;
  /** Settings for a store that is made from an address. */
  readonly storageOptions?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The store that a person means. Throws `InvalidArgumentError`, also for storage options that nothing would look at,
 * `UnsupportedError`, or `StoreError` for a zip archive that cannot be opened.
 */
export async function resolveStore(given: StoreLike, use: StoreUse = {}): Promise<Store> {
  if (typeof given === "string") return storeOfText(given, use);
  if (given instanceof URL) {
    // Names of objects are not encoded; that of a URL is.
    return storeOfText(given.protocol === "s3:" ? decodeURIComponent(given.href) : given.href, use);
  }
  refuseStorageOptions(use);
  if (given === undefined || given === null) return new MemoryStore();
  if (isMap(given)) return new MemoryStore(given);
  if (typeof given === "object" && isStore(given)) return given;
  if (typeof given === "object" && typeof given.get === "function") return adaptStore(given);
  throw new InvalidArgumentError(`A store is a path, a URL, a Map or an object with get(); found ${typeof given}`);
}

async function storeOfText(text: string, use: StoreUse): Promise<Store> {
  if (text === "") throw new InvalidArgumentError("A path must not be empty");
  const protocol = scheme.exec(text)?.[1]?.toLowerCase();
  if (protocol === "http" || protocol === "https") {
    const isZip = isZipName.test(text.replace(/[?#].*/s, ""));
    return isZip ? openRemoteZip(text, use) : httpStore(text, use.storageOptions);
  }
  if (protocol === "s3") return isZipName.test(text) ? openS3Zip(text, use) : s3Store(text, use.storageOptions);
  refuseStorageOptions(use);
  if (protocol === undefined || protocol === "file") {
    return isZipName.test(text) ? openLocalZip(text, use) : localStore(text);
  }
  if (protocol === "memory") return namedStore(text);
  throw new UnsupportedError(
    `No store for ${protocol}:// addresses is installed; pass a store object instead of ${JSON.stringify(text)}`,
  );
}

function refuseStorageOptions({ storageOptions = {} }: StoreUse): void {
  const names = Object.keys(storageOptions);
  if (names.length === 0) return;
  throw new InvalidArgumentError(
    `storageOptions are for stores made from an address, such as https://; this one takes none, found ${names.join(", ")}`,
  );
}

/** Memory by name, for as long as the program runs. */
const named = new Map<string, Map<string, Uint8Array>>();

function namedStore(address: string): Store {
  const name = address.slice(address.indexOf("://") + 3);
  if (name === "" || name.includes("/")) {
    throw new InvalidArgumentError(
      `A memory store is memory://name, and the path below it an option; found ${address}`,
    );
  }
  const map = named.get(name) ?? new Map<string, Uint8Array>();
  named.set(name, map);
  return new MemoryStore(map);
}

/** A proxy around a map, which wrappers of other libraries are, is an instance of `Map` and yet none. */
function isMap(given: object): given is Map<string, Uint8Array> {
  if (!(given instanceof Map)) return false;
  try {
    Map.prototype.has.call(given, "");
    return true;
  } catch {
    return false;
  }
}

function isStore(given: object): given is Store {
  return "contract" in given && given.contract === "zarrkit.store.v1";
}
