/**
 * Assembles the WebAssembly kernel and puts it into `src/kernel-module.ts`. `npm run kernel` runs it, after a change
 * here; a test compares the two.
 */
import { readFile } from "node:fs/promises";
import assembler from "wabt";
import { writeKernel } from "../../../scripts/write-kernel.mjs";
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

await writeKernel(import.meta.url, assembleKernel);
