import type { JsonObject } from "@zarrkit/core/contract";
import { describe, expect, test } from "vitest";
import { parseConfiguration } from "../src/sharding-configuration.ts";

const configuration = (members: object = {}) =>
  ({ chunk_shape: [2, 3], codecs: ["bytes"], index_codecs: ["bytes", "crc32c"], ...members }) as JsonObject;

describe("a configuration", () => {
  test("puts the index at the end when it does not say where", () => {
    expect(parseConfiguration(configuration())).toEqual({
      chunkShape: [2, 3],
      codecs: ["bytes"],
      indexCodecs: ["bytes", "crc32c"],
      indexLocation: "end",
    });
    expect(parseConfiguration(configuration({ index_location: "start" })).indexLocation).toBe("start");
  });

  test("may have no axes", () => {
    expect(parseConfiguration(configuration({ chunk_shape: [] })).chunkShape).toEqual([]);
  });

  test.each<[string, JsonObject | undefined]>([
    ["is missing", undefined],
    ["has no chunk_shape", configuration({ chunk_shape: undefined })],
    ["has a chunk_shape that is no list", configuration({ chunk_shape: 2 })],
    ["has chunks of no length", configuration({ chunk_shape: [2, 0] })],
    ["has chunks of negative length", configuration({ chunk_shape: [2, -1] })],
    ["has fractions", configuration({ chunk_shape: [2, 1.5] })],
    ["has lengths in words", configuration({ chunk_shape: ["2"] })],
    ["has lengths beyond 2^53", configuration({ chunk_shape: [2n ** 60n] })],
    ["has no codecs", configuration({ codecs: undefined })],
    ["has an empty list of codecs", configuration({ codecs: [] })],
    ["has codecs that are no list", configuration({ codecs: "bytes" })],
    ["has no index codecs", configuration({ index_codecs: undefined })],
    ["has an empty list of index codecs", configuration({ index_codecs: [] })],
    ["has an index in the middle", configuration({ index_location: "middle" })],
    ["has an index nowhere", configuration({ index_location: null })],
    ["has an index at a number", configuration({ index_location: 2n ** 60n })],
  ])("that %s is refused", (_, given) => {
    expect(() => parseConfiguration(given)).toThrow(/chunk_shape|codecs|index_location/);
  });
});
