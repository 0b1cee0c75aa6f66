import { createArray, createGroup, type JsonObject } from "@zarrkit/api";
import type { Command } from "commander";
import { type ArrayOptions, creationOf, withArrayOptions } from "../array-options.ts";
import { UsageError } from "../failure.ts";
import { closeStore } from "../finish-writing.ts";
import { parseShape } from "../notation.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";

interface CreateOptions extends PlaceOptions, ArrayOptions {
  readonly shape?: readonly number[];
  readonly dtype?: string;
  readonly fill?: string;
  readonly attributes?: string;
  readonly dimensionNames?: string;
  readonly format?: string;
  readonly json?: boolean;
}

export function addCreate(program: Command, output: Output): void {
  withArrayOptions(withPlace(program.command("create")))
    .description("a new array, or a group when no shape is given")
    .argument("<store>", "where to make it")
    .option("--shape <shape>", "shape of the array, such as 100,200", parseShape)
    .option("--dtype <type>", "data type, such as float32 or <u2")
    .option("--fill <value>", "what chunks that are not stored read as")
    .option("--attributes <json>", "attributes as a JSON object")
    .option("--dimension-names <names>", "names of the dimensions, such as time,y,x")
    .option("--format <2|3>", "version of the Zarr format")
    .option("--json", "describe it as JSON")
    .action(async (store: string, options: CreateOptions) => {
      const { signal } = output;
      const { shape, dtype, fill, dimensionNames } = options;
      const common = {
        store,
        ...placeOf(options),
        attributes: attributesOf(options),
        zarrFormat: formatOf(options),
        signal,
      };
      if (shape === undefined) refuseArrayOptions(options);
      const node =
        shape === undefined
          ? await createGroup({ ...common, overwrite: options.overwrite === true })
          : await createArray({
              ...common,
              ...creationOf(options),
              shape,
              dtype: dtype ?? "float64",
              ...(fill !== undefined && { fillValue: fillOf(fill) }),
              ...(dimensionNames !== undefined && { dimensionNames: dimensionNames.split(",") }),
            });
      await closeStore(node.store);
      if (options.json === true)
        output.json(node.kind === "array" ? node.metadata : { kind: "group", path: node.path });
      else output.line(await node.info());
    });
}

/** Options that would be lost on a group. */
function refuseArrayOptions({ dtype, fill, dimensionNames, chunks, shards, codec }: CreateOptions): void {
  const given = { "--dtype": dtype, "--fill": fill, "--dimension-names": dimensionNames, "--chunks": chunks };
  const all = Object.entries({ ...given, "--shards": shards, "--codec": codec });
  const [name] = all.find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined) throw new UsageError(`${name} is for arrays, which need a --shape`);
}

function attributesOf({ attributes }: CreateOptions): JsonObject | undefined {
  if (attributes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(attributes);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {}
  throw new UsageError(`--attributes takes a JSON object, found ${attributes}`);
}

function formatOf({ format }: CreateOptions): 2 | 3 | undefined {
  if (format === undefined) return undefined;
  if (format === "2" || format === "3") return Number(format) as 2 | 3;
  throw new UsageError(`--format is 2 or 3, found ${format}`);
}

/** A number where it is one, otherwise the text. */
function fillOf(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  if (text.trim() === "") return text;
  const number = Number(text);
  if (text === "NaN" || !Number.isNaN(number))
    return Number.isSafeInteger(number) || !/^[+-]?\d+$/.test(text) ? number : BigInt(text);
  return text;
}
