import { defaultRegistry } from "@zarrkit/api";
import { beforeAll, describe, expect, test } from "vitest";
import { codecCases } from "../src/hostile/codec-case.ts";
import type { Damage } from "../src/hostile/corruption-child.ts";
import { runWatched } from "../src/process/watched-child.ts";
import { seed } from "../src/seed.ts";

// A thousand damaged chunks for every codec, read through the public API in a process with a small heap: the right
// values or a typed error. Other values only where no checksum could tell.

const runs = Number(process.env.ZARRKIT_RUNS ?? 1000);
const heapMegabytes = 96;
/** Room for lazily loaded codecs, far below what damaged lengths promise. */
const growthMegabytes = 64;
/** Of processor time. */
const millisecondsForOne = 2000;

const damages = new Map<string, Damage>();
let ending = "";

beforeAll(async () => {
  process.stdout.write(`damaged chunks with ZARRKIT_SEED=${seed}\n`);
  process.env.ZARRKIT_SEED = String(seed);
  const child = new URL("../src/hostile/corruption-child.ts", import.meta.url);
  const run = await runWatched(child, [String(runs)], { heapMegabytes, seconds: 100 });
  ending = run.ending;
  for (const line of run.lines) {
    const damage = JSON.parse(line) as Damage;
    damages.set(damage.name, damage);
  }
});

describe("damaged chunks", () => {
  test("the process lives to the end", () => {
    expect(ending).toBe("");
  });

  for (const { name, wrongAllowed } of codecCases) {
    test(name, () => {
      const damage = damages.get(name);
      // The first case without an answer is the one that ended the process, or hung.
      expect(damage, ending).toBeDefined();
      const { right, wrong, refused, untyped, wrongExamples, slowestMilliseconds, grownBytes } = damage as Damage;
      expect(untyped, `seed ${seed}`).toEqual([]);
      expect(right + wrong + refused).toBe(runs);
      expect(wrong, `seed ${seed}, ${wrongExamples.join(", ")}`).toBeLessThanOrEqual((wrongAllowed * runs) / 1000);
      expect(refused).toBeGreaterThan(0);
      expect(slowestMilliseconds).toBeLessThan(millisecondsForOne);
      expect(grownBytes / 2 ** 20).toBeLessThan(growthMegabytes);
    });
  }

  test("every codec of the default registry takes part", () => {
    const covered = new Set(codecCases.flatMap((one) => one.codecs));
    for (const { options } of codecCases) {
      for (const one of [options["compressor"], ...((options["filters"] as unknown[] | null) ?? [])]) {
        const id = (one as { id?: string } | null)?.id;
        if (id !== undefined) covered.add(id);
      }
    }
    const missing = defaultRegistry
      .namesAt("codec")
      .filter((name) => !covered.has(name) && !covered.has(name.replace(/^numcodecs\./, "")));
    // Refused by name, before any byte is read.
    expect(missing).toEqual(["numcodecs.pickle"]);
  });
});
