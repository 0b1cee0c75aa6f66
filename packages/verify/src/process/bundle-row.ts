import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository, runScript, type TemporaryFolder } from "./run.ts";

const source = join(repository, "packages/verify/bundle");

/** Bundles a row of the table of ceilings into a folder, whose path it answers. Throws when it is above its ceiling. */
export async function bundleRow(name: string, folder: TemporaryFolder): Promise<string> {
  const table = JSON.parse(readFileSync(join(source, "ceilings.json"), "utf8")) as { name: string; file?: string }[];
  const row = table.find((one) => one.name === name);
  if (row === undefined) throw new Error(`the table of ceilings has no row ${JSON.stringify(name)}`);
  folder.write({
    // A folder says which kind of JavaScript is in it.
    "package.json": JSON.stringify({ type: "module" }),
    "table.json": JSON.stringify([{ ...row, file: join(source, row.file ?? "") }]),
  });
  const parameters = ["--table", join(folder.path, "table.json"), "--write", folder.path];
  const { code, output } = await runScript("check-size.mjs", ...parameters);
  if (code !== 0) throw new Error(output);
  return join(folder.path, name);
}
