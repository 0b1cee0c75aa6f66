import {
  copyValue,
  forEachConcurrently,
  isDocumentKey,
  type JsonObject,
  requireListable,
  type ZarrArray,
} from "@zarrkit/core";

/**
 * True when two arrays store equal chunks as equal bytes under equal names: their documents agree on everything but
 * attributes and names of dimensions.
 */
export function sameEncoding(a: ZarrArray, b: ZarrArray): boolean {
  return a.zarrFormat === b.zarrFormat && "list" in a.store && encodingOf(a) === encodingOf(b);
}

function encodingOf({ metadata }: ZarrArray): string {
  const { attributes: _attributes, dimension_names: _names, ...encoding } = metadata as JsonObject;
  const members = Object.keys(encoding).sort();
  return JSON.stringify(
    members.map((member) => [member, encoding[member]]),
    (_, value) => (typeof value === "bigint" ? `${value}n` : value),
  );
}

/** Copies the stored chunks of an array to one of the same encoding, without decoding them. */
export async function copyEncoded(
  source: ZarrArray,
  target: ZarrArray,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const [from, to] = [source, target].map(({ path }) => (path === "" ? "" : `${path}/`)) as [string, string];
  const keys = requireListable(source.store).list(from, { signal });
  await forEachConcurrently(
    keys,
    target.environment.config.concurrency,
    async (key) => {
      const name = key.slice(from.length);
      if (!isDocumentKey(name)) await copyValue(source.store, key, target.store, to + name, { signal });
    },
    signal,
  );
}
