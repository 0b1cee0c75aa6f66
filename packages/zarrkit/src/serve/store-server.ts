import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Store } from "@zarrkit/api";
import { folderList } from "./folder-list.ts";

/** Answers requests for something else than a key; false when it does not know it. */
export type Fallback = (path: string, response: ServerResponse) => boolean;

/**
 * A server that gives the values of a store over HTTP: whole or a range of each, to pages of any origin. Only GET and
 * HEAD are answered. The address of a folder, with a slash at its end, gives a list of it: see {@link folderList}.
 */
export function createStoreServer(store: Store, fallback: Fallback = () => false): Server {
  return createServer((request, response) => {
    respond(store, fallback, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
}

const shared = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "range, if-match, if-none-match",
  "access-control-expose-headers": "content-range, content-length, etag, accept-ranges",
  "accept-ranges": "bytes",
  "cache-control": "no-cache",
};

async function respond(
  store: Store,
  fallback: Fallback,
  { method = "GET", url = "/", headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(shared)) response.setHeader(name, value);
  if (method === "OPTIONS") {
    response.writeHead(204, { "access-control-allow-methods": "GET, HEAD" }).end();
    return;
  }
  if (method !== "GET" && method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const path = url.replace(/[?#].*$/s, "");
  // A page at the same address is for people.
  const wantsList = path.endsWith("/") && headers.accept?.includes("application/json") === true;
  if (!wantsList && fallback(path, response)) return;
  if (path.endsWith("/")) {
    const prefix = prefixOf(path);
    const list = prefix === undefined ? undefined : await folderList(store, prefix);
    if (list === undefined) response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    else response.writeHead(200, { "content-type": "application/json" }).end(method === "HEAD" ? undefined : list);
    return;
  }
  const key = keyOf(path);
  const size = key === undefined ? undefined : await sizeOf(store, key);
  if (key === undefined || size === undefined) {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    return;
  }
  const version = await store.version?.(key);
  const tag = version === undefined ? undefined : `"${version.replace(/[^\x21\x23-\x7e]/g, "")}"`;
  if (tag !== undefined) response.setHeader("etag", tag);
  const condition = headers["if-match"];
  if (condition !== undefined && condition !== "*" && !condition.split(/\s*,\s*/).includes(tag ?? "")) {
    response.writeHead(412).end();
    return;
  }
  if (tag !== undefined && headers["if-none-match"]?.split(/\s*,\s*/).includes(tag) === true) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader(
    "content-type",
    key.endsWith(".json") || /\/?\.z[a-z]+$/.test(key) ? "application/json" : "application/octet-stream",
  );
  const span = spanOf(headers.range, size);
  if (span === "outside") {
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return;
  }
  const [start, end] = span ?? [0, size];
  const range = span === undefined ? {} : { "content-range": `bytes ${start}-${end - 1}/${size}` };
  response.writeHead(span === undefined ? 200 : 206, { ...range, "content-length": end - start });
  if (method === "HEAD") response.end();
  else response.end(await store.get(key, { range: { offset: start, length: end - start } }));
}

/** The prefix that the path of a folder names; `undefined` for one that names none. */
function prefixOf(path: string): string | undefined {
  if (path === "/") return "";
  const key = keyOf(path.slice(0, -1));
  return key && `${key}/`;
}

/** The key that a path names; `undefined` for one that names none. */
function keyOf(path: string): string | undefined {
  try {
    const key = decodeURIComponent(path).replace(/^\//, "");
    return key.split("/").some((part) => part === "" || part === "." || part === "..") ? undefined : key;
  } catch {
    return undefined;
  }
}

async function sizeOf(store: Store, key: string): Promise<number | undefined> {
  return store.size === undefined ? (await store.get(key))?.length : store.size(key);
}

/** The first and the last byte after a `Range` header's only range; `undefined` for none, and for what is no such range. */
function spanOf(
  header: string | undefined,
  size: number,
): readonly [start: number, end: number] | "outside" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") return Number(last) === 0 || size === 0 ? "outside" : [Math.max(0, size - Number(last)), size];
  if (Number(first) >= size || (last !== "" && Number(last) < Number(first))) return "outside";
  return [Number(first), last === "" ? size : Math.min(Number(last) + 1, size)];
}
