// Puts the built inspector beside the compiled command line, which serves it.
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../../apps/inspector/dist", import.meta.url));
const target = fileURLToPath(new URL("dist/inspector", import.meta.url));
rmSync(target, { recursive: true, force: true });
cpSync(source, target, { recursive: true });
