import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BrowserCommand, BrowserCommandContext } from "vitest/node";
import { fixtures, packed } from "../src/corpus/corpus-file.ts";
import { folderEntries } from "../src/corpus/files.ts";

/** What tests in a page have done outside of it: files on the disk, and what a user would do with them. */
export const commands: {
  readCorpus: BrowserCommand<[]>;
  writeFolder: BrowserCommand<[files: Record<string, string>]>;
  removeFolder: BrowserCommand<[folder: string]>;
  chooseFiles: BrowserCommand<[selector: string, path: string]>;
  dropFiles: BrowserCommand<[selector: string, paths: readonly string[]]>;
  limitStorage: BrowserCommand<[origin: string, bytes: number | null]>;
} = {
  /** Every file of the conformance corpus, as base64. */
  readCorpus() {
    const loose = [...folderEntries(fixtures)].map(([path, bytes]) => [path, Buffer.from(bytes).toString("base64")]);
    return Object.fromEntries([...loose, ...packed]);
  },

  /** Writes files into a new folder, answers its path. Values are base64. */
  async writeFolder(_, files) {
    const folder = mkdtempSync(join(tmpdir(), "zarrkit-browser-"));
    for (const [path, base64] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), Buffer.from(base64, "base64"));
    }
    return folder;
  },

  removeFolder(_, folder) {
    rmSync(folder, { recursive: true });
  },

  /** Picks a file, or a folder, in an `<input type="file">`. */
  async chooseFiles({ iframe }, selector, path) {
    await iframe.locator(selector).setInputFiles(path);
  },

  /** Drops files and folders from the desktop on an element. */
  async dropFiles({ iframe, page }, selector, paths) {
    const box = await iframe.locator(selector).boundingBox();
    if (box === null) throw new Error(`${selector} is not to be seen`);
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await session.send("Input.dispatchDragEvent", {
        type,
        x: box.x + box.width / 2,
        y: box.y + box.height / 2,
        data,
      });
    }
    await session.detach();
  },

  /** Lets a site store no more than so many bytes; `null` for what it could before. */
  async limitStorage({ page }, origin, bytes) {
    const session = await page.context().newCDPSession(page);
    await session.send("Storage.overrideQuotaForOrigin", { origin, ...(bytes === null ? {} : { quotaSize: bytes }) });
    // The limit ends with the session: it is left open while there is one.
    if (bytes === null) await session.detach();
  },
};

type Arguments<C> = C extends (context: BrowserCommandContext, ...parameters: infer P) => unknown ? P : never;
type Answer<C> = C extends (...parameters: never[]) => infer A ? Promise<Awaited<A>> : never;

declare module "vitest/browser" {
  interface BrowserCommands {
    readCorpus(): Promise<Record<string, string>>;
    writeFolder(...parameters: Arguments<typeof commands.writeFolder>): Promise<string>;
    removeFolder(...parameters: Arguments<typeof commands.removeFolder>): Answer<typeof commands.removeFolder>;
    chooseFiles(...parameters: Arguments<typeof commands.chooseFiles>): Answer<typeof commands.chooseFiles>;
    dropFiles(...parameters: Arguments<typeof commands.dropFiles>): Answer<typeof commands.dropFiles>;
    limitStorage(...parameters: Arguments<typeof commands.limitStorage>): Answer<typeof commands.limitStorage>;
  }
}
declare module "vitest" {
  interface ProvidedContext {
    readonly isolated: boolean;
  }
}
