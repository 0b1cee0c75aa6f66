import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readRain } from "../../../../apps/demo/src/rain.ts";
import { expectAccessible } from "../accessible.ts";
import {
  choose,
  draw,
  drawn,
  drop,
  folder,
  nginx,
  occupancy,
  open,
  page,
  picture,
  pointAt,
  startInspector,
  tabTo,
  value,
} from "./inspector.ts";

startInspector();

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

test("what cannot be opened is said in the page", async () => {
  await open("/nothing.zarr");
  await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/No array or group here/);
  await page.getByLabel("Address").fill("ftp://example.org/a");
  await page.getByRole("button", { name: "Open" }).click();
  await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/begins with http/);
  await expectAccessible(page);
});

test("zarrkit serve brings the inspector along", async () => {
  const program = fileURLToPath(new URL("../../../zarrkit/dist/main.js", import.meta.url));
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
