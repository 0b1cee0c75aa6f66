import type { DataTypeFactory, Extension } from "@zarrkit/core/contract";
import { expect, test } from "vitest";
import { sampleDataType, sampleEngine } from "../../src/codec.ts";

const word = sampleDataType("word", 2);
const factory: DataTypeFactory = { fromV3: () => word, fromV2: () => word };
const words: Extension<"data_type"> = {
  point: "data_type",
  name: "word",
  aliases: ["short"],
  v2: /^<w2$/,
  load: () => factory,
};

test("an engine finds data types by name, by another name and by their version 2 spelling", async () => {
  const { dataType, specOf } = sampleEngine([words]);
  for (const metadata of ["word", "short", { name: "word" }, "<w2"]) expect(await dataType(metadata)).toBe(word);
  await expect(dataType("none")).rejects.toThrow(/no data type "none"/);
  expect(await specOf([2], "word")).toEqual({ shape: [2], dataType: word, fillValue: word.defaultFillValue });
});

test("an engine lends codecs its data types and its chains", async () => {
  const asked: unknown[] = [];
  const odd: Extension<"codec"> = {
    point: "codec",
    name: "odd",
    load: () => ({
      async create(_, { dataType, chain, spec, spelling }) {
        asked.push(await dataType("word"), spelling);
        await chain([], spec);
        return undefined as never;
      },
    }),
  };
  const chain = () => {
    throw new Error("a chain was asked for");
  };
  const { createFor, specOf } = sampleEngine([words], { chain });
  const made = createFor(odd, undefined, await specOf([1], "word"), "numcodecs");
  await expect(made).rejects.toThrow("a chain was asked for");
  expect(asked).toEqual([word, "numcodecs"]);
});
