// What the `kernel/build.mjs` of a codec does when it is run, and not when a test imports it.
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

/**
 * Puts a WebAssembly module into `src/kernel-module.ts` of its package. `build`: the address of the script that assembles
 * it, which does nothing unless it is what was started.
 */
export async function writeKernel(build, assemble) {
  if (build !== pathToFileURL(process.argv[1]).href) return;
  const base64 = Buffer.from(await assemble()).toString("base64");
  const lines = base64.match(/.{1,116}/g).map((line) => `  "${line}",`);
  await writeFile(
    new URL("../src/kernel-module.ts", build),
    `/** The WebAssembly module that \`kernel/build.mjs\` makes of the texts beside it, in base64. */\nexport const kernelModule: string = [\n${lines.join("\n")}\n].join("");\n`,
  );
}
