import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { browserProject } from "../browser/project.ts";

const conditions = ["@zarrkit/source"];
const root = fileURLToPath(new URL("..", import.meta.url));

const config: ViteUserConfig = defineConfig({
  test: {
    root,
    projects: [
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: "services",
          root,
          include: ["services/**/*.test.ts"],
          globalSetup: ["services/setup.ts"],
          // Only what hangs is to run into these, on a busy machine too.
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      browserProject("browser", false, ["browser/**/*.test.ts"]),
      browserProject("browser, isolated", true, [
        "browser/codec.test.ts",
        "browser/host/*.test.ts",
        "browser/store/{atomicity,hierarchy}.test.ts",
      ]),
    ],
    reporters: ["default", "json"],
    outputFile: { json: ".vitest/services-report.json" },
  },
});
export default config;
