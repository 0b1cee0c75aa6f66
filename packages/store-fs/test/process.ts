import { type ChildProcess, spawn } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Makes one plain module of the store in a folder, for processes that run without a test runner. */
export async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("../src/index.ts", import.meta.url))],
    bundle: true,
    format: "esm",
    platform: "node",
    outfile: join(folder, "store.mjs"),
  });
}

// The superuser may write anywhere, which would hide what these tests are about. Modules are loaded by then.
const prelude = `
import { LocalStore } from "./store.mjs";
if (process.getuid?.() === 0) {
  process.setgroups([]);
  process.setgid(65534);
  process.setuid(65534);
}`;

/** Runs `body`, with `LocalStore` in scope and `root` as its argument, in a process of its own that is not the superuser. */
export async function run(
  folder: string,
  body: string,
  root: string,
  limit: { readonly fileKilobytes?: number } = {},
): Promise<ChildProcess> {
  const script = join(folder, `script-${Math.random().toString(36).slice(2)}.mjs`);
  await writeFile(script, `${prelude}\n${body}`);
  await chmod(folder, 0o777);
  // The shell's unit is 512 bytes or 1 KiB, depending on the shell.
  const ulimit = limit.fileKilobytes === undefined ? "" : `ulimit -f ${limit.fileKilobytes};`;
  return spawn("sh", ["-c", `${ulimit} exec "$@"`, "sh", process.execPath, script, root], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits for the first output of a process. Throws when it ends before. */
export async function firstOutput(child: ChildProcess): Promise<void> {
  let errors = "";
  child.stderr?.on("data", (part) => {
    errors += part;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("close", (code) => reject(new Error(`process ended with ${code}: ${errors}`)));
  });
}

/** What a process wrote, once it has ended. Throws when it failed. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let out = "";
  let errors = "";
  child.stdout?.on("data", (part) => {
    out += part;
  });
  child.stderr?.on("data", (part) => {
    errors += part;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`process ended with ${code}: ${errors}`);
  return out;
}
