import { codecConformance, sampleDataType, sampleSpec } from "@zarrkit/testkit/codec";
import { test } from "vitest";
import * as numcodecs from "../src/index.ts";

const runner = { test: (name: string, run: () => Promise<void>) => test(name, run, 60_000) };
const spelling = "numcodecs";

codecConformance(runner, {
  extension: numcodecs.crc32,
  kind: "bytes_to_bytes",
  configurations: [
    { configuration: undefined, spelling, stored: { location: "start" } },
    { configuration: { location: "end" }, spelling },
  ],
  invalid: [
    { configuration: { location: "middle" }, spelling },
    { configuration: { place: "end" }, spelling },
  ],
  damage: "detected",
});
codecConformance(runner, {
  extension: numcodecs.numcodecsCrc32c,
  kind: "bytes_to_bytes",
  configurations: [
    { configuration: {}, spelling, stored: { location: "end" } },
    { configuration: { location: "start" }, spelling },
  ],
  damage: "detected",
});
codecConformance(runner, {
  extension: numcodecs.adler32,
  kind: "bytes_to_bytes",
  configurations: [{ configuration: {}, spelling, stored: { location: "start" } }],
  damage: "detected",
});
codecConformance(runner, {
  extension: numcodecs.fletcher32,
  kind: "bytes_to_bytes",
  configurations: [{ configuration: {}, spelling, stored: {} }],
  invalid: [{ configuration: { location: "end" }, spelling }],
  // The sums do not count zeros at the start, nor tell 0x0000 from 0xffff; numcodecs accepts the same damage.
  damage: "bounded",
});
codecConformance(runner, {
  extension: numcodecs.jenkinsLookup3,
  kind: "bytes_to_bytes",
  configurations: [
    { configuration: {}, spelling, stored: { initval: 0, prefix: null } },
    { configuration: { initval: 9, prefix: [1, 2, 3] }, spelling },
  ],
  invalid: [
    { configuration: { initval: -1 }, spelling },
    { configuration: { prefix: [256] }, spelling },
  ],
  damage: "detected",
});
codecConformance(runner, {
  extension: numcodecs.base64,
  kind: "bytes_to_bytes",
  configurations: [{ configuration: {}, spelling }],
  damage: "bounded",
});
codecConformance(runner, {
  extension: numcodecs.shuffle,
  kind: "bytes_to_bytes",
  configurations: [{ configuration: { elementsize: 1 }, spelling }],
  invalid: [
    { configuration: { elementsize: -1 }, spelling },
    { configuration: { elementsize: 2.5 }, spelling },
    { configuration: { element_size: 4 }, spelling },
  ],
  damage: "bounded",
});
codecConformance(runner, {
  extension: numcodecs.bz2,
  kind: "bytes_to_bytes",
  configurations: [
    { configuration: {}, spelling, stored: { level: 1 } },
    { configuration: { level: 9 }, spelling },
  ],
  invalid: [
    { configuration: { level: 0 }, spelling },
    { configuration: { level: 10 }, spelling },
    { configuration: { level: "1" }, spelling },
  ],
  damage: "detected",
});
codecConformance(runner, {
  extension: numcodecs.lzma,
  kind: "bytes_to_bytes",
  configurations: [
    { configuration: {}, spelling, stored: { format: 1, check: -1, preset: null, filters: null } },
    { configuration: { check: 10, preset: 9 }, spelling },
    { configuration: { check: 1, filters: [{ id: 3, dist: 2 }, { id: 33 }] }, spelling },
  ],
  invalid: [
    { configuration: { format: 0 }, spelling },
    { configuration: { format: 3 }, spelling },
    { configuration: { check: 2 }, spelling },
    { configuration: { preset: 10 }, spelling },
    { configuration: { preset: 1, filters: [{ id: 33 }] }, spelling },
    { configuration: { filters: [{ id: 4 }, { id: 33 }] }, spelling },
    { configuration: { filters: [{ id: 33, lc: 4, lp: 1 }] }, spelling },
    { configuration: { filters: [] }, spelling },
    { configuration: { format: 2, check: 1 }, spelling },
  ],
  damage: "detected",
});
codecConformance(runner, {
  extension: numcodecs.lzma,
  kind: "bytes_to_bytes",
  configurations: [
    { configuration: { format: 2 }, spelling },
    { configuration: { format: 3, filters: [{ id: 33, preset: 1 }] }, spelling },
    {
      configuration: {
        format: 3,
        filters: [
          { id: 3, dist: 4 },
          { id: 33, lc: 0, lp: 2 },
        ],
      },
      spelling,
    },
  ],
  damage: "bounded",
});

codecConformance(runner, {
  extension: numcodecs.squeeze,
  kind: "array_to_array",
  configurations: [
    { configuration: undefined, stored: {} },
    { configuration: undefined, spec: sampleSpec([1, 3, 1, 2]) },
    { configuration: undefined, spec: sampleSpec([1, 1]) },
    { configuration: undefined, spec: sampleSpec([]) },
  ],
  invalid: [{ configuration: { axes: [0] } }],
});
codecConformance(runner, {
  extension: numcodecs.reshape,
  kind: "array_to_array",
  configurations: [
    { configuration: { shape: [[0, 1], [2]] } },
    { configuration: { shape: [-1] } },
    { configuration: { shape: [2, -1, [2]] } },
    { configuration: { shape: [[0], [], [1], [2], 1] } },
    { configuration: { shape: [24] } },
  ],
  invalid: [
    { configuration: undefined },
    { configuration: { shape: [-1, -1] } },
    { configuration: { shape: [0] } },
    { configuration: { shape: [[1], [0]] } },
    { configuration: { shape: [[1, 0]] } },
    { configuration: { shape: 24 } },
    { configuration: { shape: ["a"] } },
    { configuration: { shape: [24], order: "C" } },
  ],
});

const packable = (
  [
    ["bool", 1],
    ["uint8", 1],
    ["int16", 2],
    ["float32", 4],
    ["float64", 8],
    ["complex64", 8],
  ] as const
).flatMap(([name, size]) =>
  [[], [3], [2, 5], [0]].map((shape) => sampleSpec(shape, sampleDataType(name, size, name === "complex64" ? 4 : size))),
);
codecConformance(runner, {
  extension: numcodecs.packbits,
  kind: "array_to_bytes",
  configurations: [
    { configuration: undefined, stored: { padding_encoding: "none" } },
    { configuration: { padding_encoding: "first_byte" } },
    { configuration: { padding_encoding: "last_byte", first_bit: null, last_bit: null } },
  ],
  invalid: [{ configuration: { padding_encoding: "start_byte" } }, { configuration: { start_bit: 1 } }],
  // One bit cannot hold the sample's random bytes of booleans; see registered.test.ts for those.
  specs: packable.filter(({ dataType }) => dataType.name !== "bool"),
});
