import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
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
  writeFileSync(at("fate.mjs"), fate);
});
afterAll(() => folder.remove());

function filesOf(path: string): ReadonlyMap<string, string> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(names.sort().map((name) => [name.slice(path.length), readFileSync(name, "base64")]));
}

/**
 * What a command loads first: it sends itself a signal when it has put so many files in their places. Who looked on from
 * outside could come too late on a busy machine.
 */
const fate = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const [signal, count] = process.env.FATE.split(" ");
let placed = 0;
const place = () => void (++placed === Number(count) && process.kill(process.pid, signal));
for (const name of ["renameSync", "linkSync"]) {
  const now = fs[name];
  fs[name] = (...paths) => place(now(...paths));
}
for (const name of ["rename", "link"]) {
  const later = fs.promises[name];
  fs.promises[name] = (...paths) => later(...paths).then(place);
}
syncBuiltinESMExports();
`;

/** Runs a command that gets a signal as soon as it has written so many files; answers its exit code, if it has one. */
async function stop(
  signal: "SIGKILL" | "SIGINT",
  parameters: readonly string[],
  count: number,
): Promise<number | null> {
  const child = spawn(process.execPath, ["--import", pathToFileURL(at("fate.mjs")).href, program, ...parameters], {
    stdio: "ignore",
    env: { ...process.env, FATE: `${signal} ${count}` },
  });
  return new Promise((resolve) => child.on("close", resolve));
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
    for (const share of [0.2, 0.4])
      expect(await stop("SIGKILL", parameters(target), Math.floor(expected.size * share))).toBe(null);
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
    expect(await stop("SIGINT", parameters(target), Math.floor(expected.size * 0.2))).toBe(130);
    const found = filesOf(target);
    expect(found.size).toBeLessThan(expected.size);
    for (const [file, bytes] of found) expect(bytes, file).toBe(expected.get(file));
    await succeed(parameters(target));
    expect(filesOf(target)).toEqual(expected);
  });
});
