import { startServer } from "@zarrkit/test-server";
import { expect, test } from "vitest";
import { readRain } from "../../../../apps/demo/src/rain.ts";
import { expectAccessible } from "../accessible.ts";
import { choose, draw, drawn, nginx, open, page, picture, pointAt, startInspector, value } from "./inspector.ts";
import { largeFiles, largeValue, volumeValue } from "./sample.ts";

startInspector();

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
