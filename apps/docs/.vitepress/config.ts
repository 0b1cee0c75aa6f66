import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { pagesOf } from "../src/page/sidebar.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const section = (text: string, folder: string) => ({ text, items: pagesOf(root, folder) });

export default defineConfig({
  title: "Zarrkit",
  description: "Zarr for TypeScript",
  lang: "en",
  // A site below a path: ZARRKIT_DOCS_BASE=/zarrkit/.
  base: process.env.ZARRKIT_DOCS_BASE ?? "/",
  outDir: "site",
  cacheDir: ".vitest/vitepress",
  srcExclude: ["README.md", "dist/**", "site/**", "test/**"],
  markdown: { theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" } },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/guide/", activeMatch: "^/(guide|concepts)/" },
      { text: "Recipes", link: "/recipes/" },
      { text: "Reference", link: "/reference/" },
      { text: "Playground", link: "/playground" },
      { text: "Compatibility", link: "/results/compatibility" },
      { text: "Benchmark", link: "/results/benchmark" },
    ],
    sidebar: {
      "/reference/": [{ ...section("Reference", "reference"), link: "/reference/" }],
      "/": [
        section("Guide", "guide"),
        section("Concepts", "concepts"),
        section("Recipes", "recipes"),
        section("Results", "results"),
      ],
    },
    outline: [2, 3],
    search: { provider: "local" },
  },
});
