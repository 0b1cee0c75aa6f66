import { join } from "node:path";
import { notYet } from "../../test/not-yet.ts";
import { processorClock } from "../process/processor-time.ts";
import { expectCase } from "./expect-case.ts";
import { storeCopy, storePath } from "./files.ts";
import { cases } from "./manifest.ts";

/**
 * Runs cases, named on the command line after a scratch folder, one after another in a process of its own, and
 * prints what each cost. A case that ends the process, or fills its memory, is then told from one that raises an error.
 */
export interface Cost {
  readonly id: string;
  /** Absent when the outcome was the expected one. */
  readonly failure?: string;
  /** Of processor time. */
  readonly milliseconds: number;
  /** By how much the largest resident size of the process grew. */
  readonly grownBytes: number;
}

const peak = (): number => process.resourceUsage().maxRSS * 1024;

const [scratch, ...ids] = process.argv.slice(2);
for (const id of ids) {
  const one = cases.find((candidate) => candidate.id === id);
  if (one === undefined || scratch === undefined) throw new Error(`no case ${id}`);
  const folder = one.op?.op === "create_group" ? storeCopy(one, scratch) : storePath(one, scratch);
  const before = peak();
  const spent = processorClock();
  const [result] = await Promise.allSettled([expectCase(one, join(folder, one.op?.root ?? ""), notYet[id])]);
  const cost: Cost = {
    id,
    ...(result.status === "rejected" ? { failure: String(result.reason) } : {}),
    milliseconds: spent(),
    grownBytes: peak() - before,
  };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
}
