import type { Received, Response } from "./server.ts";

const kinds: readonly Response[] = [
  { fault: "reset" },
  { fault: "truncate" },
  { fault: "short" },
  { status: 503 },
  { status: 503, headers: { "retry-after": "0" } },
  { status: 429 },
  { delay: 300 },
];

/** Makes a share of the answers fail, in every way by turns; which ones depends on `seed`. */
export function faults(share: number, seed: number): (request: Received) => Response {
  let state = seed >>> 0;
  let failed = 0;
  return ({ range }) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (state / 2 ** 32 >= share) return {};
    const kind = kinds[failed++ % kinds.length] as Response;
    // Nothing would tell that a whole file is too short.
    return kind.fault === "short" && range === undefined ? { fault: "truncate" } : kind;
  };
}
