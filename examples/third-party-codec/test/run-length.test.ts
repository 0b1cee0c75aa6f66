import { test } from "node:test";
import { codecConformance } from "@zarrkit/testkit/codec";
import { runLength } from "../src/index.ts";

codecConformance(
  { test },
  {
    extension: runLength,
    kind: "bytes_to_bytes",
    // There is no checksum: damage may give other data, but never more of it than was asked for.
    damage: "bounded",
    configurations: [
      // The sample chunk of the suite has items of one byte.
      { configuration: undefined, stored: { item_size: 1 } },
      { configuration: { item_size: 4 }, stored: { item_size: 4 } },
      { configuration: { item_size: 2 }, spelling: "numcodecs" },
    ],
    invalid: [
      { configuration: { item_size: 0 } },
      { configuration: { item_size: 256 } },
      { configuration: { item_size: "4" } },
      { configuration: { item_size: 4, level: 9 } },
    ],
    // Written down by hand. Where another implementation exists, its bytes belong here.
    golden: [
      {
        name: "two runs of two bytes each, and half an item",
        configuration: { item_size: 2 },
        decoded: Uint8Array.of(1, 2, 1, 2, 1, 2, 7, 7, 9),
        encoded: Uint8Array.of(2, 1, 2, 0, 7, 7, 0, 9),
      },
      {
        name: "a run that is longer than a byte can count",
        configuration: { item_size: 1 },
        decoded: new Uint8Array(300).fill(5),
        encoded: Uint8Array.of(255, 5, 43, 5),
      },
    ],
  },
);
