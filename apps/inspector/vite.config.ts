import { defineConfig, type UserConfig } from "vite";

const config: UserConfig = defineConfig({
  root: "src",
  // The page works in whatever folder it is put.
  base: "./",
  // Codecs are loaded when an array names them.
  worker: { format: "es" },
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
});
export default config;
