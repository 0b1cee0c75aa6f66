import type { JsonObject } from "../../src/contract/index.ts";
import type { OpenGroupOptions } from "../../src/node/document/find-documents.ts";
import { consolidateMetadata } from "../../src/node/group/consolidate.ts";
import { ZarrGroup } from "../../src/node/group/group.ts";
import type { Environment } from "../../src/node/location/environment.ts";
import type { CountingStore } from "./counting-store.ts";
import { collected, storeOf, type ZarrFormat } from "./hierarchy.ts";
import { smallEnvironment } from "./small-environment.ts";

export const environment: Environment = smallEnvironment();

/** The group at a path. */
export const open = (store: CountingStore, path = "", options: OpenGroupOptions = {}): Promise<ZarrGroup> =>
  ZarrGroup.open({ store, path }, environment, options);

/** The paths of all that is in a group. */
export const paths = async (group: ZarrGroup): Promise<string[]> =>
  (await collected(group.members({ maxDepth: null }))).map(([path]) => path);

/** `a` (group) with `a/b` (group, holding `a/b/leaf`) and `a/y` (array); `x` (array); consolidated at the root. */
export async function consolidatedStore(zarrFormat: ZarrFormat): Promise<CountingStore> {
  const store = storeOf();
  const root = await ZarrGroup.create({ store, path: "" }, { zarrFormat, attributes: { title: "t" } }, environment);
  await root.createGroup("a/b/leaf", { attributes: { k: 1 } });
  await root.createArray("a/y", { shape: [4], chunks: [2], dtype: "int32", fillValue: 7 });
  await root.createArray("x", { shape: [2, 2], dtype: "int16", attributes: { u: "м" } });
  await consolidateMetadata({ store, path: "" }, environment);
  return store;
}

/** A version 3 root whose block holds these documents. */
export const rootWith = (metadata: JsonObject, block: JsonObject = {}): CountingStore =>
  storeOf({
    "zarr.json": {
      zarr_format: 3,
      node_type: "group",
      consolidated_metadata: { kind: "inline", must_understand: false, metadata, ...block },
    },
  });

export const subgroup: JsonObject = { zarr_format: 3, node_type: "group", attributes: {} };
