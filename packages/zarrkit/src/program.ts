import { Command } from "commander";
import { addCat } from "./command/cat.ts";
import { addConsolidate } from "./command/consolidate.ts";
import { addConvert } from "./command/convert.ts";
import { addCopy } from "./command/copy.ts";
import { addCreate } from "./command/create.ts";
import { addDu } from "./command/du.ts";
import { addInfo } from "./command/info.ts";
import { addLs } from "./command/ls.ts";
import { addRechunk } from "./command/rechunk.ts";
import { addServe } from "./command/serve.ts";
import { addTree } from "./command/tree.ts";
import { addValidate } from "./command/validate.ts";
import type { Output } from "./output.ts";
import { version } from "./version.ts";

const exitCodes = `
Exit codes: 0, 1 when something failed or validate found errors, 2 when the
command was not understood, 130 after Ctrl-C.`;

/** The command line: what it understands, and what each command does. */
export function createProgram(output: Output): Command {
  const program = new Command("zarrkit")
    .description("Zarr on the command line. A store is a path, a zip archive, or an http(s):// or s3:// address.")
    .version(version)
    .addHelpText("after", exitCodes)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: (text) => output.note(text.trimEnd()),
    })
    .showHelpAfterError("(--help says more)");
  for (const add of [
    addInfo,
    addTree,
    addLs,
    addCat,
    addCreate,
    addCopy,
    addRechunk,
    addConvert,
    addConsolidate,
    addValidate,
    addDu,
    addServe,
  ]) {
    add(program, output);
  }
  return program;
}
