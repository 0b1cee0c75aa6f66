import { resolveStore } from "@zarrkit/api";
import { normalizePath } from "@zarrkit/core";
import type { Command } from "commander";
import type { Output } from "../output.ts";
import { type PlaceOptions, placeOf, withPlace } from "../place.ts";
import { validate } from "../validate/validate.ts";

interface ValidateOptions extends PlaceOptions {
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function addValidate(program: Command, output: Output): void {
  withPlace(program.command("validate"))
    .description(
      "check every metadata document, and decode every stored chunk; the exit code is 1 when something is wrong",
    )
    .argument("<store>", "where it is")
    .option("--strict", "warnings count as errors")
    .option("--json", "the report as JSON")
    .action(async (address: string, options: ValidateOptions) => {
      const { signal, progress, colors } = output;
      const { path = "", storageOptions } = placeOf(options);
      const store = await resolveStore(address, { mode: "r", storageOptions });
      const report = await validate(store, normalizePath(path), { signal, progress });
      const { nodes, chunks, findings } = report;
      const errors = findings.filter(({ severity }) => severity === "error").length;
      output.exitCode = errors > 0 || (options.strict === true && findings.length > 0) ? 1 : 0;
      if (options.json === true) {
        output.json(report);
        return;
      }
      for (const { severity, key, message } of findings) {
        output.line(`${(severity === "error" ? colors.red : colors.yellow)(severity)}  ${key}: ${message}`);
      }
      output.line(`${nodes} nodes, ${chunks} good chunks, ${errors} errors, ${findings.length - errors} warnings.`);
    });
}
