// The Python environment with zarr-python, tensorstore and zarrs: what tests exchange data with, and the benchmark
// measures beside. Made once in packages/verify/.venv, from its pinned requirements.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { env, platform } from "node:process";
import { repository } from "./workspace.mjs";

const folder = join(repository, "packages", "verify", ".venv");
const requirements = join(repository, "packages", "verify", "services", "requirements.txt");

/** The interpreter of the environment that {@link prepareEnvironment} makes. */
export const python = platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");

/** Makes the environment, or keeps the one that is there. */
export function prepareEnvironment() {
  if (isComplete()) return;
  rmSync(folder, { recursive: true, force: true });
  execFileSync(interpreter(), ["-m", "venv", folder], { stdio: "inherit" });
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements];
  execFileSync(python, install, { stdio: "inherit" });
}

function answers(command, code) {
  try {
    return execFileSync(command, ["-c", code], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

const is313 = (command) => answers(command, "import sys; print(sys.version_info[:2])") === "(3, 13)";

function pyenvInterpreters() {
  const versions = join(env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  if (!existsSync(versions)) return [];
  const found = readdirSync(versions).filter((name) => name.startsWith("3.13"));
  return found
    .sort()
    .reverse()
    .map((name) => join(versions, name, "bin", "python3.13"));
}

/** `ZARRKIT_PYTHON` where it is set, then the usual commands, then pyenv's versions. */
function interpreter() {
  const asked = env.ZARRKIT_PYTHON;
  const candidates = asked === undefined ? ["python3.13", "python3", "python", ...pyenvInterpreters()] : [asked];
  const found = candidates.find(is313);
  if (found !== undefined) return found;
  throw new Error(
    `Python 3.13 is needed here; tried ${candidates.join(", ")}. Install it, or name it in ZARRKIT_PYTHON.`,
  );
}

/** True when every pinned package is installed in exactly that version. */
function isComplete() {
  if (!existsSync(python)) return false;
  const pins = readFileSync(requirements, "utf8").trim().split("\n");
  const names = pins.map((pin) => pin.split("==")[0]);
  const code = `from importlib.metadata import version\nfor n in ${JSON.stringify(names)}: print(f"{n}=={version(n)}")`;
  return answers(python, code) === pins.join("\n");
}
