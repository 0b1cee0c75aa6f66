import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../.venv", import.meta.url));
const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** The interpreter of the environment that {@link prepareEnvironment} makes. */
export const python: string =
  process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");

function answers(command: string, code: string): string | undefined {
  try {
    return execFileSync(command, ["-c", code], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

const is313 = (command: string): boolean => answers(command, "import sys; print(sys.version_info[:2])") === "(3, 13)";

function pyenvInterpreters(): string[] {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  if (!existsSync(versions)) return [];
  const found = readdirSync(versions).filter((name) => name.startsWith("3.13"));
  return found
    .sort()
    .reverse()
    .map((name) => join(versions, name, "bin", "python3.13"));
}

/** `ZARRKIT_PYTHON` where it is set, then the usual commands, then pyenv's versions. */
function interpreter(): string {
  const asked = process.env.ZARRKIT_PYTHON;
  const candidates = asked === undefined ? ["python3.13", "python3", "python", ...pyenvInterpreters()] : [asked];
  const found = candidates.find(is313);
  if (found !== undefined) return found;
  throw new Error(
    `The exchange tests need Python 3.13; tried ${candidates.join(", ")}. Install it, or name it in ZARRKIT_PYTHON.`,
  );
}

/** True when every pinned package is installed in exactly that version. */
function complete(): boolean {
  if (!existsSync(python)) return false;
  const pins = readFileSync(requirements, "utf8").trim().split("\n");
  const names = pins.map((pin) => pin.split("==")[0] as string);
  const code = `from importlib.metadata import version\nfor n in ${JSON.stringify(names)}: print(f"{n}=={version(n)}")`;
  return answers(python, code) === pins.join("\n");
}

/** Makes the Python environment of the exchange tests, or keeps the one that is there. */
export function prepareEnvironment(): void {
  if (complete()) return;
  rmSync(folder, { recursive: true, force: true });
  execFileSync(interpreter(), ["-m", "venv", folder], { stdio: "inherit" });
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements];
  execFileSync(python, install, { stdio: "inherit" });
}
