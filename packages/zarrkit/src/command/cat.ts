import { writeFile } from "node:fs/promises";
import { type NDArray, openArray } from "@zarrkit/api";
import { type Command, Option } from "commander";
import { InputError, UsageError } from "../failure.ts";
import { parseSelection } from "../notation.ts";
import { npyHeader } from "../npy/npy.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";
import { drawPicture } from "../png/picture.ts";

interface CatOptions extends PlaceOptions {
  readonly json?: boolean;
  readonly npy?: boolean;
  readonly png?: boolean;
  readonly range?: string;
  readonly output?: string;
}

export function addCat(program: Command, output: Output): void {
  withPlace(program.command("cat"))
    .description("a selection of an array: as text, JSON, a .npy file, or a picture")
    .argument("<store>", "where the array is")
    .argument("[selection]", "as in numpy: 0,10:20,... ; everything when left out")
    .addOption(new Option("--json", "as nested JSON lists").conflicts(["npy", "png"]))
    .addOption(new Option("--npy", "as a .npy file").conflicts(["json", "png"]))
    .addOption(new Option("--png", "as a picture; needs a plane").conflicts(["json", "npy"]))
    .option("--range <low,high>", "values that are black and white in a picture")
    .option("-o, --output <file>", "write to a file")
    .action(async (store: string, selection: string | undefined, options: CatOptions) => {
      const { signal } = output;
      const array = await openArray(store, { mode: "r", signal, ...placeOf(options) });
      const found = await array.get(parseSelection(selection), { signal });
      const data = formatted(found, options);
      if (options.output !== undefined) await writeFile(options.output, data, { signal });
      else if (typeof data !== "string" && output.isTerminal) {
        throw new UsageError(
          "This would fill the terminal with bytes: name a file with --output, or pipe it somewhere",
        );
      } else output.write(data);
    });
}

function formatted(array: NDArray, { json, npy, png, range }: CatOptions): string | Uint8Array {
  if (png === true) return drawPicture(array, { range: range === undefined ? undefined : parseRange(range) });
  if (npy === true) return npyOf(array);
  const list = array.toList();
  if (json === true) return `${JSON.stringify(list, jsonValue)}\n`;
  return `${lines(list, array.ndim).join("\n")}\n`;
}

function npyOf(array: NDArray): Uint8Array {
  const descr = array.dataType.v2?.dtype;
  if (array.dataType.itemSize === undefined || (typeof descr !== "string" && !Array.isArray(descr))) {
    throw new InputError(`Data type ${array.dtype} has no form in a .npy file; use --json`);
  }
  return Buffer.concat([npyHeader(descr, array.shape), array.toBytes()]);
}

/** Rows of the last axis, with an empty line between planes. */
function lines(list: unknown, rank: number): string[] {
  if (rank === 0) return [textOf(list)];
  if (rank === 1) return [(list as unknown[]).map(textOf).join(" ")];
  return (list as unknown[]).flatMap((part, index) => {
    const inner = lines(part, rank - 1);
    return rank > 2 && index > 0 ? ["", ...inner] : inner;
  });
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value, jsonValue) : String(value);
}

/** JSON has no such numbers: those beyond 2^53 become text, those that are none become their names. */
function jsonValue(_: string, value: unknown): unknown {
  if (typeof value === "bigint") {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function parseRange(text: string): [low: number, high: number] {
  const [low, high, ...more] = text.split(",").map(Number);
  if (low !== undefined && high !== undefined && more.length === 0 && low <= high) return [low, high];
  throw new UsageError(`--range takes two numbers such as 0,255; found ${JSON.stringify(text)}`);
}
