import { join } from "node:path";
import { openArray } from "@zarrkit/api";
import { startServer } from "@zarrkit/test-server";
import { expect, test } from "vitest";
import { expectAccessible } from "../accessible.ts";
import { choose, draw, drawn, folder, lister, nginx, occupancy, open, page, startInspector } from "./inspector.ts";
import { largeFiles } from "./sample.ts";

startInspector();

test("an archive on a web server, with the chunks that it holds", async () => {
  await open("/demo.zip");
  await choose(/^rain/);
  await drawn();
  await expect.poll(() => occupancy().textContent()).toMatch(/16 of 16 chunks stored; /);
  await expectAccessible(page);
  await draw("inspector-zip", true);
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
