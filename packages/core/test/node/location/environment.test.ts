import { expect, test } from "vitest";
import { defaultArrayConfig } from "../../../src/io/access/config.ts";
import { createEnvironment } from "../../../src/node/location/environment.ts";
import { smallRegistry } from "../../support/small-environment.ts";

test("an environment without wishes compresses nothing and writes version 3", () => {
  expect(createEnvironment(smallRegistry)).toEqual({
    registry: smallRegistry,
    config: defaultArrayConfig,
    defaults: { compressors: [], compressor: null, zarrFormat: 3 },
  });
});

test("wishes are taken as they are", () => {
  const defaults = { compressors: [{ name: "checksum" }], compressor: null, zarrFormat: 2 } as const;
  expect(createEnvironment(smallRegistry, { defaults }).defaults).toBe(defaults);
});

test("settings that are left out are the defaults", () => {
  const { config } = createEnvironment(smallRegistry, { config: { concurrency: 4, limits: { readBytes: 1 } } });
  const limits = { ...defaultArrayConfig.limits, readBytes: 1 };
  expect(config).toEqual({ ...defaultArrayConfig, concurrency: 4, limits });
});
