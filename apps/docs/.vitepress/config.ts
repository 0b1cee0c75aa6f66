import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { pagesOf } from "../src/page/sidebar.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const section = (text: string, folder: string, collapsed?: boolean) => ({
  text,
  items: pagesOf(root, folder),
  ...(collapsed === undefined ? {} : { collapsed }),
});

export default defineConfig({
  title: "Zarrkit",
  description: "Zarr for TypeScript",
  lang: "en",
  // A site below a path: ZARRKIT_DOCS_BASE=/zarrkit/.
  base: process.env.ZARRKIT_DOCS_BASE ?? "/",
  outDir: "site",
  cacheDir: ".vitest/vitepress",
  srcExclude: ["README.md", "dist/**", "site/**", "test/**"],
  markdown: { theme: { light: "github-light", dark: "github-dark" } },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/guide/", activeMatch: "^/(guide|concepts)/" },
      { text: "Recipes", link: "/recipes/" },
      { text: "Reference", link: "/reference/" },
      { text: "Compatibility", link: "/results/compatibility" },
      { text: "Benchmark", link: "/results/benchmark" },
    ],
    sidebar: [
      section("Guide", "guide"),
      section("Concepts", "concepts"),
      section("Recipes", "recipes"),
      section("Results", "results", true),
      { ...section("Reference", "reference", true), link: "/reference/" },
    ].filter(({ items }) => items.length > 0),
    outline: [2, 3],
    search: { provider: "local" },
  },
});
