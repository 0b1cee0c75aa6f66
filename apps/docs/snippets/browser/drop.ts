import { open, type ZarrArray, type ZarrGroup } from "@zarrkit/api";
import { FilesStore } from "@zarrkit/store-web-fs";
import { ZipStore } from "@zarrkit/store-zip";

/**
 * What was dropped: a folder or a zip archive. Nothing leaves the page,
 * and an archive is not read whole.
 */
export async function dropped(
  event: DragEvent,
): Promise<ZarrArray | ZarrGroup | undefined> {
  event.preventDefault();
  const items = event.dataTransfer?.items;
  if (items === undefined) return undefined;
  // before anything else is awaited
  const files = await FilesStore.fromDrop(items);
  for await (const name of files.listDir("")) {
    if (name.endsWith(".zip"))
      return open(await ZipStore.open(files, name), { mode: "r" });
  }
  return open(files, { mode: "r" });
}
