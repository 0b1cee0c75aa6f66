import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cost } from "../src/corpus/child.ts";
import { temporaryFolder } from "../src/corpus/files.ts";
import { cases } from "../src/corpus/manifest.ts";
import { runWatched } from "../src/process/watched-child.ts";

// Every hostile input of the corpus again, in a process with a small heap, watched from outside.
const hostile = cases.filter((one) => one.family.startsWith("error-") || /huge|bomb|proto/.test(one.id));

const heapMegabytes = 96;
/** What one case may add to the resident size: room for lazily loaded codecs, far below what the inputs promise. */
const growthMegabytes = 64;
/** Of processor time; on a busy machine it may take longer. */
const secondsForOne = 5;

const scratch = temporaryFolder();
const costs = new Map<string, Cost>();
let ending = "";

beforeAll(async () => {
  const limits = { heapMegabytes, seconds: 12 * secondsForOne };
  const child = new URL("../src/corpus/child.ts", import.meta.url);
  const run = await runWatched(child, [scratch, ...hostile.map((one) => one.id)], limits);
  ending = run.ending;
  for (const line of run.lines) {
    const cost = JSON.parse(line) as Cost;
    costs.set(cost.id, cost);
  }
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe("hostile input in a process of its own", () => {
  test("the process lives to the end", () => {
    expect(ending).toBe("");
  });
  for (const { id } of hostile) {
    test(id, () => {
      const cost = costs.get(id);
      // The first case without an answer is the one that ended the process, or hung.
      expect(cost, ending).toBeDefined();
      expect(cost?.failure).toBeUndefined();
      expect(cost?.milliseconds).toBeLessThan(secondsForOne * 1000);
      expect((cost?.grownBytes ?? 0) / 2 ** 20).toBeLessThan(growthMegabytes);
    });
  }
});
