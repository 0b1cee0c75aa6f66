import { describe, expect, test } from "vitest";
import type { ByteRange } from "../../../src/contract/index.ts";
import { CodecError } from "../../../src/error/data-error.ts";
import type { ArrayAccess } from "../../../src/io/access/array-access.ts";
import { defaultArrayConfig } from "../../../src/io/access/config.ts";
import { createGate } from "../../../src/io/concurrency/concurrency.ts";
import { absolutePlace, sourceOf } from "../../../src/io/read/chunk-place.ts";
import { caught } from "../../support/caught.ts";
import { MapStore } from "../../support/map-store.ts";

const store = new MapStore({ values: new Map([["a/c/0", Uint8Array.from({ length: 10 }, (_, i) => i)]]) });
const access = { store, path: "a", config: { ...defaultArrayConfig, limits: { readBytes: 100, chunkBytes: 6 } } };
const job = { access: access as unknown as ArrayAccess, gate: createGate(1), signal: undefined };
const place = { key: "a/c/0", coordinates: [0], offset: 2, length: 5 };

describe("the bytes at a place", () => {
  test.each<[ByteRange | undefined, number[]]>([
    [undefined, [2, 3, 4, 5, 6]],
    [{ offset: 1 }, [3, 4, 5, 6]],
    [{ offset: 1, length: 2 }, [3, 4]],
    [{ offset: 3, length: 9 }, [5, 6]],
    [{ offset: 9, length: 9 }, []],
    [{ suffix: 2 }, [5, 6]],
    [{ suffix: 9 }, [2, 3, 4, 5, 6]],
  ])("in part, %j, never reach beyond it", async (range, expected) => {
    expect([...((await sourceOf(job, place).get(range)) ?? [])]).toEqual(expected);
  });

  test("of a whole value are those of the store", async () => {
    const whole = sourceOf(job, { ...place, offset: 0, length: undefined });
    expect([...((await whole.get({ suffix: 3 })) ?? [])]).toEqual([7, 8, 9]);
    expect((await whole.get())?.length).toBe(10);
  });

  test("that is not stored are undefined", async () => {
    expect(await sourceOf(job, { ...place, key: "a/c/1" }).get({ suffix: 1 })).toBeUndefined();
  });
});

describe("a range from an index", () => {
  test("counts from the start of the value", () => {
    expect(absolutePlace(job, place, { offset: 1, length: 4 })).toEqual({ offset: 3, length: 4 });
    expect(absolutePlace(job, { ...place, length: undefined }, { offset: 1, length: 6 })).toEqual({
      offset: 3,
      length: 6,
    });
  });

  test.each([
    ["leaves its chunk", { offset: 1, length: 5 }],
    ["starts outside", { offset: 9, length: 0 }],
    ["is longer than any chunk may be", { offset: 0, length: 7 }],
  ])("that %s is refused", async (_, range) => {
    const error = await caught(() => absolutePlace(job, place, range));
    expect(error).toBeInstanceOf(CodecError);
    expect(error).toMatchObject({ path: "a", key: "a/c/0", chunk: [0] });
  });
});
