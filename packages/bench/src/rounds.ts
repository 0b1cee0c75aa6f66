import { rm } from "node:fs/promises";
import type { Contender } from "./contender.ts";
import type { Data } from "./data.ts";
import { measure } from "./measure.ts";
import type { Row } from "./result.ts";
import type { Storage } from "./storage.ts";
import { type Measurement, type Operation, randomCorners, smallOperations, type Task } from "./task.ts";

export interface RoundsOptions {
  readonly operations: readonly Operation[];
  readonly storages: readonly Storage[];
  readonly edge: number;
  readonly rounds: number;
  readonly progress: (line: string) => void;
}

/** Measures every task: contenders in turns, so that what else the machine does meets all of them. */
export async function runRounds(
  contenders: readonly Contender[],
  data: Data,
  { operations, storages, edge, rounds, progress }: RoundsOptions,
): Promise<Row[]> {
  const rows: Row[] = [];
  const corners = randomCorners(300, edge);
  for (const operation of operations) {
    for (const storage of smallOperations.includes(operation) ? storages.slice(0, 1) : storages) {
      for (const fsync of operation === "write" ? [false, true] : [false]) {
        const path = operation === "write" ? data.scratch : data.pathOf(storage);
        const { source } = data;
        const needed = operation === "random" || operation === "element" ? corners : [];
        const task: Task = { operation, storage, edge, path, source, corners: needed, fsync };
        progress(taskName(task));
        const able = contenders.filter((contender) => contender.can(task));
        const measureOnce = async (contender: Contender): Promise<Measurement> => {
          if (operation === "write") await rm(path, { recursive: true, force: true });
          return measure(contender, task);
        };
        rows.push(...(await inTurns(able, taskName(task), rounds, measureOnce)));
      }
    }
  }
  await rm(data.scratch, { recursive: true, force: true });
  return rows;
}

export function taskName({ operation, storage, fsync }: Pick<Task, "operation" | "storage" | "fsync">): string {
  return `${operation}${smallOperations.includes(operation) ? "" : ` ${storage.name}`}${fsync ? ", fsync" : ""}`;
}

/**
 * The order of a round. What one process leaves behind, above all memory, meets the next, so nobody keeps a neighbour: in a
 * balanced Latin square each follows each other once in as many rounds as there are contenders, where their number is even.
 */
export function orderOf<C>(contenders: readonly C[], round: number): C[] {
  const count = contenders.length;
  // 0, 1, −1, 2, −2, … from the first of the round on.
  return contenders.map((_, turn) => {
    const distance = turn % 2 === 0 ? count - turn / 2 : (turn + 1) / 2;
    return contenders[(round + distance) % count] as C;
  });
}

/**
 * Measures one task of contenders in turns. Who fails, or reads another sum than the first, is not measured again; who has
 * nothing to answer is not asked for a sum.
 *
 * @param measure - Measures it once.
 */
export async function inTurns<C extends { readonly name: string; readonly answers?: boolean }>(
  contenders: readonly C[],
  task: string,
  rounds: number,
  measure: (contender: C) => Promise<Measurement>,
): Promise<Row[]> {
  const milliseconds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  const peaks = new Map<string, number>();
  const failures = new Map<string, string>();
  let expected: number | undefined;
  for (let round = 0; round < rounds; round++) {
    for (const contender of orderOf(contenders, round)) {
      const { name } = contender;
      if (failures.has(name)) continue;
      try {
        const { milliseconds: taken, peakBytes, sum } = await measure(contender);
        expected ??= sum;
        if (sum !== expected && contender.answers !== false)
          throw new Error(`read a sum of ${sum}, others ${expected}`);
        milliseconds.get(name)?.push(taken);
        if (peakBytes !== undefined) peaks.set(name, Math.max(peakBytes, peaks.get(name) ?? 0));
      } catch (error) {
        failures.set(name, (error instanceof Error ? error.message : String(error)).slice(0, 300));
      }
    }
  }
  return contenders.map(({ name }) => ({
    task,
    contender: name,
    milliseconds: milliseconds.get(name) ?? [],
    peakBytes: peaks.get(name),
    failure: failures.get(name),
  }));
}
