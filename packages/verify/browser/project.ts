import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { launchOptions } from "./chromium.ts";
import { commands } from "./commands.ts";

/** What a page needs to have `SharedArrayBuffer`. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Tests that run inside a page of Chromium; `isolated` says whether the page may share memory with workers. */
export function browserProject(name: string, isolated: boolean, include: string[]): TestProjectInlineConfiguration {
  return {
    resolve: { conditions: ["@zarrkit/source", "browser", "module", "import"] },
    logLevel: "error",
    // What is not bundled beforehand cannot make a page load anew in the middle of a test.
    optimizeDeps: { noDiscovery: true },
    server: { headers: isolated ? isolation : {} },
    test: {
      name,
      root: fileURLToPath(new URL("..", import.meta.url)),
      include,
      setupFiles: ["browser/quiet.ts"],
      provide: { isolated },
      testTimeout: 120_000,
      hookTimeout: 240_000,
      expect: { poll: { timeout: 60_000 } },
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: launchOptions() }),
        instances: [{ browser: "chromium" }],
        commands,
      },
    },
  };
}
