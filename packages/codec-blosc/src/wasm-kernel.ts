import { largestBlock } from "@zarrkit/codec-base/lz4-block";
import { type Filter, type Kernel, portableKernel } from "./kernel.ts";
import { kernelModule } from "./kernel-module.ts";

type MoveBytes = (from: number, to: number, elements: number) => void;

/** What `kernel/build.mjs` exports: functions of addresses in its memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  decodeLz4(from: number, fromEnd: number, to: number, toEnd: number): number;
  encodeLz4(from: number, fromEnd: number, to: number, most: number, acceleration: number): number;
  shuffleBits(from: number, to: number, bytes: number): void;
  unshuffleBits(from: number, to: number, bytes: number): void;
  readonly shuffle2: MoveBytes;
  readonly shuffle4: MoveBytes;
  readonly shuffle8: MoveBytes;
  readonly unshuffle2: MoveBytes;
  readonly unshuffle4: MoveBytes;
  readonly unshuffle8: MoveBytes;
}

const pageSize = 2 ** 16;
/** Before this lie tables of the lz4 coder. */
const areasStart = 2 ** 16 + 512;
/** How far loops read and write behind their end. */
const margin = 64;
/** Larger blocks are left to TypeScript: memory that has grown stays. */
const largestRoom = 2 ** 22;

/** Elements that the filters take at a time. */
const byteStep = 16;
const bitStep = 128;

/**
 * The kernel in WebAssembly, several times as fast. Its memory holds tables and three areas: the
 * room that is given out, and two for what comes in other memory and what comes out.
 */
class WasmKernel implements Kernel {
  readonly #exports: Exports;
  #memory: Uint8Array;
  /** Bytes of an area. */
  #areaSize = 0;

  constructor(exports: Exports) {
    this.#exports = exports;
    this.#memory = new Uint8Array(exports.memory.buffer);
  }

  room(size: number): Uint8Array {
    if (!this.#reserve(size)) return portableKernel.room(size);
    const start = this.#area(0);
    return this.#memory.subarray(start, start + size);
  }

  decodeLz4(source: Uint8Array, target: Uint8Array): void {
    const { length } = source;
    if (this.#holds(target) ? length + margin <= this.#areaSize : this.#reserve(Math.max(length, target.length))) {
      const from = this.#take(source, 1);
      const to = this.#holds(target) ? target.byteOffset : this.#area(2);
      if (this.#exports.decodeLz4(from, from + length, to, to + target.length) !== 0) {
        if (!this.#holds(target)) this.#give(to, target);
        return;
      }
    }
    // Says what is wrong with a block that cannot be decoded.
    portableKernel.decodeLz4(source, target);
  }

  encodeLz4(block: Uint8Array, acceleration: number): Uint8Array | undefined {
    const { length } = block;
    if (!this.#holds(block) && !this.#reserve(length)) return portableKernel.encodeLz4(block, acceleration);
    const from = this.#holds(block) ? block.byteOffset : this.#take(block, 1);
    const to = this.#area(0);
    const end = this.#exports.encodeLz4(from, from + length, to, length - 1, Math.max(1, acceleration));
    return end === 0 ? undefined : this.#memory.subarray(to, end);
  }

  restore(filter: Filter, source: Uint8Array, target: Uint8Array, typesize: number): void {
    const move = this.#filter(filter, "unshuffle", source, typesize);
    if (move === undefined) {
      portableKernel.restore(filter, source, target, typesize);
      return;
    }
    const count = source.length / typesize;
    let from = this.#holds(source) ? source.byteOffset : this.#take(source, 1);
    let to = this.#area(2);
    if (filter === "bitshuffle") {
      for (let at = 0; at < source.length; at += count) this.#exports.unshuffleBits(from + at, to + at, count);
      [from, to] = [to, this.#area(1)];
    }
    if (typesize > 1) {
      move(from, to, count);
      from = to;
    }
    this.#give(from, target);
  }

  apply(filter: Filter, block: Uint8Array, typesize: number): Uint8Array {
    const { length } = block;
    const move = this.#filter(filter, "shuffle", block, typesize);
    if (move === undefined) return portableKernel.apply(filter, block, typesize);
    const count = length / typesize;
    let from = this.#take(block, 1);
    let to = this.#area(2);
    if (typesize > 1) {
      move(from, to, count);
      [from, to] = [to, from];
    }
    if (filter === "bitshuffle") {
      for (let at = 0; at < length; at += count) this.#exports.shuffleBits(from + at, to + at, count);
      from = to;
    }
    return this.#memory.subarray(from, from + length);
  }

  /** How the bytes of elements are moved, if this kernel can filter blocks like this one. */
  #filter(filter: Filter, way: "shuffle" | "unshuffle", block: Uint8Array, typesize: number): MoveBytes | undefined {
    const count = block.length / typesize;
    const isEven = block.length > 0 && count % (filter === "bitshuffle" ? bitStep : byteStep) === 0;
    if (!isEven || !(this.#holds(block) || this.#reserve(block.length))) return undefined;
    if (typesize === 2 || typesize === 4 || typesize === 8) return this.#exports[`${way}${typesize}`];
    return typesize === 1 && filter === "bitshuffle" ? () => {} : undefined;
  }

  /** Makes the areas large enough for a block of so many bytes, or for what it may become. What they held is lost. */
  #reserve(size: number): boolean {
    if (size > largestRoom) return false;
    const needed = Math.ceil((largestBlock(size) + margin) / margin) * margin;
    if (needed <= this.#areaSize) return true;
    const { memory } = this.#exports;
    const pages = Math.ceil((areasStart + 3 * needed) / pageSize);
    try {
      memory.grow(pages - memory.buffer.byteLength / pageSize);
    } catch {
      return false;
    }
    this.#memory = new Uint8Array(memory.buffer);
    this.#areaSize = needed;
    return true;
  }

  #area(index: 0 | 1 | 2): number {
    return areasStart + index * this.#areaSize;
  }

  #holds({ buffer }: Uint8Array): boolean {
    return buffer === this.#memory.buffer;
  }

  /** Copies bytes into an area. */
  #take(bytes: Uint8Array, index: 1 | 2): number {
    const start = this.#area(index);
    this.#memory.set(bytes, start);
    return start;
  }

  /** Copies bytes out of an area. */
  #give(start: number, target: Uint8Array): void {
    target.set(this.#memory.subarray(start, start + target.length));
  }
}

let kernel: Promise<Kernel> | undefined;

/** The fastest kernel that this host runs: some forbid WebAssembly, and old ones lack its vectors. */
export function loadKernel(): Promise<Kernel> {
  kernel ??= instantiate().catch(() => portableKernel);
  return kernel;
}

async function instantiate(): Promise<Kernel> {
  const module = Uint8Array.from(atob(kernelModule), (character) => character.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(module);
  return new WasmKernel(instance.exports as unknown as Exports);
}
