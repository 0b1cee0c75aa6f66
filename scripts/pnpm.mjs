// Runs the pinned pnpm, fetched by npx once, so that Node and npm are all a machine needs.
// `npm run pnpm -- install` is `pnpm install`.
import { spawn } from "node:child_process";
import { argv, env, exit, platform } from "node:process";
import { fileURLToPath } from "node:url";
import { pnpmVersion, repository } from "./workspace.mjs";

const quiet = {
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  TURBO_PRINT_VERSION_DISABLED: "1",
  NO_UPDATE_NOTIFIER: "1",
  NPM_CONFIG_UPDATE_NOTIFIER: "false",
};

/** Answers `{ code, output }`; the output is empty unless `capture` is asked for. */
export function pnpm(parameters, { capture = false, environment = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn("npx", ["--yes", "--loglevel=error", `pnpm@${pnpmVersion()}`, ...parameters], {
      cwd: repository,
      env: { ...env, ...quiet, ...environment },
      stdio: capture ? ["ignore", "pipe", "pipe"] : "inherit",
      // npx is a script on Windows.
      shell: platform === "win32",
    });
    let output = "";
    child.stdout?.on("data", (data) => {
      output += data;
    });
    child.stderr?.on("data", (data) => {
      output += data;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) exit((await pnpm(argv.slice(2))).code);
