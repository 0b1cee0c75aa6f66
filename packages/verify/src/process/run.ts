import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the whole repository. */
export const repository: string = fileURLToPath(new URL("../../../..", import.meta.url));

export interface Outcome {
  readonly code: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs a program to its end, with no standard input without colours and the settings of an npm around this one. */
export function run(command: string, parameters: readonly string[], options: { cwd?: string } = {}): Promise<Outcome> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|vitest|node_env|force_color)/i.test(name));
  const env = { ...Object.fromEntries(inherited), NO_COLOR: "1" };
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd: options.cwd ?? repository,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && command !== process.execPath,
    });
    let output = "";
    const keep = (data: Buffer): void => {
      output += data;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs one of the repository's scripts. */
export const runScript = (name: string, ...parameters: readonly string[]): Promise<Outcome> =>
  run(process.execPath, [join(repository, "scripts", name), ...parameters]);

/** A folder outside the repository; the test that makes one removes it. */
export class TemporaryFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), "zarrkit-verify-"));

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), text);
    }
  }

  /** Copies files of the repository to the same place in this folder. */
  copy(...names: readonly string[]): void {
    for (const name of names) cpSync(join(repository, name), join(this.path, name), { recursive: true });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
