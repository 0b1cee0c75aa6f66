import type { ListableStore, Store, StoreDescriptor, StoreKey, WritableStore } from "../contract/index.ts";
import { deletePrefix, isListable, isWritable, requireListable, requireWritable } from "./access.ts";
import { isDocumentKey } from "./document-names.ts";

function deletesVersions(store: Store): store is WritableStore & Required<Pick<WritableStore, "deleteIf">> {
  return isWritable(store) && store.deleteIf !== undefined;
}

/** One store whose metadata documents are in one store and everything else, the chunks, in another. */
export function withChunkStore(metadata: Store, chunks: Store): Store {
  const storeOf = (key: StoreKey): Store => (isDocumentKey(key) ? metadata : chunks);
  const readable: Store = {
    contract: metadata.contract,
    description: `${metadata.description} with chunks in ${chunks.description}`,
    portable: portableSplit(metadata, chunks),
    readOnly: !(isWritable(metadata) && isWritable(chunks)),
    borrowed: metadata.borrowed === true || chunks.borrowed === true,
    get: (key, options) => storeOf(key).get(key, options),
    async getRanges(key, ranges, options) {
      const store = storeOf(key);
      if (store.getRanges !== undefined) return store.getRanges(key, ranges, options);
      const values = await Promise.all(ranges.map((range) => store.get(key, { ...options, range })));
      return values.includes(undefined) ? undefined : (values as Uint8Array[]);
    },
  };
  const writable: Omit<WritableStore, keyof Store> = {
    set: (key, value, options) => requireWritable(storeOf(key), key).set(key, value, options),
    delete: (key, options) => requireWritable(storeOf(key), key).delete(key, options),
    async deletePrefix(prefix, options) {
      await deletePrefix(metadata, prefix, options);
      await deletePrefix(chunks, prefix, options);
    },
  };
  const listable: Omit<ListableStore, keyof Store> = {
    async *list(prefix, options) {
      for (const store of [metadata, chunks]) yield* requireListable(store).list(prefix, options);
    },
    async *listDir(prefix, options) {
      const names = new Set<string>();
      for (const store of [metadata, chunks]) {
        for await (const name of requireListable(store).listDir(prefix, options)) names.add(name);
      }
      yield* names;
    },
  };
  // A store tells all versions or none.
  if (metadata.version !== undefined && chunks.version !== undefined) {
    readable.version = (key, options) => storeOf(key).version?.(key, options);
  }
  if (deletesVersions(metadata) && deletesVersions(chunks)) {
    writable.deleteIf = (key, version, options) =>
      (isDocumentKey(key) ? metadata : chunks).deleteIf(key, version, options);
  }
  return {
    ...readable,
    ...(readable.readOnly === true ? {} : writable),
    ...(isListable(metadata) && isListable(chunks) ? listable : {}),
  };
}

function portableSplit({ portable: metadata }: Store, { portable: chunks }: Store): StoreDescriptor | undefined {
  if (metadata === undefined || chunks === undefined) return undefined;
  return { module: "@zarrkit/core", export: "withChunkStore", stores: [metadata, chunks] };
}
