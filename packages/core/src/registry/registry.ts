import type { Extension, ExtensionFactories, ExtensionPoint, JsonValue, MaybePromise } from "../contract/index.ts";
import { UnsupportedError } from "../error/usage-error.ts";
import { messageOf } from "../error/zarr-error.ts";

/** A name found in a registry: the descriptor, and the code behind it once loaded. */
export interface Resolved<P extends ExtensionPoint> {
  readonly extension: Extension<P>;
  readonly factory: ExtensionFactories[P];
}

/**
 * The extensions that an array may name. Immutable: `extend` answers a new registry. Where two extensions
 * answer to one name, the later one wins.
 */
export interface Registry<N extends string = string> {
  /** The v3 names, in the order given. */
  readonly names: readonly N[];
  /** The extension that answers to a v3 name, or `undefined`. */
  find<P extends ExtensionPoint>(point: P, name: string): Extension<P> | undefined;
  /** The codec that answers to a numcodecs id, or `undefined`. */
  findNumcodecs(id: string): Extension<"codec"> | undefined;
  /** The data type that answers to a version 2 spelling, or `undefined`. */
  findV2DataType(spelling: string): Extension<"data_type"> | undefined;
  /** The names registered at a point, for messages. */
  namesAt(point: ExtensionPoint): readonly string[];
  /** Loads an extension of this registry, once. */
  load<P extends ExtensionPoint>(extension: Extension<P>): MaybePromise<ExtensionFactories[P]>;
  /** A registry of these extensions and further ones. This one stays as it is. */
  extend<const M extends string>(...extensions: readonly Extension<ExtensionPoint, M>[]): Registry<N | M>;
}

/** Makes a registry of exactly these descriptors. */
export function buildRegistry<const N extends string>(
  ...extensions: readonly Extension<ExtensionPoint, N>[]
): Registry<N> {
  const latestFirst = extensions.toReversed();
  const loaded = new Map<Extension, MaybePromise<ExtensionFactories[ExtensionPoint]>>();

  function find<P extends ExtensionPoint>(point: P, name: string): Extension<P> | undefined {
    const here = latestFirst.filter((extension) => extension.point === point);
    const exact = here.find((extension) => extension.name === name || extension.aliases?.includes(name));
    return (exact ?? here.find((extension) => matches(extension.pattern, name))) as Extension<P> | undefined;
  }

  return Object.freeze({
    names: extensions.map((extension) => extension.name),
    find,
    findNumcodecs: (id: string) =>
      latestFirst.find((extension) => extension.numcodecsId === id) as Extension<"codec"> | undefined,
    findV2DataType: (spelling: string) =>
      latestFirst.find((extension) => matches(extension.v2, spelling)) as Extension<"data_type"> | undefined,
    namesAt: (point: ExtensionPoint) =>
      extensions.filter((extension) => extension.point === point).map((extension) => extension.name),
    load<P extends ExtensionPoint>(extension: Extension<P>): MaybePromise<ExtensionFactories[P]> {
      let result = loaded.get(extension) as MaybePromise<ExtensionFactories[P]> | undefined;
      if (result === undefined) {
        result = load(extension, () => loaded.delete(extension));
        loaded.set(extension, result);
      }
      return result;
    },
    extend: <const M extends string>(...more: readonly Extension<ExtensionPoint, M>[]) =>
      buildRegistry<N | M>(...extensions, ...more),
  });
}

function matches(pattern: RegExp | undefined, text: string): boolean {
  const found = pattern?.exec(text);
  return found?.[0].length === text.length;
}

function load<P extends ExtensionPoint>(
  extension: Extension<P>,
  evict: () => void,
): MaybePromise<ExtensionFactories[P]> {
  const fail = (cause: unknown): never => {
    // A failed download is worth another try at the next use.
    evict();
    throw new UnsupportedError(`Could not load ${extension.point} "${extension.name}": ${messageOf(cause)}`, { cause });
  };
  try {
    const result = extension.load();
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (cause) {
    return fail(cause);
  }
}

/** The name of a v2 data type as {@link Registry.findV2DataType} wants it. */
export function v2Spelling(dtype: JsonValue, objectCodec: string | undefined): string {
  if (Array.isArray(dtype)) return "[]";
  if (dtype === "|O") return `|O:${objectCodec ?? ""}`;
  // An object of a document may hold a member `toString`.
  return typeof dtype === "object" ? "{}" : String(dtype);
}
