/**
 * Assembles the WebAssembly kernel and puts it into `src/kernel-module.ts`. `npm run kernel` runs it, after a change
 * here; a test compares the two.
 */
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import assembler from "wabt";
import { shuffleText } from "./shuffle.mjs";

/** Sixteen bytes for each distance from 0 to 16, as WebAssembly text. */
function repetitions() {
  const escaped = (byte) => `\\${byte.toString(16).padStart(2, "0")}`;
  const row = (distance) => Array.from({ length: 16 }, (_, i) => (distance === 0 ? 0 : i % distance));
  return Array.from({ length: 17 }, (_, distance) => row(distance).map(escaped).join("")).join("");
}

/** The kernel's module. */
export async function assembleKernel() {
  const { parseWat } = await assembler();
  const lz4 = (await readFile(new URL("lz4.wat", import.meta.url), "utf8")).replace("REPETITIONS", repetitions());
  const text = `(module\n(memory (export "memory") 2)\n${lz4}\n${shuffleText()})`;
  const module = parseWat("kernel.wat", text, { simd: true, bulk_memory: true, multi_value: true });
  module.validate();
  return module.toBinary({}).buffer;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const base64 = Buffer.from(await assembleKernel()).toString("base64");
  const lines = base64.match(/.{1,116}/g).map((line) => `  "${line}",`);
  await writeFile(
    new URL("../src/kernel-module.ts", import.meta.url),
    `/** The WebAssembly module that \`kernel/build.mjs\` makes of the texts beside it, in base64. */\nexport const kernelModule: string = [\n${lines.join("\n")}\n].join("");\n`,
  );
}
