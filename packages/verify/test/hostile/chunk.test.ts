import { errors, openArray, slice } from "@zarrkit/api";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codecChains, filled } from "../../src/hostile/chunk.ts";
import type { Json } from "../../src/hostile/document.ts";
import { checkPlace, type Failure, failure } from "../../src/hostile/failure.ts";
import { seed } from "../../src/seed.ts";

describe("damaged chunks", () => {
  for (const [name, codecs] of Object.entries(codecChains)) {
    test(`${name}: random damage gives values or a typed error that names the key`, async () => {
      const target = await filled(codecs);
      const good = (target.entries.get("c/0") as Uint8Array).slice();
      const mutation = fc.oneof(
        fc.record({ at: fc.nat(good.length - 1), byte: fc.integer({ min: 1, max: 255 }) }),
        fc.record({ keep: fc.nat(good.length - 1) }),
        fc.record({ more: fc.uint8Array({ minLength: 1, maxLength: 64 }) }),
        fc.uint8Array({ maxLength: 2 * good.length }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
          let value: Uint8Array = good.slice();
          for (const one of mutations) {
            if (one instanceof Uint8Array) value = one;
            else if ("keep" in one) value = value.slice(0, one.keep);
            else if ("more" in one) value = Uint8Array.of(...value, ...one.more);
            else if (one.at < value.length) value[one.at] = (value[one.at] as number) ^ one.byte;
          }
          target.entries.set("c/0", value);
          const array = await openArray(target, { mode: "r" });
          const [result] = await Promise.allSettled([array.get()]);
          if (result.status === "fulfilled") {
            expect(result.value.shape).toEqual([64]);
            expect((result.value.data as Int32Array).length).toBe(64);
            return;
          }
          expect(result.reason).toBeInstanceOf(errors.ZarrError);
          expect((result.reason as Failure).key).toBe("c/0");
        }),
        { seed, numRuns: 300 },
      );
    });

    test(`${name}: cut short or grown`, async () => {
      const target = await filled(codecs);
      const good = (target.entries.get("c/0") as Uint8Array).slice();
      for (const length of [0, 1, good.length >> 1, good.length - 1]) {
        target.entries.set("c/0", good.slice(0, length));
        const error = await failure(openArray(target, { mode: "r" }).then((array) => array.get()));
        checkPlace(error, "c/0");
        expect(error.chunk).toEqual([0]);
      }
      target.entries.set("c/0", Uint8Array.of(...good, 1, 2, 3, 4));
      const [result] = await Promise.allSettled([openArray(target, { mode: "r" }).then((array) => array.get())]);
      // Some formats know their end: then what follows may be ignored, and the values must be the right ones.
      if (result.status === "fulfilled") expect((result.value.data as Int32Array)[63]).toBe((63 * 7919) % 1000);
      else checkPlace(await failure(Promise.reject(result.reason)), "c/0");
    });
  }

  test("a shard whose index has a good checksum and points nowhere", async () => {
    const target = await filled(codecChains.sharding as readonly Json[]);
    // The first inner chunk and its checksum are as long as an index: cut there, they are taken for one.
    target.entries.set("c/0", (target.entries.get("c/0") as Uint8Array).slice(0, 4 * 16 + 4));
    for (const selection of [undefined, [slice(16, 32)]]) {
      const error = await failure(openArray(target, { mode: "r" }).then((array) => array.get(selection)));
      checkPlace(error, "c/0");
      expect(error.key).toBe("c/0");
    }
  });
});
