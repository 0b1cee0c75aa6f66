// Serves a folder over HTTP with ranges, and counts: GET /?requests answers how many files were asked for since the last time.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { argv } from "node:process";

const root = argv[2] as string;
let requests = 0;

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
    response.writeHead(404).end();
    return;
  }
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const start = first === "" ? (last === "" ? 0 : Math.max(0, found.size - Number(last))) : Number(first);
  const end = first === "" || last === "" ? found.size - 1 : Math.min(Number(last), found.size - 1);
  const headers = { "content-length": end - start + 1, "content-range": `bytes ${start}-${end}/${found.size}` };
  response.writeHead(request.headers.range === undefined ? 200 : 206, headers);
  createReadStream(path, { start, end }).pipe(response);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
