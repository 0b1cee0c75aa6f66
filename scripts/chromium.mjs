// The Chromium of this machine: what tests look at pages with, and the benchmark measures in.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { env } from "node:process";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The one that `ZARRKIT_CHROMIUM` names, or a usual one. Debian's is installed when it is missing. */
function findChromium() {
  const asked = env.ZARRKIT_CHROMIUM;
  const found = (asked === undefined ? usual : [asked]).find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (asked === undefined && existsSync("/usr/bin/apt-get") && process.getuid?.() === 0) {
    execFileSync("apt-get", ["update"], { stdio: "inherit" });
    execFileSync("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"], { stdio: "inherit" });
    return findChromium();
  }
  throw new Error(
    `Chromium is needed; looked for ${asked ?? usual.join(", ")}. Install it, or name it in ZARRKIT_CHROMIUM.`,
  );
}

/** How playwright starts it: without a sandbox, for users like root that cannot have one, and without calls to the network. */
export function launchOptions() {
  return {
    executablePath: findChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  };
}
