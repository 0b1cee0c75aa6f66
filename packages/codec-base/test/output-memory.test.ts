import { expect, test } from "vitest";
import { handOver, own, takeOutput } from "../src/output-memory.ts";

/** What zlib put out: `length` bytes at the beginning of a buffer of `room`. */
const outputOf = (room: number, length: number): Uint8Array => new Uint8Array(room).subarray(0, length).fill(7);
const canFree = "transfer" in ArrayBuffer.prototype;

test("output moves to memory that fits, and its own is free at once", () => {
  const output = outputOf(164, 100);
  const into = new Uint8Array(100);
  const { buffer } = output;
  expect(takeOutput(output, 164, into)).toBe(into);
  expect(into).toEqual(new Uint8Array(100).fill(7));
  expect(buffer.byteLength).toBe(canFree ? 0 : 164);
});

test("memory of another length than the room asked for is not given back: others may use it", () => {
  const output = outputOf(8192, 100);
  const { buffer } = output;
  takeOutput(output, 164, new Uint8Array(100));
  expect(buffer.byteLength).toBe(8192);
});

test("output stays where it is when nothing fits", () => {
  for (const into of [undefined, new Uint8Array(99)]) {
    const output = takeOutput(outputOf(5064, 5000), 5064, into);
    expect(output).not.toBe(into);
    expect(output).toEqual(new Uint8Array(5000).fill(7));
  }
});

test("output of any length moves to memory that is lent for it", () => {
  const lent: Uint8Array[] = [];
  const allocate = (byteLength: number): Uint8Array => {
    lent.push(new Uint8Array(byteLength));
    return lent[0] as Uint8Array;
  };
  expect(handOver(outputOf(164, 100), 164, allocate)).toBe(lent[0]);
  expect(lent).toEqual([new Uint8Array(100).fill(7)]);
  expect(handOver(outputOf(164, 100), 164, undefined)).toEqual(new Uint8Array(100).fill(7));
});

test("long output in a snug buffer stays there; what is small or has much room is copied", () => {
  const snug = outputOf(10_064, 10_000);
  const small = outputOf(100, 100);
  const roomy = outputOf(100_000, 10_000);
  expect(own(snug).buffer).toBe(snug.buffer);
  for (const output of [small, roomy]) {
    const copy = own(output);
    expect(copy.buffer.byteLength).toBe(output.length);
    expect(copy).toEqual(new Uint8Array(output));
  }
  // A Buffer becomes plain bytes.
  expect(own(Buffer.alloc(10_000)).constructor).toBe(Uint8Array);
});
