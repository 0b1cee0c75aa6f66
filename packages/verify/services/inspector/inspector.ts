import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Locator, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launchOptions } from "../../browser/chromium.ts";
import { type Nginx, startNginx } from "../nginx.ts";
import { writeInspectorSample } from "./sample.ts";

/** `ZARRKIT_PICTURES=1` draws the pictures of the documentation anew. */
const pictures =
  process.env.ZARRKIT_PICTURES === undefined ? undefined : new URL("../../../../docs/pictures/", import.meta.url);

/** The folder of the samples. */
export let folder: string;
/** Serves the folder, and lists nothing. */
export let nginx: Nginx;
/** The same folder on a server that lists folders. */
export let lister: Nginx;
/** A new one for each test. Errors that nobody catches in it fail the test. */
export let page: Page;

/** The built inspector in Chromium, over a folder of samples on web servers, for the tests of the file that calls this. */
export function startInspector(): void {
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "zarrkit-inspector-"));
    await writeInspectorSample(folder);
    const types = "text/html html; text/css css; text/javascript js; application/json json;";
    nginx = await startNginx(folder, { location: `types { ${types} }` });
    lister = await startNginx(folder, { location: `types { ${types} } autoindex on; autoindex_format json;` });
    browser = await chromium.launch(launchOptions());
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([nginx?.stop(), lister?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1100, height: 860 }, colorScheme: "light" });
    page.on("pageerror", (error) => complaints.push(error.message));
  });

  afterEach(async () => {
    await page.close();
    expect(complaints.splice(0)).toEqual([]);
  });
}

/** Goes to the inspector on a server, with the address of what it is to show. */
export async function open(url: string, { url: server }: Nginx = nginx): Promise<void> {
  await page.goto(`${server}/inspector/index.html?url=${encodeURIComponent(url)}`);
}

/** Chooses a node of the hierarchy. */
export const choose = (name: RegExp): Promise<void> =>
  page.getByRole("navigation").getByRole("button", { name }).click();

export const picture = (): Locator => page.getByRole("application", { name: "Picture of the slice" });
export const occupancy = (): Locator => page.getByRole("region", { name: "Chunks" });
export const value = (): Locator => page.locator("output.value");

/** Waits until a picture is drawn, answers what was said of it. */
export async function drawn(): Promise<string> {
  const status = page.locator(".said");
  await expect.poll(() => status.textContent()).toMatch(/elements in/);
  return (await status.textContent()) as string;
}

/** Puts the cursor on an element of a picture that shows so many. */
export async function pointAt(row: number, column: number, height: number, width: number): Promise<void> {
  const box = await page.locator(".picture canvas").boundingBox();
  if (box === null) throw new Error("there is no picture");
  await page.mouse.move(box.x + ((column + 0.5) / width) * box.width, box.y + ((row + 0.5) / height) * box.height);
}

/** Drops files and folders from the desktop on the page. */
export async function drop(...paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x: 500, y: 400, data });
  }
  await session.detach();
}

/** Goes on with the keyboard until something has the focus. */
export async function tabTo(target: Locator): Promise<void> {
  for (let times = 0; times < 40; times++) {
    await page.keyboard.press("Tab");
    if ((await target.and(page.locator(":focus")).count()) > 0) return;
  }
  expect.unreachable("the keyboard does not lead there");
}

/** Draws what is seen of the page, or all of it. */
export async function draw(name: string, fullPage = false): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, pictures)), fullPage });
}
