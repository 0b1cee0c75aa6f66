import { ConsolidatedMetadata } from "../../metadata/consolidated.ts";
import type { NodeDocuments } from "../../metadata/node-documents.ts";
import { requireWritable } from "../../store/access.ts";
import { documentNames } from "../../store/document-names.ts";
import { writeConsolidated } from "../document/consolidated.ts";
import type { OpenOptions } from "../document/find-documents.ts";
import { readGroup } from "../document/open.ts";
import type { Environment } from "../location/environment.ts";
import type { Location } from "../location/location.ts";
import { ZarrGroup } from "./group.ts";
import { walkMembers } from "./members.ts";

export interface ConsolidateOptions extends OpenOptions {
  /** Called after each node that was read, with how many there are so far. */
  readonly onProgress?: ((progress: { readonly done: number; readonly total: undefined }) => void) | undefined;
}

/**
 * Gathers the documents of all nodes below a group into one, so that opening the group is enough to know them:
 * `.zmetadata` in version 2, a part of the group's `zarr.json` in version 3. What such documents said before, here or
 * below, is not looked at. Answers the group with what was gathered.
 *
 * It is as zarr-python writes it. Version 3 of the specification does not know it yet; readers may ignore it.
 *
 * Throws `GroupNotFoundError`, `ContainsArrayError`, `ReadOnlyError`, `UnsupportedError` where the store cannot list.
 */
export async function consolidateMetadata(
  location: Location,
  environment: Environment,
  options: ConsolidateOptions = {},
): Promise<ZarrGroup> {
  const { signal, onProgress } = options;
  const metadata = await readGroup(location, environment, { ...options, useConsolidated: false });
  requireWritable(location.store);
  const nodes: [path: string, documents: NodeDocuments][] = [];
  const everything = { maxDepth: null, useConsolidatedForChildren: false, signal };
  for await (const { path, documents } of walkMembers(location, metadata, environment, everything)) {
    nodes.push([path, documents]);
    onProgress?.({ done: nodes.length, total: undefined });
  }
  const source = metadata.zarrFormat === 3 ? documentNames.v3 : documentNames.v2Consolidated;
  const consolidated = ConsolidatedMetadata.of(source, nodes);
  await writeConsolidated(location, metadata, consolidated, { synchronizer: environment.config.synchronizer, signal });
  return new ZarrGroup(location, { ...metadata, consolidated }, environment);
}
