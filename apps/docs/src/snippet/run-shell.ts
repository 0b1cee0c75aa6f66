import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** One command of a snippet, and the output that comment lines right below show. */
export interface Command {
  readonly text: string;
  readonly expected: string | undefined;
}

/** The commands of a snippet; a backslash at the end of a line goes on in the next. */
export function commandsOf(script: string): Command[] {
  const commands: { text: string; expected: string | undefined }[] = [];
  let isBelow = false;
  for (const line of script.replaceAll("\\\n", " ").split("\n")) {
    const last = commands.at(-1);
    if (!line.startsWith("#")) {
      isBelow = line.trim() !== "";
      if (isBelow) commands.push({ text: line, expected: undefined });
    } else if (isBelow && last !== undefined) {
      const said = line.replace(/^# ?/, "");
      last.expected = last.expected === undefined ? said : `${last.expected}\n${said}`;
    }
  }
  return commands;
}

/** A folder for the search path, in which `npx` runs programs that were built here: names and their modules. */
export function writeNpx(folder: string, programs: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  const cases = Object.entries(programs).map(
    ([name, file]) => `${name}) shift; exec '${process.execPath}' '${file}' "$@";;`,
  );
  const file = join(folder, "npx");
  writeFileSync(file, `#!/bin/sh\ncase "$1" in\n${cases.join("\n")}\n*) echo "no $1 here" >&2; exit 127;;\nesac\n`);
  chmodSync(file, 0o755);
}

const isServer = (command: string): boolean => /^npx zarrkit serve\b/.test(command);

/**
 * Runs a command, with `npx` of a folder. A server is ended when it has said where it listens.
 *
 * @returns what it printed
 * @throws when it fails, with what it said
 */
export function runCommand(command: string, cwd: string, npxFolder: string): Promise<string> {
  const env = { ...process.env, NO_COLOR: "1", PATH: `${npxFolder}${delimiter}${process.env.PATH}` };
  // Of a server only the port differs from what is shown: any that is free.
  const text = isServer(command) ? `exec ${command} --port 0` : command;
  const child = spawn("sh", ["-c", text], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let complaint = "";
  child.stdout.on("data", (data: Buffer) => {
    output += data;
    if (isServer(command)) child.kill("SIGINT");
  });
  child.stderr.on("data", (data: Buffer) => {
    complaint += data;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 || isServer(command)) resolve(output);
      else reject(new Error(`"${command}" ended with ${code}: ${complaint}${output}`));
    });
  });
}
