import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createArray, createGroup } from "@zarrkit/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository, run, TemporaryFolder } from "../src/process/run.ts";

// The built command line in processes of its own, killed without warning in the middle of its work.
const program = join(repository, "packages/zarrkit/dist/main.js");
const folder = new TemporaryFolder();
const at = (name: string): string => join(folder.path, name);
const edge = 1024;

beforeAll(async () => {
  const store = at("a.zarr");
  await createGroup({ store, attributes: { title: "killed" } });
  const data = Uint16Array.from({ length: edge * edge }, (_, index) => (index * 40503) >>> 4);
  const array = { data: { data, shape: [edge, edge] }, chunks: [32, 32] };
  await createArray({ store, name: "b", ...array });
  await createArray({ store: at("v2.zarr"), ...array, zarrFormat: 2 });
  writeFileSync(at("a.raw"), data);
});
afterAll(() => folder.remove());

function filesOf(path: string): ReadonlyMap<string, string> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(names.sort().map((name) => [name.slice(path.length), readFileSync(name, "base64")]));
}

/** Starts a command, and sends it a signal as soon as so many files are in a folder; answers its exit code, if it has one. */
async function stop(
  signal: "SIGKILL" | "SIGINT",
  parameters: readonly string[],
  target: string,
  count: number,
): Promise<number | null> {
  const child = spawn(process.execPath, [program, ...parameters], { stdio: "ignore" });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const isThere = (): boolean =>
    existsSync(target) &&
    readdirSync(target, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length >= count;
  while (child.exitCode === null && !isThere()) await wait(2);
  child.kill(signal);
  return ended;
}

async function succeed(parameters: readonly string[]): Promise<string> {
  const { code, output } = await run(process.execPath, [program, ...parameters]);
  expect(code, output).toBe(0);
  return output;
}

const commands: Record<string, (target: string) => string[]> = {
  copy: (target) => ["copy", at("a.zarr"), target, "-j", "1"],
  rechunk: (target) => ["rechunk", at("a.zarr/b"), target, "--chunks", "16,48", "--max-memory", "64K"],
};

describe.each(Object.entries(commands))("a killed %s", (name, parameters) => {
  test("is gone on with, and ends as if nobody had disturbed it", async () => {
    const [whole, target] = [at(`${name}-whole.zarr`), at(`${name}-killed.zarr`)];
    await succeed(parameters(whole));
    const expected = filesOf(whole);
    for (const share of [0.2, 0.6])
      await stop("SIGKILL", parameters(target), target, Math.floor(expected.size * share));
    expect(filesOf(target).size).toBeLessThan(expected.size);
    const output = await succeed([...parameters(target), "--json"]);
    expect(JSON.parse(output).present).toBeGreaterThan(0);
    expect(filesOf(target)).toEqual(expected);
  });
});

const interrupted: typeof commands = {
  ...commands,
  "convert of version 2": (target) => ["convert", at("v2.zarr"), target],
  "convert of numbers": (target) => [
    ...["convert", at("a.raw"), target, "--shape", `${edge},${edge}`, "--dtype", "<u2", "--chunks", "24,24"],
  ],
};

describe.each(Object.entries(interrupted))("an interrupted %s", (name, parameters) => {
  test("ends with 130 and no half-written value, and is gone on with", async () => {
    const [whole, target] = [at(`${name}-once.zarr`), at(`${name}-interrupted.zarr`)];
    await succeed(parameters(whole));
    const expected = filesOf(whole);
    expect(await stop("SIGINT", parameters(target), target, Math.floor(expected.size * 0.2))).toBe(130);
    const found = filesOf(target);
    expect(found.size).toBeLessThan(expected.size);
    for (const [file, bytes] of found) expect(bytes, file).toBe(expected.get(file));
    await succeed(parameters(target));
    expect(filesOf(target)).toEqual(expected);
  });
});
