import { init, parse } from "es-module-lexer";
import { transform } from "sucrase";
import { libraryFile } from "../library-file.ts";

/**
 * A snippet as a module that a page can load: without types, and with the library where the site has it.
 *
 * @throws what is wrong with the text, and for imports that the site does not have
 */
export async function compile(text: string, libraryUrl: string): Promise<string> {
  await init;
  const { code } = transform(text, { transforms: ["typescript"], disableESTransforms: true });
  const [imports] = parse(code);
  let compiled = "";
  let from = 0;
  for (const one of imports) {
    if (one.type === "import-meta" || typeof one.specifier !== "string") continue;
    const { specifier, start, end } = one;
    if (!specifier.startsWith("@zarrkit/"))
      throw new Error(`The playground has @zarrkit packages only, not "${specifier}"`);
    const url = JSON.stringify(libraryUrl + libraryFile(specifier));
    // Of `import()` it is the whole argument, otherwise what stands between the quotation marks.
    compiled += code.slice(from, start) + (one.type === "dynamic" ? url : url.slice(1, -1));
    from = end;
  }
  return compiled + code.slice(from);
}
