import { defineConfig } from "vitest/config";

// One configuration for every package: each runs `vitest run --config ../../vitest.config.ts` in its own folder.
const conditions = ["@zarrkit/source"];
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "json"],
    // Added up by scripts/totals.mjs.
    outputFile: { json: ".vitest/report.json" },
    // Only what hangs is to run into these, on a busy machine too.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
