// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, and its types lie beside it
export { prepareEnvironment, python } from "../../../scripts/python-environment.mjs";
