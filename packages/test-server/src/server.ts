import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request that arrived. */
export interface Received {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly range: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** How an answer differs from that of a server in order. */
export interface Response {
  /** Another status, with an empty body. */
  readonly status?: number;
  /** Further headers, or `null` for one that is left out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** The whole file in answer to a range. */
  readonly ignoreRange?: boolean;
  /** The connection ends before the answer, or in it; or the body is complete, but shorter than the headers say. */
  readonly fault?: "reset" | "truncate" | "short" | undefined;
  /** Milliseconds before the answer; `Infinity`: none at all. */
  readonly delay?: number;
}

export interface TestServer {
  /** Address without a slash at the end. */
  readonly url: string;
  /** Files by path, such as `/zarr.json`; decoded. */
  readonly files: Map<string, Uint8Array>;
  readonly listing: boolean;
  /** What arrived since the list was last emptied. */
  requests: Received[];
  /** The most requests that were under way at a time. */
  mostAtOnce: number;
  /** How many requests were given up by the other side before they were answered. */
  abandoned: number;
  /** Asked before each answer. */
  respond: (request: Received) => Response | Promise<Response>;
  /** The requests since the last call, which are then forgotten. */
  take(): Received[];
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly files?: Map<string, Uint8Array>;
  readonly port?: number;
  /** Answer the address of a folder with a list of it, as nginx's `autoindex_format json` does. */
  readonly listing?: boolean;
}

/** Starts a server on a free port of this machine. */
export async function startServer({
  files = new Map(),
  port = 0,
  listing = false,
}: ServerOptions = {}): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let underWay = 0;
  const http = createServer(async (message, reply) => {
    test.mostAtOnce = Math.max(test.mostAtOnce, ++underWay);
    reply.on("close", () => {
      underWay--;
      if (!reply.writableEnded && !broken.has(reply)) test.abandoned++;
    });
    const request = receive(message);
    test.requests.push(request);
    await answer(test, request, reply);
  });
  http.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  http.listen(port, "127.0.0.1");
  await once(http, "listening");
  const test: TestServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    files,
    listing,
    requests: [],
    mostAtOnce: 0,
    abandoned: 0,
    respond: () => ({}),
    take() {
      const taken = this.requests;
      this.requests = [];
      return taken;
    },
    async close() {
      const closed = once(http, "close");
      http.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return test;
}

/** Answers that the server itself breaks off. */
const broken = new WeakSet<ServerResponse>();

function receive({ method = "", url = "", headers }: IncomingMessage): Received {
  return { method, url, range: headers.range, headers };
}

async function answer(test: TestServer, request: Received, reply: ServerResponse): Promise<void> {
  const response = await test.respond(request);
  const { delay = 0, fault } = response;
  if (delay === Infinity) return;
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  if (reply.destroyed) return;
  if (fault === "reset") return breakOff(reply);
  const { status, headers, body } = plan(test, request, response);
  for (const [name, value] of Object.entries({ ...headers, ...response.headers })) {
    if (value !== null) reply.setHeader(name, value);
  }
  reply.statusCode = status;
  if (request.method === "HEAD" || body === undefined) {
    reply.end();
    return;
  }
  if (fault === "short") {
    const half = body.subarray(0, body.length >> 1);
    reply.setHeader("content-length", half.length);
    reply.end(half);
    return;
  }
  if (response.headers?.["content-length"] !== null) reply.setHeader("content-length", body.length);
  if (fault !== "truncate") {
    reply.end(body);
    return;
  }
  reply.write(body.subarray(0, body.length >> 1), () => breakOff(reply));
}

function breakOff(reply: ServerResponse): void {
  broken.add(reply);
  reply.socket?.destroy();
}

const stamps = new WeakMap<Uint8Array, string>();
let lastStamp = Date.UTC(2024, 0, 2);

/** Each value that the server meets is a second younger than the one before. */
function modified(file: Uint8Array): string {
  let stamp = stamps.get(file);
  if (stamp === undefined) {
    lastStamp += 1000;
    stamp = new Date(lastStamp).toUTCString();
    stamps.set(file, stamp);
  }
  return stamp;
}

interface Plan {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

/** The root of everything that is stored is there even when it is empty. */
function listPlan(files: ReadonlyMap<string, Uint8Array>, path: string): Plan {
  const names = [...files.keys()].filter((name) => name.startsWith(path)).map((name) => name.slice(path.length));
  if (names.length === 0 && files.size > 0) return { status: 404, headers: {} };
  const entries = new Map(names.map((name) => [name.replace(/\/.*/s, ""), name.includes("/")]));
  const list = [...entries].map(([name, isFolder]) => ({ name, type: isFolder ? "directory" : "file" }));
  const body = new TextEncoder().encode(JSON.stringify(list));
  return { status: 200, headers: { "content-type": "application/json" }, body };
}

function plan({ files, listing }: TestServer, { url, range, method }: Received, response: Response): Plan {
  if (response.status !== undefined) return { status: response.status, headers: {} };
  if (method !== "GET" && method !== "HEAD") return { status: 405, headers: {} };
  const path = url.replace(/\?.*/s, "").split("/").map(decodeURIComponent).join("/");
  const file = files.get(path);
  if (file === undefined) {
    if (listing && path.endsWith("/")) return listPlan(files, path);
    const isFolder = !path.endsWith("/") && [...files.keys()].some((name) => name.startsWith(`${path}/`));
    return isFolder
      ? { status: 301, headers: { location: `${url}/` } }
      : { status: path.endsWith("/") ? 403 : 404, headers: {} };
  }
  const headers = {
    "accept-ranges": "bytes",
    "content-type": "application/octet-stream",
    etag: `"${createHash("sha1").update(file).digest("hex").slice(0, 16)}"`,
    "last-modified": modified(file),
  };
  const whole = { status: 200, headers: { ...headers, "content-length": String(file.length) }, body: file };
  const found = /^bytes=(\d*)-(\d*)$/.exec(range ?? "");
  if (found === null || response.ignoreRange) return whole;
  const [, first, last] = found as unknown as [string, string, string];
  const start = first === "" ? Math.max(0, file.length - Number(last)) : Number(first);
  const end = first === "" || last === "" ? file.length : Math.min(Number(last) + 1, file.length);
  if (start >= file.length) {
    return { status: 416, headers: { "content-range": `bytes */${file.length}` } };
  }
  return {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${start}-${end - 1}/${file.length}` },
    body: file.subarray(start, end),
  };
}
