import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { launchOptions } from "../browser/chromium.ts";
import { type Nginx, startNginx } from "./nginx.ts";

const types = "types { text/html html; text/javascript js; application/wasm wasm; }";

/** What a page needs to have `SharedArrayBuffer`. */
const isolation = `
add_header Cross-Origin-Opener-Policy same-origin always;
add_header Cross-Origin-Embedder-Policy require-corp always;`;

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
  /** Where the site is for it, without a slash at the end. */
  readonly url: string;
  /** What the page, or the browser about it, said on its console, and errors that nobody caught. */
  readonly complaints: readonly string[];
  /** Names of the scripts that it has loaded. */
  scripts(): Promise<string[]>;
}

/** A web site of this machine, with a server for each kind of page, and a browser to look at it. */
export class Site {
  readonly #root: string;
  readonly #plain: Nginx;
  readonly #isolated: Nginx;
  readonly #browser: Browser;

  private constructor(root: string, plain: Nginx, isolated: Nginx, browser: Browser) {
    this.#root = root;
    this.#plain = plain;
    this.#isolated = isolated;
    this.#browser = browser;
  }

  /** Starts it over a new folder at a path. */
  static async start(root: string): Promise<Site> {
    mkdirSync(root);
    writeFileSync(join(root, "index.html"), html);
    const plain = await startNginx(root, { location: types });
    const isolated = await startNginx(root, { location: types + isolation });
    return new Site(root, plain, isolated, await chromium.launch(launchOptions()));
  }

  /** Serves the files of a folder below a path. */
  publish(path: string, folder: string): void {
    cpSync(folder, join(this.#root, path), { recursive: true });
  }

  /** Opens the page in a window of its own, with storage of its own. `isolated`: it may share memory with workers. */
  async open(isolated: boolean): Promise<OpenedPage> {
    const { url } = isolated ? this.#isolated : this.#plain;
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`.trim());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${url}/index.html`);
    const scripts = (): Promise<string[]> =>
      page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => name.slice(name.lastIndexOf("/") + 1))
          .filter((name) => name.endsWith(".js")),
      );
    return { page, url, complaints, scripts };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await Promise.all([this.#plain.stop(), this.#isolated.stop()]);
  }
}
