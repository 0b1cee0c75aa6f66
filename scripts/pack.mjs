// Packs every public package, as a release would. `node scripts/pack.mjs <folder>` prints `[{ name, file }]`.
import { mkdirSync } from "node:fs";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { pnpm } from "./pnpm.mjs";
import { listPackages } from "./workspace.mjs";

export async function packAll(folder) {
  mkdirSync(folder, { recursive: true });
  const filters = listPackages()
    .filter((one) => one.isPublic)
    .flatMap((one) => ["--filter", one.name]);
  const parameters = ["--recursive", ...filters, "pack", "--json", "--pack-destination", folder];
  const { code, output } = await pnpm(parameters, { capture: true });
  if (code !== 0) throw new Error(`pnpm pack failed:\n${output}`);
  // One package is an object, several are a list.
  const packed = [JSON.parse(output.slice(output.search(/^[[{]/m)))].flat();
  return packed.map(({ name, filename, files }) => ({
    name,
    file: filename,
    contents: files.map((file) => file.path),
  }));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (argv[2] === undefined) {
    console.error("Say where: node scripts/pack.mjs <folder>");
    exit(2);
  }
  console.log(JSON.stringify(await packAll(argv[2])));
}
