// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, and its types lie beside it
export { launchOptions } from "../../../scripts/chromium.mjs";
