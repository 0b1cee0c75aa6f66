/**
 * Assembles the WebAssembly kernel and puts it into `src/kernel-module.ts`. `npm run kernel` runs it, after a change
 * here; a test compares the two.
 */
import { readFile } from "node:fs/promises";
import assembler from "wabt";
import { writeKernel } from "../../../scripts/write-kernel.mjs";

const get = (name) => `(local.get $${name})`;
const longer = (value) => `(i64.extend_i32_u ${value})`;

/** Puts `count` bits of `value` behind those that are held. There is room for 57. */
const addBits = (value, count) => `(local.set $bits (i64.or ${get("bits")} (i64.shl ${longer(value)} ${get("held")})))
    (local.set $held (i64.add ${get("held")} ${longer(count)}))`;

/** Puts the code at an address: its bits in the lower half of a word, how many they are in the upper. */
const addCode = (address, offset) => `(local.set $code (i32.load offset=${offset} ${address}))
    ${addBits("(i32.and (local.get $code) (i32.const 0xffff))", "(i32.shr_u (local.get $code) (i32.const 16))")}`;

const addLiteral = (index) => addCode(`(i32.shl (i32.load8_u offset=${index} ${get("from")}) (i32.const 2))`, "0x5000");

/** Writes the whole bytes of what is held. */
const flush = `(i64.store ${get("to")} ${get("bits")})
    (local.set $to (i32.add ${get("to")} (i32.wrap_i64 (i64.shr_u ${get("held")} (i64.const 3)))))
    (local.set $bits (i64.shr_u ${get("bits")} (i64.and ${get("held")} (i64.const 0x78))))
    (local.set $held (i64.and ${get("held")} (i64.const 7)))`;

/** Where the table remembers the five bytes at an address. */
const slot = (at) =>
  `(i32.shl (i32.wrap_i64 (i64.shr_u
      (i64.mul (i64.shl (i64.load ${at}) (i64.const 24)) (i64.const 0x9e3779b97f)) (i64.const 52))) (i32.const 2))`;

/** What is written out wherever `deflate.wat` names it, since older engines make a call of a function. */
const FRAGMENTS = {
  FLUSH: flush,
  THREE_LITERALS: [addLiteral(0), addLiteral(1), addLiteral(2)].join("\n    "),
  ONE_LITERAL: addLiteral(0),
  LENGTH_CODE: addCode("(i32.shl (i32.and (local.get $symbol) (i32.const 511)) (i32.const 2))", "0x5000"),
  LENGTH_REST: addBits(
    "(i32.shr_u (local.get $symbol) (i32.const 16))",
    "(i32.and (i32.shr_u (local.get $symbol) (i32.const 9)) (i32.const 15))",
  ),
  DISTANCE_CODE: addCode("(i32.shl (i32.and (local.get $symbol) (i32.const 255)) (i32.const 2))", "0x5800"),
  DISTANCE_REST: addBits(
    "(i32.and (local.get $match) (i32.sub (i32.shl (i32.const 1) (local.get $count)) (i32.const 1)))",
    "(local.get $count)",
  ),
  END_CODE: addCode("(i32.const 0)", "0x5400"),
  SLOT_HERE: slot("(local.get $at)"),
  SLOT_BEFORE: slot("(i32.sub (local.get $at) (i32.const 2))"),
};

/** The kernel's module. */
export async function assembleKernel() {
  const { parseWat } = await assembler();
  const source = await readFile(new URL("deflate.wat", import.meta.url), "utf8");
  const text = source.replace(/\b[A-Z]+_?[A-Z]*\b(?=\n)/g, (name) => FRAGMENTS[name] ?? name);
  const module = parseWat("kernel.wat", `(module\n(memory (export "memory") 2)\n${text})`, { bulk_memory: true });
  module.validate();
  return module.toBinary({}).buffer;
}

await writeKernel(import.meta.url, assembleKernel);
