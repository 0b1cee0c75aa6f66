import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { open } from "@zarrkit/api";
import { decode } from "fast-png";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demo } from "../src/demo.ts";
import { readRain } from "../src/rain.ts";

let folder: string;
let output: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "zarrkit-demo-"));
  output = pathToFileURL(`${folder}/`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function told(): Promise<string> {
  const lines: string[] = [];
  await demo(output, (text) => lines.push(text));
  return lines.join("\n");
}

test("it runs, and runs again over its own output, saying the same", async () => {
  const first = await told();
  expect(first).toContain("demo-output/rain.zarr");
  expect(first).toContain("├── from-python (40, 30) int32");
  expect(first).toContain("What you can try next");
  expect(await told()).toBe(first);
});

test.each(["rain.zarr", "rain-v2.zarr"])("%s holds the field and the scenario", async (name) => {
  const { data } = await readRain();
  const store = new URL(name, output);
  const field = await open(store, { path: "rain", mode: "r" });
  const scenario = await open(store, { path: "half-the-rain", mode: "r" });
  if (field.kind !== "array" || scenario.kind !== "array") throw new Error("both are arrays");
  const whole = await field.get();
  expect(whole.data).toEqual(data);
  const changed = (await scenario.get()).data as Uint16Array;
  expect(changed.filter((value, index) => value !== data[index]).length).toBe(20 * 25);
});

test("the maps are PNG pictures with three pixels for each cell side", async () => {
  for (const name of ["rain.png", "half-the-rain.png"]) {
    const { width, height, channels } = decode(await readFile(new URL(name, output)));
    expect({ width, height, channels }).toEqual({ width: 1080, height: 504, channels: 3 });
  }
});
