import { createHash } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { corpusFile } from "#corpus-file";
import { expectCase } from "../src/corpus/expect-case.ts";
import { folderEntries, storeCopy, storePath, temporaryFolder } from "../src/corpus/files.ts";
import { type Case, cases, families } from "../src/corpus/manifest.ts";
import { seed, seededHash } from "../src/seed.ts";
import { notYet } from "./not-yet.ts";

const scratch = temporaryFolder();

interface Score {
  passed: number;
  notYet: number;
}
const scores = new Map<string, Score>();

function score(family: string): Score {
  const found = scores.get(family) ?? { passed: 0, notYet: 0 };
  scores.set(family, found);
  return found;
}

async function runOnDisk(one: Case): Promise<"passed" | "not yet"> {
  const inside = one.op?.root ?? "";
  if (one.op?.op !== "create_group") return expectCase(one, join(storePath(one, scratch), inside), notYet[one.id]);
  const copy = storeCopy(one, scratch);
  const before = folderEntries(copy);
  const result = await expectCase(one, join(copy, inside), notYet[one.id]);
  // Refused means refused: nothing was written, neither in the store nor beside it.
  expect(folderEntries(copy)).toEqual(before);
  expect(readdirSync(dirname(copy))).toEqual(["store"]);
  return result;
}

for (const [family, members] of families()) {
  describe(`corpus on disk: ${family}`, () => {
    for (const one of members) {
      test(one.id, async () => {
        const counts = score(family);
        const result = await runOnDisk(one);
        if (result === "passed") counts.passed++;
        else counts.notYet++;
      });
    }
  });
}

// A third of the corpus, another one in each run, goes through a store in memory too.
process.stdout.write(`corpus in memory: a third of the cases, chosen by ZARRKIT_SEED=${seed}\n`);
describe("corpus in memory", () => {
  for (const one of cases) {
    if (one.kind === "zip" || one.op?.op === "create_group" || seededHash(one.id) % 3 !== 0) continue;
    test(one.id, async () => {
      const entries = folderEntries(join(storePath(one, scratch), one.op?.root ?? ""));
      const before = new Map([...entries].map(([key, value]) => [key, value.slice()]));
      await expectCase(one, entries, notYet[one.id]);
      expect(entries).toEqual(before);
    });
  }
});

test("the corpus is whole: every byte is as it was written", () => {
  const sha256 = (path: string): string => createHash("sha256").update(corpusFile(path)).digest("hex");
  for (const one of cases) {
    const members = [one, ...Object.values(one.members ?? {})];
    for (const { expected } of members) {
      if (expected === undefined) continue;
      expect(sha256(expected.file), expected.file).toBe(expected.sha256);
      if (expected.json_file !== undefined)
        expect(sha256(expected.json_file), expected.json_file).toBe(expected.json_sha256);
    }
    const path = storePath(one, scratch);
    const sizes =
      one.kind === "zip" ? [statSync(path).size] : [...folderEntries(path).values()].map((value) => value.length);
    expect(
      sizes.reduce((sum, size) => sum + size, 0),
      one.id,
    ).toBe(one.stored_bytes);
  }
});

test("every case of the manifest is a test", () => {
  expect(new Set([...families()].flatMap(([, members]) => members))).toEqual(new Set(cases));
  expect(Object.keys(notYet).filter((id) => !cases.some((one) => one.id === id))).toEqual([]);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  const lines = [...families()].map(([family, members]) => {
    const { passed, notYet: later } = score(family);
    const rest = later === 0 ? "" : `  (${later} not yet)`;
    return `  ${family.padEnd(24)} ${String(passed).padStart(3)}/${members.length}${rest}`;
  });
  const sum = (pick: (counts: Score) => number): number =>
    [...scores.values()].reduce((total, counts) => total + pick(counts), 0);
  const total = `  ${"total".padEnd(24)} ${sum((s) => s.passed)}/${cases.length}  (${sum((s) => s.notYet)} not yet)`;
  process.stdout.write(`\nconformance, passed/total per family\n${lines.join("\n")}\n${total}\n`);
});
