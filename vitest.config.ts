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
    // Random cases and packing take their time on a small machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
