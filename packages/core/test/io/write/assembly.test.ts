import { afterEach, describe, expect, test } from "vitest";
import { Lease } from "../../../src/buffer/scratch.ts";
import type { Subdivision } from "../../../src/contract/index.ts";
import { Assembly } from "../../../src/io/write/assembly.ts";

const division = (firstOffset: number | undefined): Subdivision => {
  const inner = { shape: [4], dataType: { itemSize: 8 }, fillValue: 0 };
  return { inner, gridShape: [3], firstOffset } as unknown as Subdivision;
};

describe("memory for inner chunks", () => {
  let lease = new Lease();
  afterEach(() => {
    lease.release();
    lease = new Lease();
  });

  test.each([0, 52])("is the whole chunk's where they come in order, the first %i bytes from its start", (first) => {
    const assembly = new Assembly(division(first), lease);
    const [a, b] = [assembly.allocate(10), assembly.allocate(7)];
    const whole = assembly.whole([a, undefined, b], first + 17 + 20);
    expect(whole).toBeDefined();
    expect(whole?.length).toBe(first + 37);
    expect(a.byteOffset - (whole as Uint8Array).byteOffset).toBe(first);
    expect(b.byteOffset - a.byteOffset).toBe(10);
  });

  test("is not where they come in another order, leave gaps, or lie elsewhere", () => {
    const assembly = new Assembly(division(0), lease);
    const [a, b, c] = [assembly.allocate(10), assembly.allocate(7), assembly.allocate(5)];
    expect(assembly.whole([b, a, c], 40)).toBeUndefined();
    expect(assembly.whole([a, c], 40)).toBeUndefined();
    expect(assembly.whole([b, c], 40)).toBeUndefined();
    expect(assembly.whole([a, new Uint8Array(7), c], 40)).toBeUndefined();
    expect(assembly.whole([a.subarray(0, 9), b, c], 40)).toBeUndefined();
    expect(assembly.whole([a, b, c], 2 ** 20)).toBeUndefined();
    expect(assembly.whole([a, b, c], 40)).toBeDefined();
  });

  test("is made elsewhere where inner chunks are far longer than their elements, or nobody says where they go", () => {
    const assembly = new Assembly(division(0), lease);
    const [a, long] = [assembly.allocate(10), assembly.allocate(5000)];
    expect(long.length).toBe(5000);
    expect(assembly.whole([a, long], 5100)).toBeUndefined();
    const unplaced = new Assembly(division(undefined), lease);
    const b = unplaced.allocate(10);
    expect(unplaced.whole([b], 20)).toBeUndefined();
  });
});
