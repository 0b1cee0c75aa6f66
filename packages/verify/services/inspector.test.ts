import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openArray } from "@zarrkit/api";
import { startServer } from "@zarrkit/test-server";
import { type Browser, chromium, type Locator, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { readRain } from "../../../apps/demo/src/rain.ts";
import { launchOptions } from "../browser/chromium.ts";
import { expectAccessible } from "./accessible.ts";
import { largeFiles, largeValue, volumeValue, writeInspectorSample } from "./inspector-sample.ts";
import { type Nginx, startNginx } from "./nginx.ts";

/** `ZARRKIT_PICTURES=1` draws the pictures of the documentation anew. */
const pictures =
  process.env.ZARRKIT_PICTURES === undefined ? undefined : new URL("../../../docs/pictures/", import.meta.url);

let folder: string;
let nginx: Nginx;
/** The same folder on a server that lists folders. */
let lister: Nginx;
let browser: Browser;
let page: Page;
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

const open = (url: string, { url: server } = nginx) =>
  page.goto(`${server}/inspector/index.html?url=${encodeURIComponent(url)}`);
const choose = (name: RegExp) => page.getByRole("navigation").getByRole("button", { name }).click();
const picture = () => page.getByRole("application", { name: "Picture of the slice" });
const occupancy = () => page.getByRole("region", { name: "Chunks" });
const value = () => page.locator("output.value");

/** Waits until a picture is drawn, answers what was said of it. */
async function drawn(): Promise<string> {
  const status = page.locator(".said");
  await expect.poll(() => status.textContent()).toMatch(/elements in/);
  return (await status.textContent()) as string;
}

/** Puts the cursor on an element of a picture that shows so many. */
async function pointAt(row: number, column: number, height: number, width: number): Promise<void> {
  const box = await page.locator(".picture canvas").boundingBox();
  if (box === null) throw new Error("there is no picture");
  await page.mouse.move(box.x + ((column + 0.5) / width) * box.width, box.y + ((row + 0.5) / height) * box.height);
}

/** Drops files and folders from the desktop on the page. */
async function drop(...paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x: 500, y: 400, data });
  }
  await session.detach();
}

/** Goes on with the keyboard until something has the focus. */
async function tabTo(target: Locator): Promise<void> {
  for (let times = 0; times < 40; times++) {
    await page.keyboard.press("Tab");
    if ((await target.and(page.locator(":focus")).count()) > 0) return;
  }
  expect.unreachable("the keyboard does not lead there");
}

/** Draws what is seen of the page, or all of it. */
async function draw(name: string, fullPage = false): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, pictures)), fullPage });
}

test("a group on a web server: hierarchy, metadata, a picture and the value under the cursor", async () => {
  const { shape, data } = await readRain();
  const [height, width] = shape;
  await open("../demo.zarr");
  await expect.poll(() => page.getByRole("navigation").getByRole("button").allTextContents()).toHaveLength(3);
  await expectAccessible(page);
  await choose(/^rain/);
  expect(await drawn()).toContain(`${height} × ${width} elements`);
  const main = page.getByRole("main");
  await expect.poll(() => main.textContent()).toMatch(/latitude, longitude.*"units": "mm"/s);
  await pointAt(60, 100, height, width);
  await expect.poll(() => value().textContent()).toBe(`latitude 60, longitude 100: ${data[60 * width + 100]}`);
  await picture().focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => value().textContent()).toBe(`latitude 60, longitude 101: ${data[60 * width + 101]}`);
  await page.getByLabel("Colours").selectOption("gray");
  await expectAccessible(page);
  await draw("inspector-map");
});

test("text is shown as a table", async () => {
  await open("../demo.zarr");
  await choose(/^places/);
  await choose(/^names/);
  await expect.poll(() => page.getByRole("cell").allTextContents()).toEqual(['"Berlin"', '"Lima"', '"Tokyo"']);
  await expectAccessible(page);
});

test("a sharded volume: a slider moves through it, and only inner chunks of the slice travel", async () => {
  await open(`${nginx.url}/volume.zarr`);
  await drawn();
  await pointAt(50, 90, 96, 160);
  await expect.poll(() => value().textContent()).toBe(`z 0, y 50, x 90: ${volumeValue(0, 50, 90)}`);
  nginx.take();
  await page.getByRole("slider", { name: "z", exact: true }).fill("11");
  await expect.poll(() => value().textContent()).toBe(`z 11, y 50, x 90: ${volumeValue(11, 50, 90)}`);
  // Perhaps the size of the shard, then its index and the inner chunks of the slice, which lie side by side; never all
  // of it. The browser may ask whether what it knows still holds.
  const statuses = nginx.take().flatMap(({ url, status }) => (url === "/volume.zarr/c/1/0/0" ? [status] : []));
  const parts = statuses.filter((status) => status !== 304);
  expect(new Set(parts)).toEqual(new Set([206]));
  expect(parts.length).toBeLessThanOrEqual(3);
  await page.getByRole("slider", { name: "z", exact: true }).fill("20");
  await expect.poll(() => value().textContent()).toBe("z 20, y 50, x 90: 0");
  await page.getByLabel("Right").selectOption("z");
  await expect.poll(() => value().textContent()).toMatch(/^z \d+, y \d+, x \d+: /);
  await page.getByRole("slider", { name: "x", exact: true }).fill("90");
  await drawn();
  await pointAt(50, 11, 96, 24);
  await expect.poll(() => value().textContent()).toBe(`z 11, y 50, x 90: ${volumeValue(11, 50, 90)}`);
  await page.getByLabel("Right").selectOption("x");
  await page.getByRole("slider", { name: "z", exact: true }).fill("11");
  await page.getByRole("button", { name: /^Ask for the sizes/ }).click();
  await expect.poll(() => page.getByRole("img").getAttribute("aria-label")).toMatch(/15 of 15/);
  await drawn();
  await expectAccessible(page);
  await draw("inspector-volume", true);
});

test("what is under way when a slider moves is cancelled", async () => {
  await open("/volume.zarr");
  await drawn();
  const cancelled: string[] = [];
  page.on("requestfailed", (request) => cancelled.push(new URL(request.url()).pathname));
  // Never answered.
  await page.route("**/c/1/0/0", () => {});
  const slider = page.getByRole("slider", { name: "z", exact: true });
  const asked = page.waitForRequest("**/c/1/0/0");
  await slider.fill("11");
  await asked;
  await slider.fill("2");
  await pointAt(50, 90, 96, 160);
  await expect.poll(() => value().textContent()).toBe(`z 2, y 50, x 90: ${volumeValue(2, 50, 90)}`);
  // The browser tells of it in its own time.
  await expect.poll(() => new Set(cancelled)).toEqual(new Set(["/volume.zarr/c/1/0/0"]));
});

test("an archive on a web server, with the chunks that it holds", async () => {
  await open("/demo.zip");
  await choose(/^rain/);
  await drawn();
  await expect.poll(() => occupancy().textContent()).toMatch(/16 of 16 chunks stored; /);
  await expectAccessible(page);
  await draw("inspector-zip", true);
});

test("an array of 10 TB: the picture takes a part of it, and keys look at others", async () => {
  await open("/huge.zarr");
  expect(await drawn()).toMatch(/^\d+ × \d+ elements/);
  // 64 MiB of chunks of 256 KiB.
  expect(nginx.take().filter(({ url }) => url.includes("huge.zarr/c/")).length).toBeLessThanOrEqual(256);
  await picture().focus();
  for (let times = 0; times < 6; times++) await page.keyboard.press("+");
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => value().textContent()).toMatch(/^axis 0 \d+, axis 1 \d+: 0$/);
});

test("an array of 4 GiB: tiles are asked for once, workers decode them, and what leaves the view is given up", async () => {
  const server = await startServer({ files: await largeFiles() });
  const cors = { headers: { "access-control-allow-origin": "*" } };
  server.respond = () => cors;
  const chunks = () => server.take().flatMap(({ url }) => (url.includes("/c/") ? [url] : []));
  try {
    await page.addInitScript(() => {
      const tasks: number[] = [];
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: "longtask",
      });
      Object.assign(globalThis, { tasks });
    });
    await open(`${server.url}/large`);
    await drawn();
    await expect.poll(() => page.workers().length).toBeGreaterThan(0);
    // The middle 2048 × 2048 of the plane, of which every second element is drawn: 8 or 9 chunks along each side.
    const first = chunks();
    expect(first.length).toBeLessThanOrEqual(81);
    expect(new Set(first).size).toBe(first.length);
    await pointAt(100, 200, 1024, 1024);
    const [y = 0, x = 0] = ((await value().textContent()) ?? "").match(/\d+/g)?.slice(1).map(Number) ?? [];
    await expect.poll(() => value().textContent()).toBe(`z 0, y ${y}, x ${x}: ${largeValue(0, y, x)}`);

    // A quarter of the window to the right is two chunks.
    await picture().focus();
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => value().textContent()).toBe(`z 0, y ${y}, x ${x + 512}: ${largeValue(0, y, x + 512)}`);
    await drawn();
    const second = chunks();
    expect(second.length).toBeLessThanOrEqual(18);
    expect(second.filter((url) => first.includes(url))).toEqual([]);

    // The other positions of a chunk came with it, and the way back is remembered.
    const slider = page.getByRole("slider", { name: "z", exact: true });
    for (const z of [3, 7, 0]) {
      await slider.fill(String(z));
      await expect.poll(() => value().textContent()).toBe(`z ${z}, y ${y}, x ${x + 512}: ${largeValue(z, y, x + 512)}`);
    }
    await page.keyboard.press("Shift+ArrowLeft");
    await drawn();
    expect(chunks()).toEqual([]);

    // Those that a slider passes by are asked for in part, and given up.
    server.respond = ({ url }) => ({ ...cors, delay: url.includes("/c/7/") ? 0 : 2000 });
    server.abandoned = 0;
    for (let z = 8; z < 64; z += 8) {
      await slider.fill(String(z));
      await expect.poll(() => server.requests.some(({ url }) => url.includes(`/c/${z / 8}/`))).toBe(true);
    }
    await expect.poll(() => page.locator(".said").textContent()).toMatch(/elements in/);
    const passed = chunks();
    for (let z = 1; z < 7; z++) expect(passed.filter((url) => url.includes(`/c/${z}/`)).length).toBeLessThanOrEqual(16);
    await expect.poll(() => server.abandoned).toBeGreaterThanOrEqual(6);
    // The page was never busy for long. Generous: it may have to wait for a processor.
    const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
    expect(Math.max(0, ...tasks)).toBeLessThan(5000);
    await expectAccessible(page);
  } finally {
    await server.close();
  }
});

test("on a web server the chunks in view are asked for on demand, those in shards by their index", async () => {
  await open("../demo.zarr");
  await choose(/^rain/);
  await drawn();
  await expect.poll(() => occupancy().textContent()).toMatch(/16 chunks at most; this web server does not list/);
  const asked: string[] = [];
  page.on("request", (request) => {
    // The first range read also loads the code for it.
    if (!request.url().endsWith(".js")) asked.push(`${request.method()} ${request.headers()["range"]}`);
  });
  const answer = (name: string) => page.getByRole("region", { name }).locator("p").nth(1);
  await page.getByRole("button", { name: "Ask for the sizes of chunks in view: 16 requests" }).click();
  await expect
    .poll(() => answer("Chunks").textContent())
    .toMatch(/^Of 16 chunks asked for, 16 stored; [\d.]+ kB, from /);
  // The browser itself may know the answer to some.
  expect(asked).toEqual(new Array(16).fill("GET bytes=0-0"));
  await open("/volume.zarr");
  await drawn();
  nginx.take();
  await page.getByRole("button", { name: "Ask for the sizes of chunks in view: 1 request" }).click();
  await expect.poll(() => answer("Shards").textContent()).toMatch(/^Of 30 chunks asked for, 30 stored; /);
  const sizes = (await (await openArray(join(folder, "volume.zarr"))).chunkSizes([0, 0, 0])) as number[];
  const all = sizes.reduce((sum, size) => sum + size);
  const figures = [all, Math.min(...sizes), Math.max(...sizes)].map((bytes) => `${(bytes / 1000).toFixed(1)} kB`);
  expect((await answer("Shards").textContent())?.match(/[\d.]+ kB/g)).toEqual(figures);
  expect(nginx.take().length).toBeLessThanOrEqual(2);
  await expect
    .poll(() => page.getByRole("img").getAttribute("aria-label"))
    .toBe("Map of this plane: 15 of 15 known to be stored");
  // The last shards are not stored.
  await page.getByRole("slider", { name: "z", exact: true }).fill("20");
  await page.getByRole("button", { name: "Ask for the sizes of chunks in view: 1 request" }).click();
  await expect.poll(() => answer("Shards").textContent()).toMatch(/^Of 60 chunks asked for, 30 stored; /);
  await expectAccessible(page);
});

test.each(["plain-2.zarr", "plain-3.zarr"])(
  "%s, a group without consolidated metadata on a web server that lists folders",
  async (name) => {
    await open(`../${name}`, lister);
    await choose(/^inner/);
    await choose(/^squares/);
    await drawn();
    await expect.poll(() => occupancy().textContent()).toMatch(/6 of 8 chunks stored(?!;)/);
    await expect
      .poll(() => page.getByRole("img").getAttribute("aria-label"))
      .toBe("Map of this plane: 6 of 8 known to be stored");
    // Sizes take a request each.
    await page.getByRole("button", { name: "Ask for the sizes of chunks in view: 8 requests" }).click();
    await expect.poll(() => occupancy().textContent()).toMatch(/Of 8 chunks asked for, 6 stored; /);
    await expectAccessible(page);
  },
);

test("a group without consolidated metadata on a web server that lists nothing", async () => {
  await open("/plain-3.zarr");
  await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/does not list folders.*zarrkit consolidate/);
  await expectAccessible(page);
  await open("/plain-3.zarr/inner/squares");
  await drawn();
  await expect.poll(() => occupancy().textContent()).toMatch(/8 chunks at most; this web server does not list/);
});

test("of an array of many chunks on a web server that lists folders some are looked at, and the page says so", async () => {
  const files = await largeFiles();
  // 8 planes of 32 rows of 32 chunks.
  for (let row = 0; row < 8 * 32; row++) files.set(`/large/c/${row >> 5}/${row & 31}/${row & 31}`, new Uint8Array());
  const server = await startServer({ files, listing: true });
  server.respond = () => ({ headers: { "access-control-allow-origin": "*" } });
  const lists = () => server.requests.filter(({ url }) => url.endsWith("/")).length;
  try {
    await open(`${server.url}/large`);
    await drawn();
    // The array, its chunks, each of the 8 planes, and as many rows as are left of 256.
    await expect
      .poll(() => occupancy().textContent())
      .toMatch(/246 of 8,192 chunks stored, and perhaps more: 10 folders with chunks were not looked at/);
    expect(lists()).toBe(256);
    // The last plane is where the rows are that were not looked at.
    const slider = page.getByRole("slider", { name: "z", exact: true });
    await slider.fill((await slider.getAttribute("max")) as string);
    await expect
      .poll(() => page.getByRole("img").getAttribute("aria-label"))
      .toBe("Map of this plane: 22 of 1024 known to be stored, grey ones are not known");
    await expect.poll(() => occupancy().getByText("Grey: not known.").isVisible()).toBe(true);
    await expectAccessible(page);
  } finally {
    await server.close();
  }
  // 34 million chunks, 5860 in a folder: at most 8 folders.
  lister.take();
  await open("/huge.zarr", lister);
  await drawn();
  await expect.poll(() => occupancy().textContent()).toMatch(/0 of 34,339,600 chunks stored/);
  expect(lister.take().filter(({ url }) => url.endsWith("/")).length).toBeLessThanOrEqual(8);
});

test("a folder and an archive from the disk", async () => {
  await page.goto(`${nginx.url}/inspector/index.html`);
  await page.getByLabel("Folder", { exact: true }).setInputFiles(join(folder, "demo.zarr"));
  await choose(/^rain/);
  await drawn();
  await page.getByLabel("Zip archive", { exact: true }).setInputFiles(join(folder, "demo.zip"));
  await expect.poll(() => page.getByRole("main").getByRole("heading").allTextContents()).toEqual(["/"]);
  await choose(/^rain/);
  await drawn();
  await expect.poll(() => occupancy().textContent()).toMatch(/16 of 16 chunks stored; /);
});

test("a folder and an archive that are dropped on the page", async () => {
  await page.goto(`${nginx.url}/inspector/index.html`);
  for (const [name, key] of [
    ["demo.zarr", "rain/c/0/0"],
    ["demo.zip", "demo.zip"],
  ] as const) {
    await drop(join(folder, name));
    await expect.poll(() => page.getByRole("main").getByRole("heading").allTextContents()).toEqual(["/"]);
    await choose(/^rain/);
    await drawn();
    await expect
      .poll(() =>
        page.getByRole("contentinfo").getByRole("cell", { name: key, exact: true, includeHidden: true }).count(),
      )
      .toBeGreaterThan(0);
    await expect.poll(() => occupancy().textContent()).toMatch(/16 of 16 chunks stored; /);
  }
});

test("what the demo makes", async () => {
  const { shape, data } = await readRain();
  const [height, width] = shape;
  await open("/demo-output/rain.zarr/rain");
  await drawn();
  await pointAt(60, 100, height, width);
  await expect.poll(() => value().textContent()).toBe(`lat 60, lon 100: ${data[60 * width + 100]}`);
  await expectAccessible(page);
  await draw("inspector-demo");
});

test("by the keyboard alone", async () => {
  await page.goto(`${nginx.url}/inspector/index.html`);
  await tabTo(page.getByLabel("Address"));
  await page.keyboard.type("../demo.zarr");
  await page.keyboard.press("Enter");
  await tabTo(page.getByRole("navigation").getByRole("button", { name: /^places/ }));
  await page.keyboard.press("Enter");
  await tabTo(page.getByRole("navigation").getByRole("button", { name: /^names/ }));
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByRole("cell").allTextContents()).toEqual(['"Berlin"', '"Lima"', '"Tokyo"']);
  await page.getByLabel("Address").focus();
  await tabTo(page.getByRole("navigation").getByRole("button", { name: /^rain/ }));
  await page.keyboard.press("Space");
  await drawn();
  const { shape, data } = await readRain();
  await tabTo(picture());
  for (const key of ["ArrowDown", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await expect.poll(() => value().textContent()).toBe(`latitude 1, longitude 2: ${data[shape[1] + 2]}`);
  await page.keyboard.press("+");
  const window = page.getByRole("region", { name: "Picture" }).locator(".hint");
  await expect.poll(() => window.textContent()).toBe(`1 to ${shape[0] / 2} × 1 to ${shape[1] / 2}`);
});

test("a dark page for those whose system is dark", async () => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open("../demo.zarr");
  await choose(/^rain/);
  await drawn();
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(20, 25, 31)");
  await expectAccessible(page);
  await draw("inspector-dark");
});

test("of a chunk that is damaged its place is said, and the others are shown", async () => {
  await open("/broken.zarr");
  await expect
    .poll(() => page.locator(".said").textContent())
    .toMatch(/^1 of 4 tiles cannot be read: .*zstd.*key "c\/2"/);
  await pointAt(0, 500, 1, 512);
  await expect.poll(() => value().textContent()).toBe("axis 0 500: 7");
  await pointAt(0, 300, 1, 512);
  await expect.poll(() => value().textContent()).toBe("axis 0 300: …");
  await expectAccessible(page);
});

test("what cannot be opened is said in the page", async () => {
  await open("/nothing.zarr");
  await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/No array or group here/);
  await page.getByLabel("Address").fill("ftp://example.org/a");
  await page.getByRole("button", { name: "Open" }).click();
  await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/begins with http/);
  await expectAccessible(page);
});

test("zarrkit serve brings the inspector along", async () => {
  const program = fileURLToPath(new URL("../../zarrkit/dist/main.js", import.meta.url));
  const server = spawn(process.execPath, [program, "serve", join(folder, "demo.zip"), "--port", "0", "--json"]);
  try {
    const [line] = (await once(server.stdout, "data")) as [Buffer];
    await page.goto(JSON.parse(line.toString()).url);
    await choose(/^rain/);
    await drawn();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect.poll(() => occupancy().textContent()).toMatch(/16 of 16 chunks stored/);
  } finally {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
});
