// Serves a folder over HTTP with ranges, and counts: GET /?requests answers how many files were asked for since the last time.
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { argv } from "node:process";

const root = argv[2] as string;
let requests = 0;

const types: { readonly [extension: string]: string } = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};
const headers = {
  // A page of this server may share memory with its workers.
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  // A second measurement must not be one of the browser's cache.
  "cache-control": "no-store",
};

const server = createServer((request, response) => {
  if (request.url === "/?requests") {
    response.end(String(requests));
    requests = 0;
    return;
  }
  requests++;
  const path = join(root, decodeURIComponent(new URL(request.url as string, "http://localhost").pathname));
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) {
    response.writeHead(404, headers).end();
    return;
  }
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const start = first === "" ? (last === "" ? 0 : Math.max(0, found.size - Number(last))) : Number(first);
  const end = first === "" || last === "" ? found.size - 1 : Math.min(Number(last), found.size - 1);
  response.writeHead(request.headers.range === undefined ? 200 : 206, {
    ...headers,
    "content-type": types[extname(path)] ?? "application/octet-stream",
    "content-length": end - start + 1,
    "content-range": `bytes ${start}-${end}/${found.size}`,
  });
  response.end(readPart(path, start, end + 1 - start));
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));

function readPart(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    const part = Buffer.allocUnsafe(length);
    readSync(file, part, 0, length, offset);
    return part;
  } finally {
    closeSync(file);
  }
}
