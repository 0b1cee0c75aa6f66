import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { startServer, type TestServer } from "@zarrkit/test-server";
import { type Browser, chromium, type Page } from "playwright";
import { launchOptions } from "../browser/chromium.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** What a page needs to have `SharedArrayBuffer`. */
const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

// The test runner rewrites every `import()` that it sees, also in functions that are sent to a page.
const html = `<!doctype html>
<title>Zarrkit</title>
<link rel="icon" href="data:,">
<script>globalThis.load = (path) => import(path);</script>`;

declare global {
  /** In the page: loads a module that the site serves. */
  var load: (path: string) => Promise<unknown>;
}

/** A page in Chromium that is served like any other, and what went wrong in it. */
export interface OpenedPage {
  readonly page: Page;
  /** What the page, or the browser about it, said on its console, and errors that nobody caught. */
  readonly complaints: readonly string[];
  /** Names of the scripts that it has loaded. */
  scripts(): Promise<string[]>;
}

/** A web site of this machine, and a browser to look at it. */
export class Site {
  readonly server: TestServer;
  readonly #browser: Browser;
  #isolated = false;

  private constructor(server: TestServer, browser: Browser) {
    this.server = server;
    this.#browser = browser;
    server.files.set("/index.html", new TextEncoder().encode(html));
    server.respond = ({ url }) => ({
      headers: {
        "content-type": types[extname(url)] ?? "application/octet-stream",
        ...(this.#isolated ? isolation : {}),
      },
    });
  }

  static async start(): Promise<Site> {
    const [server, browser] = await Promise.all([startServer(), chromium.launch(launchOptions())]);
    return new Site(server, browser);
  }

  /** Serves the files of a folder below a path. */
  publish(path: string, folder: string): void {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      this.server.files.set(`${path}/${file.slice(folder.length + 1).replaceAll("\\", "/")}`, readFileSync(file));
    }
  }

  /** Opens the page in a window of its own, with storage of its own. `isolated`: it may share memory with workers. */
  async open(isolated: boolean): Promise<OpenedPage> {
    this.#isolated = isolated;
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`.trim());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${this.server.url}/index.html`);
    const scripts = (): Promise<string[]> =>
      page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => name.slice(name.lastIndexOf("/") + 1))
          .filter((name) => name.endsWith(".js")),
      );
    return { page, complaints, scripts };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.close();
  }
}
