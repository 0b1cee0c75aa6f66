/**
 * The loops that move bytes and bits of equal significance together and apart, 16 bytes at a time, as WebAssembly text.
 * `src/shuffle.ts` says what they compute.
 *
 * A register holds 16 bytes. The texts below are straight lines of code over numbered registers, so they are made here
 * rather than written.
 */

/** Addresses that a loop keeps: of what it reads next, and of what it writes next. */
const FROM = "(local.get $from)";
const TO = "(local.get $to)";

const get = (name) => `(local.get $${name})`;
const set = (name, value) => `(local.set $${name} ${value})`;
const names = (prefix, count) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const declare = (list, type) => list.map((name) => `(local $${name} ${type})`).join(" ");
const pick = (lanes, a, b) => `(i8x16.shuffle ${lanes.join(" ")} ${get(a)} ${get(b)})`;
const load = (address, offset = 0) => `(v128.load offset=${offset} ${address})`;
const store = (address, value, offset = 0) => `(v128.store offset=${offset} ${address} ${value})`;

/** Lanes that take `unit` bytes of one register and `unit` bytes of another in turn, from a half of each. */
function interleaved(unit, half) {
  return Array.from({ length: 16 }, (_, i) => {
    const turn = Math.floor(i / unit);
    return (turn % 2) * 16 + half * 8 + Math.floor(turn / 2) * unit + (i % unit);
  });
}

/** Lanes that take every second byte of two registers: those at even positions, or at odd ones. */
function everySecond(first) {
  return Array.from({ length: 16 }, (_, i) => 2 * i + first);
}

/**
 * Registers that hold byte 0 of 16 elements, byte 1 of them, …, become the elements in order. Each round joins pairs of
 * registers that are half of all apart, so that what belongs together comes to lie side by side.
 */
function join(registers, spare) {
  const lines = [];
  let source = registers;
  let target = spare;
  for (let round = 1; round < registers.length; round *= 2) {
    const half = registers.length / 2;
    for (let i = 0; i < half; i++) {
      lines.push(set(target[2 * i], pick(interleaved(1, 0), source[i], source[i + half])));
      lines.push(set(target[2 * i + 1], pick(interleaved(1, 1), source[i], source[i + half])));
    }
    [source, target] = [target, source];
  }
  return { lines, result: source };
}

/** The reverse of {@link join}. */
function part(registers, spare) {
  const lines = [];
  let source = registers;
  let target = spare;
  for (let round = 1; round < registers.length; round *= 2) {
    const half = registers.length / 2;
    for (let i = 0; i < half; i++) {
      lines.push(set(target[i], pick(everySecond(0), source[2 * i], source[2 * i + 1])));
      lines.push(set(target[i + half], pick(everySecond(1), source[2 * i], source[2 * i + 1])));
    }
    [source, target] = [target, source];
  }
  return { lines, result: source };
}

/** Bit i of register k becomes bit k of register i, byte by byte; its own inverse. */
function turnBits(registers) {
  const lines = [];
  for (const [distance, mask] of [
    [1, "0x55555555"],
    [2, "0x33333333"],
    [4, "0x0f0f0f0f"],
  ]) {
    for (let i = 0; i < 8; i++) {
      if (i & distance) continue;
      const [a, b] = [registers[i], registers[i + distance]];
      const shifted = `(i16x8.shr_u ${get(a)} (i32.const ${distance}))`;
      lines.push(
        set("bits", `(v128.and (v128.xor ${shifted} ${get(b)}) (v128.const i32x4 ${mask} ${mask} ${mask} ${mask}))`),
      );
      lines.push(set(b, `(v128.xor ${get(b)} ${get("bits")})`));
      lines.push(set(a, `(v128.xor ${get(a)} (i16x8.shl ${get("bits")} (i32.const ${distance})))`));
    }
  }
  return lines;
}

const advance = (name, by) => set(name, `(i32.add ${get(name)} ${by})`);

/** A function that repeats `body`, which goes one step on, until `from` or `to` has got to the end. */
function loop(name, locals, before, body, moving, end) {
  return `(func (export "${name}") (param $from i32) (param $to i32) (param $count i32)
  (local $end i32) (local $at i32) ${locals}
  ${before.join("\n  ")}
  ${set("end", end)}
  (loop $step
    ${body.join("\n    ")}
    (br_if $step (i32.lt_u ${get(moving)} ${get("end")}))))`;
}

/** Loads or stores one register from each of `count` planes, whose distance is in `$plane`. */
function planes(registers, base, access) {
  const lines = [set("at", base)];
  for (const [i, register] of registers.entries()) {
    if (i > 0) lines.push(advance("at", get("plane")));
    lines.push(access(register));
  }
  return lines;
}

const loadPlane = (register) => set(register, load(get("at")));
const storePlane = (register) => store(get("at"), get(register));

/** `count` elements, a multiple of 16, whose bytes lie in planes. */
function unshuffle(size) {
  const a = names("a", size);
  const b = names("b", size);
  const { lines, result } = join(a, b);
  const body = [
    ...planes(a, FROM, loadPlane),
    ...lines,
    ...result.map((register, i) => store(TO, get(register), 16 * i)),
    advance("from", "(i32.const 16)"),
    advance("to", `(i32.const ${16 * size})`),
  ];
  const locals = `(local $plane i32) ${declare([...a, ...b], "v128")}`;
  return loop(
    `unshuffle${size}`,
    locals,
    [set("plane", get("count"))],
    body,
    "from",
    `(i32.add ${FROM} ${get("count")})`,
  );
}

function shuffle(size) {
  const a = names("a", size);
  const b = names("b", size);
  const { lines, result } = part(a, b);
  const body = [
    ...a.map((register, i) => set(register, load(FROM, 16 * i))),
    ...lines,
    ...planes(result, TO, storePlane),
    advance("from", `(i32.const ${16 * size})`),
    advance("to", "(i32.const 16)"),
  ];
  const locals = `(local $plane i32) ${declare([...a, ...b], "v128")}`;
  return loop(`shuffle${size}`, locals, [set("plane", get("count"))], body, "to", `(i32.add ${TO} ${get("count")})`);
}

/** `count` bytes, a multiple of 128, whose bits lie in eight planes. */
function unshuffleBits() {
  const a = names("a", 8);
  const b = names("b", 8);
  const { lines, result } = join(a, b);
  const body = [
    ...planes(a, FROM, loadPlane),
    ...turnBits(a),
    ...lines,
    ...result.map((register, i) => store(TO, get(register), 16 * i)),
    advance("from", "(i32.const 16)"),
    advance("to", "(i32.const 128)"),
  ];
  const locals = `(local $plane i32) (local $bits v128) ${declare([...a, ...b], "v128")}`;
  const before = [set("plane", `(i32.shr_u ${get("count")} (i32.const 3))`)];
  return loop("unshuffleBits", locals, before, body, "to", `(i32.add ${TO} ${get("count")})`);
}

function shuffleBits() {
  const a = names("a", 8);
  const b = names("b", 8);
  const { lines, result } = part(a, b);
  const body = [
    ...a.map((register, i) => set(register, load(FROM, 16 * i))),
    ...lines,
    ...turnBits(result),
    ...planes(result, TO, storePlane),
    advance("from", "(i32.const 128)"),
    advance("to", "(i32.const 16)"),
  ];
  const locals = `(local $plane i32) (local $bits v128) ${declare([...a, ...b], "v128")}`;
  const before = [set("plane", `(i32.shr_u ${get("count")} (i32.const 3))`)];
  return loop("shuffleBits", locals, before, body, "from", `(i32.add ${FROM} ${get("count")})`);
}

/** All of them, as the members of a module. */
export function shuffleText() {
  const sizes = [2, 4, 8];
  return [...sizes.map(unshuffle), ...sizes.map(shuffle), unshuffleBits(), shuffleBits()].join("\n");
}
