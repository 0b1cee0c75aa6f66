import type { Theme } from "vitepress";
// The theme without its font: pages use those of the system, and load less.
import DefaultTheme from "vitepress/theme-without-fonts";

export default { extends: DefaultTheme } satisfies Theme;
