// Puts the built inspector beside the compiled command line, which serves it.
import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../../apps/inspector/dist", import.meta.url));
const target = fileURLToPath(new URL("dist/inspector", import.meta.url));
cpSync(source, target, { recursive: true });
