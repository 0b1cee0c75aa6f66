import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const faults = ["reset before", "reset after", "truncate", "503", "429", "slow"] as const;
type Fault = (typeof faults)[number];

/** A way to a server on which a share of the requests fails. */
export interface FaultyProxy {
  readonly endpoint: string;
  /** How many requests came, and how many of them failed. */
  readonly counts: { requests: number; failed: number };
  stop(): Promise<void>;
}

/** Starts a proxy that makes a share of the requests fail, in every way by turns. Which ones depends on `seed`. */
export async function startFaultyProxy(target: string, share: number, seed: number): Promise<FaultyProxy> {
  const counts = { requests: 0, failed: 0 };
  let state = seed >>> 0;
  const next = (): Fault | undefined => {
    counts.requests++;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 < share ? faults[counts.failed++ % faults.length] : undefined;
  };
  const server = createServer((message, response) => {
    pass(target, message, response, next()).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pass(
  target: string,
  message: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<void> {
  const sent = await collect(message);
  if (fault === "reset before") return void response.destroy();
  if (fault === "503" || fault === "429") return void response.writeHead(Number(fault)).end();
  if (fault === "slow") await new Promise((resolve) => setTimeout(resolve, 300));
  const { method, url, headers } = message;
  // The address that was signed goes along.
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL(url ?? "/", target), { method, headers }, resolve)
      .on("error", reject)
      .end(sent);
  });
  const body = await collect(answer);
  if (fault === "reset after") return void response.destroy();
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  if (fault !== "truncate") return void response.end(body);
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
