import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtPages, deadLinks } from "../../../../apps/docs/src/page/link.ts";
import { launchOptions } from "../../browser/chromium.ts";
import { repository } from "../../src/process/run.ts";
import { type Nginx, startNginx } from "../nginx.ts";

// The documentation below a path, as it is on a host that has other sites too.

const docs = join(repository, "apps/docs");
const base = "/zarrkit/";
const types = "text/html html; text/css css; text/javascript js; image/svg+xml svg; image/png png;";

/** What is asked of a picture; 0 when it did not load. */
interface Picture {
  readonly naturalWidth: number;
}

let folder: string;
let nginx: Nginx;
let browser: Browser;
let page: Page;
/** What is asked for elsewhere on the host. */
const astray: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "zarrkit-docs-"));
  const vitepress = join(docs, "node_modules/vitepress/bin/vitepress.js");
  execFileSync(process.execPath, [vitepress, "build", "--outDir", join(folder, base)], {
    cwd: docs,
    env: { ...process.env, ZARRKIT_DOCS_BASE: base, NODE_ENV: "production" },
    stdio: "pipe",
  });
  nginx = await startNginx(folder, { location: `types { ${types} }` });
  browser = await chromium.launch(launchOptions());
  page = await browser.newPage();
  page.on("request", (request) => {
    const { pathname, protocol } = new URL(request.url());
    if (protocol === "http:" && !pathname.startsWith(base)) astray.push(request.url());
  });
});
afterAll(async () => {
  await browser?.close();
  await nginx?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("no link is dead", () => {
  expect(builtPages(folder).length).toBeGreaterThan(40);
  expect(deadLinks(folder)).toEqual([]);
});

test("links, pictures, the search and the playground work", async () => {
  await page.goto(nginx.url + base);
  await page.getByRole("link", { name: "Guide", exact: true }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe(`${base}guide/`);
  await page.goto(`${nginx.url}${base}guide/inspector.html`);
  const widths = (): Promise<number[]> =>
    page.locator("main img").evaluateAll((all) => all.map((one) => (one as unknown as Picture).naturalWidth));
  await expect.poll(async () => (await widths()).every((width) => width > 0)).toBe(true);
  expect((await widths()).length).toBeGreaterThan(3);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("searchbox").fill("HttpStoreOptions");
  await page.getByRole("option").filter({ hasText: "HttpStoreOptions" }).first().click();
  await expect.poll(() => new URL(page.url()).pathname).toBe(`${base}reference/store-http.html`);
  await page.goto(`${nginx.url}${base}playground.html`);
  await page.getByRole("button", { name: "Run" }).click();
  await expect.poll(() => page.getByRole("status").textContent()).toMatch(/^Done in/);
  expect(astray).toEqual([]);
});
