import { describe } from "vitest";
import { ZarrArray } from "../../src/node/array/array.ts";
import { type ArrayLayout, sizeOf } from "../numpy/recorded.ts";
import { replay, replayFields } from "../numpy/replay.ts";
import { MapStore } from "../support/map-store.ts";
import { record } from "../support/record-type.ts";
import { blocksOf, smallArray } from "../support/small-array.ts";
import { smallEnvironment, smallRegistry } from "../support/small-environment.ts";

describe("in chunks", () => {
  replay(async ([shape, chunks], { order = "C" }) => {
    return (await smallArray(new MapStore(), { shape, chunks, dtype: "int32" }, { order })) as unknown as ZarrArray;
  });
});

describe("in chunks of inner chunks", () => {
  replay(async ([shape, chunks, shards], { kind, order = "C" }) => {
    // Blocks are recorded in units of `chunks`, which have to be the outer ones then.
    const [outer, inner] = kind === "blocks" ? [chunks, chunks.map(() => 1)] : [shards, chunks];
    const options = { shape, chunks: outer, dtype: "int32", codecs: blocksOf(inner) };
    return (await smallArray(new MapStore(), options, { order })) as unknown as ZarrArray;
  });
});

const declared = { id: "int16", value: "float64", flag: "uint8" };
const dtype = {
  name: "record",
  configuration: { fields: Object.entries(declared).map(([name, data_type]) => ({ name, data_type })) },
};

function recordArray(shape: number[], chunks: number[], inner?: number[]): Promise<ZarrArray> {
  const environment = { ...smallEnvironment(), registry: smallRegistry.extend(record) };
  const codecs = inner === undefined || sizeOf(shape) === 0 ? {} : { codecs: blocksOf(inner) };
  return ZarrArray.create({ store: new MapStore(), path: "a" }, { shape, chunks, dtype, ...codecs }, environment);
}

describe("fields in chunks", () => {
  replayFields(([shape, chunks]: ArrayLayout) => recordArray(shape, chunks));
});

describe("fields in chunks of inner chunks", () => {
  replayFields(([shape, chunks, shards]: ArrayLayout) => recordArray(shape, shards, chunks));
});
