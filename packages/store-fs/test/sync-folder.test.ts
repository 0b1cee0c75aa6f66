import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { syncFolder } from "../src/sync-folder.ts";
import { temporaryFolder } from "./temporary.ts";

test.runIf(process.platform !== "win32")(
  "those who ask during a sync share the next one, whatever became of the first",
  async () => {
    const folder = join(await temporaryFolder(), "later");
    const first = syncFolder(folder);
    const [second, third] = [syncFolder(folder), syncFolder(folder)];
    expect(third).toBe(second);
    expect(second).not.toBe(first);
    await expect(first).rejects.toThrow("ENOENT");
    await expect(second).rejects.toThrow("ENOENT");
    await mkdir(folder);
    await syncFolder(folder);
    const again = syncFolder(folder);
    expect(again).not.toBe(second);
    await again;
  },
);
