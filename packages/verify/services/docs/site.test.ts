import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { expectationsOf, squeeze, typescript } from "../../../../apps/docs/src/snippet/expectation.ts";
import { sampleOrigin } from "../../../../apps/docs/src/snippet/run-module.ts";
import { readSnippet, snippetNames } from "../../../../apps/docs/test/support/workshop.ts";
import { launchOptions } from "../../browser/chromium.ts";
import { repository } from "../../src/process/run.ts";
import { expectAccessible } from "../accessible.ts";
import { type Nginx, startNginx } from "../nginx.ts";

// The built documentation on a server, in a browser that reaches nothing else.

const types =
  "text/html html; text/css css; text/javascript js; image/svg+xml svg; image/png png; application/json json;";

let nginx: Nginx;
let browser: Browser;
let page: Page;
let elsewhere: string[];
beforeAll(async () => {
  nginx = await startNginx(join(repository, "apps/docs/site"), { location: `types { ${types} }` });
  browser = await chromium.launch(launchOptions());
});
afterAll(async () => {
  await browser?.close();
  await nginx?.stop();
});

beforeEach(async () => {
  const context = await browser.newContext({ colorScheme: "light", viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  elsewhere = [];
  page.on("pageerror", (error) => elsewhere.push(String(error)));
  await page.route(/^https?:/, (route) => {
    const url = route.request().url();
    if (url.startsWith(nginx.url)) return route.continue();
    elsewhere.push(url);
    return route.abort();
  });
});
afterEach(async () => {
  await page.context().close();
  expect(elsewhere).toEqual([]);
});

describe.each(["light", "dark"] as const)("on %s pages axe finds nothing serious:", (colorScheme) => {
  test.each(["/", "/guide/", "/guide/inspector.html", "/playground.html", "/reference/store-http.html"])(
    "%s",
    async (path) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(nginx.url + path);
      await page.waitForLoadState("networkidle");
      expect(await page.locator("html.dark").count()).toBe(colorScheme === "dark" ? 1 : 0);
      await expectAccessible(page);
    },
  );
});

test("the search finds a page", async () => {
  await page.goto(`${nginx.url}/guide/`);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("searchbox").fill("HttpStoreOptions");
  await page.getByRole("option").filter({ hasText: "HttpStoreOptions" }).first().click();
  await expect.poll(() => new URL(page.url()).pathname).toBe("/reference/store-http.html");
});

describe("the playground", () => {
  const status = () => page.getByRole("status").textContent();

  async function start(code: string): Promise<void> {
    await page.getByRole("textbox", { name: "Code" }).click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(code);
    await page.getByRole("button", { name: "Run" }).click();
  }

  /** What was printed, once the code has come to a good end. */
  async function printed(): Promise<string> {
    await expect.poll(status).toMatch(/^(Done|Failed)/);
    const output = squeeze((await page.getByRole("log").textContent()) ?? "");
    expect(await status(), output).toMatch(/^Done in \d+ ms$/);
    return output;
  }

  const shown = (name: string): string[] =>
    expectationsOf(readSnippet(name), typescript).map(({ text }) => squeeze(text));
  const namesIn = (folder: string): string[] => snippetNames(".ts").filter((name) => name.startsWith(folder));

  beforeEach(async () => {
    await page.goto(`${nginx.url}/playground.html`);
    await page.getByRole("textbox", { name: "Code" }).waitFor();
  });

  test.each(namesIn("playground/"))("offers %s, which prints what it says", async (name) => {
    const [, title = ""] = /^\/\/ (.*)\n/.exec(readSnippet(name)) ?? [];
    await page.getByLabel("Example").selectOption(title);
    await page.getByRole("button", { name: "Run" }).click();
    const output = await printed();
    for (const text of shown(name)) expect(output).toContain(text);
    await expectAccessible(page);
  });

  // What needs files that only browsers have.
  test.each(namesIn("browser/"))("runs %s", async (name) => {
    await start(readSnippet(name).replaceAll(sampleOrigin, `${nginx.url}/sample`));
    const output = await printed();
    for (const text of shown(name)) expect(output).toContain(text);
  });

  test("says what is wrong, and stops what does not end", async () => {
    const failed = page.getByRole("log").locator(".failed");
    await start('import { open } from "@zarrkit/api";\nawait open("memory://nothing", { mode: "r" });');
    await expect.poll(() => failed.textContent()).toMatch(/^\w+Error: /);
    await start('import "left-pad";');
    await expect.poll(() => failed.textContent()).toMatch(/@zarrkit packages only, not "left-pad"/);
    await start("for (;;) {}");
    await expect.poll(status).toBe("Running");
    await page.getByRole("button", { name: "Stop" }).click();
    expect(await status()).toBe("Stopped");
  });
});
