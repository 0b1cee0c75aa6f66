import type { Theme } from "vitepress";
// The theme without its font: pages use those of the system, and load less.
import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";
import { Playground } from "../../src/playground/page/component.ts";

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => void app.component("Playground", Playground),
} satisfies Theme;
