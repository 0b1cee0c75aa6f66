import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder for a store; the test that makes it removes it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "zarrkit-workers-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
