import { resolveStore } from "@zarrkit/api";
import type { Command } from "commander";
import { type ArrayOptions, withArrayOptions } from "../array-options.ts";
import { convertNpy } from "../convert/npy-source.ts";
import { convertPictures, pictureFiles } from "../convert/picture-source.ts";
import { convertRaw } from "../convert/raw-source.ts";
import { convertV2 } from "../convert/v2-source.ts";
import { UsageError } from "../failure.ts";
import { parseShape } from "../notation.ts";
import type { Output } from "../output.ts";
import { addOption, type PlaceOptions, placeOf, withPlace } from "../place.ts";

interface ConvertOptions extends PlaceOptions, ArrayOptions {
  readonly destStorage?: Readonly<Record<string, unknown>>;
  readonly shape?: readonly number[];
  readonly dtype?: string;
  readonly json?: boolean;
}

export function addConvert(program: Command, output: Output): void {
  withArrayOptions(withPlace(program.command("convert")))
    .description("make Zarr version 3 of Zarr version 2, a .npy file, raw numbers, or a folder of PNG pictures")
    .argument("<source>", "what to convert: by its name, and what is in it")
    .argument("<dest>", "where the Zarr goes")
    .option("--dest-storage <name=value>", "an option of the target's store; repeatable", addOption)
    .option("--shape <shape>", "raw numbers: their shape", parseShape)
    .option("--dtype <type>", "raw numbers: their data type, such as <f4")
    .option("--json", "say what was made as JSON")
    .action(async (source: string, dest: string, options: ConvertOptions) => {
      const { signal, progress } = output;
      const { shape, dtype, storage, path } = options;
      const target = {
        store: dest,
        ...placeOf({ ...(path && { path }), ...(options.destStorage && { storage: options.destStorage }) }),
        signal,
      };
      let made: object;
      if (shape !== undefined || dtype !== undefined) {
        if (shape === undefined || dtype === undefined)
          throw new UsageError("Raw numbers need both --shape and --dtype");
        made = await convertRaw(source, { shape, dtype }, target, options);
      } else if (/\.npy$/i.test(source)) made = await convertNpy(source, target, options);
      else if ((await pictureFiles(source)).length > 0) made = await convertPictures(source, target, options, progress);
      else {
        const from = await resolveStore(source, { mode: "r", storageOptions: storage });
        const to = await resolveStore(dest, { mode: "a", storageOptions: options.destStorage });
        made = await convertV2(from, to, { overwrite: options.overwrite === true, signal, progress });
      }
      if (options.json === true) output.json(made);
      else
        output.line(
          Object.entries(made)
            .map(([name, value]) => `${name}: ${Array.isArray(value) ? `[${value.join(", ")}]` : value}`)
            .join("  "),
        );
    });
}
