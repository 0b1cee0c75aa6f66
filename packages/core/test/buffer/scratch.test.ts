import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLent, Lease } from "../../src/buffer/scratch.ts";

describe("a lease", () => {
  test("lends memory that begins with a cache line", () => {
    const lease = new Lease();
    for (const size of [1, 63, 64, 65, 5000]) {
      const block = lease.allocate(size);
      expect(block.length).toBe(size);
      expect(block.byteOffset % 64).toBe(0);
      expect(isLent(block)).toBe(true);
    }
    lease.release();
  });

  test("gives fresh memory, or none, where the scratch has no room", () => {
    const lease = new Lease();
    const large = lease.allocate(2 ** 30);
    expect(large.length).toBe(2 ** 30);
    expect(isLent(large)).toBe(false);
    expect(lease.lend(2 ** 30)).toBeUndefined();
    lease.release();
  });

  test("lends nothing where nothing is asked for", () => {
    const lease = new Lease();
    expect(lease.allocate(0).length).toBe(0);
    expect(lease.lend(0)).toBeUndefined();
    lease.release();
  });

  test("lends nothing once it is released", () => {
    const lease = new Lease();
    lease.release();
    expect(lease.lend(100)).toBeUndefined();
    expect(isLent(lease.allocate(100))).toBe(false);
  });

  test("knows what it lent", () => {
    const [first, second] = [new Lease(), new Lease()];
    const [block, other] = [first.allocate(100), second.allocate(100)];
    expect(first.lent(block)).toBe(true);
    expect(first.lent(block.subarray(60, 70))).toBe(true);
    expect(first.lent(other)).toBe(false);
    expect(first.lent(new Uint8Array(100))).toBe(false);
    first.release();
    second.release();
  });

  test("lasts as long as somebody holds it", () => {
    const first = new Lease();
    const block = first.allocate(100);
    const second = new Lease();
    second.hold(first);
    first.release();
    const third = new Lease();
    expect(third.allocate(100).byteOffset).not.toBe(block.byteOffset);
    third.release();
    second.release();
    const fourth = new Lease();
    expect(fourth.allocate(100).byteOffset).toBe(block.byteOffset);
    fourth.release();
  });
});

test("blocks never overlap, and all memory comes back whatever the order", () => {
  const whole = (): number => {
    const lease = new Lease();
    const { byteOffset } = lease.allocate(3 * 2 ** 25);
    const isWhole = isLent(lease.lend(2 ** 25) ?? new Uint8Array(0)) === false && byteOffset === 0;
    lease.release();
    return isWhole ? 1 : 0;
  };
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 2 ** 22 }), fc.nat({ max: 20 })), { maxLength: 60 }),
      (steps) => {
        const live: { lease: Lease; block: Uint8Array }[] = [];
        for (const [size, victim] of steps) {
          const lease = new Lease();
          const block = lease.lend(size);
          if (block !== undefined) {
            const overlaps = live.some(
              ({ block: other }) =>
                block.byteOffset < other.byteOffset + other.length &&
                other.byteOffset < block.byteOffset + block.length,
            );
            expect(overlaps).toBe(false);
            live.push({ lease, block });
          } else lease.release();
          if (victim < live.length) live.splice(victim, 1)[0]?.lease.release();
        }
        for (const { lease } of live) lease.release();
        expect(whole()).toBe(1);
      },
    ),
  );
});
