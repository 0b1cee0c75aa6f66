import { writeFile } from "node:fs/promises";
import { type NDArray, openArray } from "@zarrkit/api";
import { type Command, Option } from "commander";
import { InputError, UsageError } from "../failure.ts";
import { parseSelection } from "../notation.ts";
import { npyHeader } from "../npy/npy.ts";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";
import { drawPicture } from "../png/picture.ts";
import { arrayJson, arrayText } from "../text/array-text.ts";

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
      if (options.range !== undefined && options.png !== true)
        throw new UsageError("--range is for pictures: add --png");
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
  return json === true ? arrayJson(array) : arrayText(array);
}

function npyOf(array: NDArray): Uint8Array {
  const descr = array.dataType.v2?.dtype;
  if (array.dataType.itemSize === undefined || (typeof descr !== "string" && !Array.isArray(descr))) {
    throw new InputError(`Data type ${array.dtype} has no form in a .npy file; use --json`);
  }
  return Buffer.concat([npyHeader(descr, array.shape), array.toBytes()]);
}

function parseRange(text: string): [low: number, high: number] {
  const [low, high, ...more] = text.split(",").map(Number);
  if (low !== undefined && high !== undefined && more.length === 0 && low <= high) return [low, high];
  throw new UsageError(`--range takes two numbers such as 0,255; found ${JSON.stringify(text)}`);
}
