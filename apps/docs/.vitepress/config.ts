import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { pagesOf } from "../src/page/sidebar.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const section = (text: string, folder: string) => ({ text, items: pagesOf(root, folder) });

export default defineConfig({
  title: "Zarrkit",
  description: "Zarr for TypeScript",
  lang: "en",
  // A site below a path, such as a project's page: ZARRKIT_DOCS_BASE=/zarrkit/ npm run docs.
  base: process.env.ZARRKIT_DOCS_BASE ?? "/",
  outDir: "site",
  cacheDir: ".vitest/vitepress",
  srcExclude: ["README.md", "dist/**", "site/**", "test/**"],
  markdown: { theme: { light: "github-light", dark: "github-dark" } },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/guide/", activeMatch: "^/(guide|concepts)/" },
      { text: "Recipes", link: "/recipes/", activeMatch: "^/recipes/" },
    ],
    sidebar: [section("Guide", "guide"), section("Concepts", "concepts"), section("Recipes", "recipes")].filter(
      ({ items }) => items.length > 0,
    ),
    outline: [2, 3],
    search: { provider: "local" },
  },
});
