import { resolveStore } from "@zarrkit/api";
import type { Command } from "commander";
import { type ArrayOptions, withArrayOptions } from "../array-options.ts";
import { convertNpy } from "../convert/npy-source.ts";
import { convertPictures, pictureFiles } from "../convert/picture-source.ts";
import { convertRaw } from "../convert/raw-source.ts";
import { convertV2 } from "../convert/v2-source.ts";
import { UsageError } from "../failure.ts";
import { finishWriting } from "../finish-writing.ts";
import { parseShape } from "../notation.ts";
import type { Output } from "../output.ts";
import { addOption, type PlaceOptions, type TargetOptions, withTarget } from "../place.ts";
import { requireApart } from "../require-apart.ts";

/** Of version 2, whose values are copied as they are. */
const copying = { concurrency: 16, maxMemory: 512 * 2 ** 20 };

interface ConvertOptions extends Pick<PlaceOptions, "storage">, TargetOptions, ArrayOptions {
  readonly shape?: readonly number[];
  readonly dtype?: string;
  readonly json?: boolean;
}

export function addConvert(program: Command, output: Output): void {
  withTarget(withArrayOptions(program.command("convert")))
    .description(
      "make Zarr version 3 of Zarr version 2, a .npy file, raw numbers, or a folder of PNG pictures. A zip archive is held in memory until it is complete",
    )
    .argument("<source>", "what to convert: by its name, and what is in it")
    .argument("<dest>", "where the Zarr goes")
    .option("-s, --storage <name=value>", "version 2: an option of its store; repeatable", addOption)
    .option("--shape <shape>", "raw numbers: their shape", parseShape)
    .option("--dtype <type>", "raw numbers: their data type, such as <f4")
    .option("--json", "say what was made as JSON")
    .action(async (source: string, dest: string, options: ConvertOptions) => {
      const { signal, progress } = output;
      const { shape, dtype, storage, destPath: path, overwrite = false } = options;
      const store = await resolveStore(dest, { mode: "a", storageOptions: options.destStorage });
      const conversion = { target: { store, path, signal }, options, progress };
      const convert = async (): Promise<object> => {
        if (shape !== undefined || dtype !== undefined) {
          if (shape === undefined || dtype === undefined)
            throw new UsageError("Raw numbers need both --shape and --dtype");
          return convertRaw(source, { shape, dtype }, conversion);
        }
        if (/\.npy$/i.test(source)) return convertNpy(source, conversion);
        if ((await pictureFiles(source)).length > 0) {
          requireApart({ store: await resolveStore(source, { mode: "r" }) }, { store, path });
          return convertPictures(source, conversion);
        }
        if (path !== undefined) throw new UsageError("--dest-path is for files; name the folder in the target instead");
        const from = await resolveStore(source, { mode: "r", storageOptions: storage });
        return convertV2(from, store, { ...copying, overwrite, signal, progress });
      };
      const made = await finishWriting(store, output, convert);
      if (options.json === true) output.json(made);
      else
        output.line(
          Object.entries(made)
            .map(([name, value]) => `${name}: ${Array.isArray(value) ? `[${value.join(", ")}]` : value}`)
            .join("  "),
        );
    });
}
