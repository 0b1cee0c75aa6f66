import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium of this machine: the one that `ZARRKIT_CHROMIUM` names, or a usual one. Debian's is installed when it is missing. */
function findChromium(): string {
  const asked = process.env.ZARRKIT_CHROMIUM;
  const found = (asked === undefined ? usual : [asked]).find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (asked === undefined && existsSync("/usr/bin/apt-get") && process.getuid?.() === 0) {
    execFileSync("apt-get", ["update"], { stdio: "inherit" });
    execFileSync("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"], { stdio: "inherit" });
    return findChromium();
  }
  throw new Error(
    `The browser tests need Chromium; looked for ${asked ?? usual.join(", ")}. Install it, or name it in ZARRKIT_CHROMIUM.`,
  );
}

/** How playwright starts it: without a sandbox, for users like root that cannot have one, and without calls to the network. */
export function launchOptions(): { executablePath: string; args: string[] } {
  return {
    executablePath: findChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  };
}
