import { expect, test } from "vitest";
import { defaultArrayConfig, mergeConfig } from "../../../src/io/access/config.ts";

test("settings that are given take the place of others, limits one by one", () => {
  const merged = mergeConfig(defaultArrayConfig, { order: "F", limits: { readBytes: 10 } });
  expect(merged).toEqual({
    ...defaultArrayConfig,
    order: "F",
    limits: { readBytes: 10, chunkBytes: defaultArrayConfig.limits.chunkBytes },
  });
});

test("settings that are undefined leave things as they are", () => {
  expect(mergeConfig(defaultArrayConfig, { order: undefined, limits: undefined } as never)).toEqual(defaultArrayConfig);
  expect(mergeConfig(defaultArrayConfig, { limits: { readBytes: undefined } } as never)).toEqual(defaultArrayConfig);
  expect(mergeConfig(defaultArrayConfig)).toEqual(defaultArrayConfig);
});

test("the defaults are nobody's to change", () => {
  expect(Object.isFrozen(defaultArrayConfig)).toBe(true);
  expect(Object.isFrozen(defaultArrayConfig.limits)).toBe(true);
});
