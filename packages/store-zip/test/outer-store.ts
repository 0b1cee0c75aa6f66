import type { ByteRange, ReadOptions, WritableStore, WriteOptions } from "@zarrkit/core/contract";

/** A store to hold archives: answers belong to the caller, and requests are counted. */
export interface OuterStore extends WritableStore {
  readonly values: Map<string, Uint8Array>;
  readonly requests: (ByteRange | undefined)[];
}

export function outerStore(archive?: Uint8Array): OuterStore {
  const values = new Map<string, Uint8Array>();
  const versions = new Map<string, number>();
  const requests: (ByteRange | undefined)[] = [];
  if (archive !== undefined) values.set("a.zip", archive);
  return {
    contract: "zarrkit.store.v1",
    description: "memory://outer",
    values,
    requests,
    get: async (key: string, options?: ReadOptions) => {
      const range = options?.range;
      requests.push(range);
      const value = values.get(key);
      if (value === undefined || range === undefined) return value?.slice();
      if ("suffix" in range) return value.slice(Math.max(0, value.byteLength - range.suffix));
      return value.slice(range.offset, range.length === undefined ? undefined : range.offset + range.length);
    },
    version: (key: string) => (values.has(key) ? `v${versions.get(key) ?? 0}` : undefined),
    set: async (key: string, value: Uint8Array, options?: WriteOptions) => {
      const current = values.has(key) ? `v${versions.get(key) ?? 0}` : null;
      if (options?.ifVersion !== undefined && options.ifVersion !== current) return false;
      values.set(key, value.slice());
      versions.set(key, (versions.get(key) ?? 0) + 1);
      return true;
    },
    delete: (key: string) => void values.delete(key),
  };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export async function text(
  value: Uint8Array | undefined | Promise<Uint8Array | undefined>,
): Promise<string | undefined> {
  const found = await value;
  return found && new TextDecoder().decode(found);
}

export async function collect(values: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const value of values) found.push(value);
  return found.sort();
}

export function fromBase64(encoded: string): Uint8Array {
  return new Uint8Array(Buffer.from(encoded, "base64"));
}
