import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Fallback } from "./store-server.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Lets the page share memory with its workers. */
const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

const built = fileURLToPath(new URL("../inspector", import.meta.url));

/** Where the inspector is served, beside the keys of the store. */
export const inspectorPath = "/-/inspector/";

/** Serves the inspector's files; `undefined` when this package was built without them. */
export function inspectorFiles(folder: string = built): Fallback | undefined {
  if (!existsSync(join(folder, "index.html"))) return undefined;
  return (path, response) => {
    if (path === "/" || path === inspectorPath.slice(0, -1)) {
      response.writeHead(302, { location: `${inspectorPath}?url=/` }).end();
      return true;
    }
    if (!path.startsWith(inspectorPath)) return false;
    const name = normalize(decodeURIComponent(path.slice(inspectorPath.length)) || "index.html");
    const file = join(folder, name);
    if (
      name.startsWith("..") ||
      !file.startsWith(folder + sep) ||
      statSync(file, { throwIfNoEntry: false })?.isFile() !== true
    )
      return false;
    response
      .writeHead(200, { ...isolation, "content-type": types[extname(file)] ?? "application/octet-stream" })
      .end(readFileSync(file));
    return true;
  };
}
