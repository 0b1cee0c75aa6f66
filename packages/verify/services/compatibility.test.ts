import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isKnownFault } from "../src/compatibility/fault.ts";
import { pageFile, pageOf } from "../src/compatibility/page.ts";
import {
  type Cell,
  compareTables,
  formatSnapshot,
  readSnapshot,
  type Snapshot,
  snapshotFile,
  type Table,
} from "../src/compatibility/snapshot.ts";
import { temporaryFolder } from "../src/corpus/files.ts";
import { type CellOutcome, exchange, probers, type Way } from "./cell.ts";
import { type CodecColumn, codecColumns } from "./codec-column.ts";
import { type ElementRow, elementRows } from "./element-row.ts";
import { Peer } from "./peer.ts";

// Every data type in every column, both ways with every implementation, against what was recorded. A cell that was
// possible and is not any more fails. `ZARRKIT_UPDATE_MATRIX=1` records new ones; it never takes one away.

const update = process.env.ZARRKIT_UPDATE_MATRIX === "1";
const recorded: Snapshot = existsSync(snapshotFile) ? readSnapshot() : { versions: {}, tables: [] };
const scratch = temporaryFolder();
const found = new Map<string, Cell[]>();
let peers: Peer[] = [];
let versions: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  peers = [new Peer(), new Peer()];
  versions = (await peers[0]?.versions()) as Record<string, string>;
});

const columnsOf = (format: 2 | 3): readonly CodecColumn[] => codecColumns.filter((one) => one.format === format);
const rowsOf = (format: 2 | 3): readonly ElementRow[] =>
  elementRows.filter((row) => (format === 3 ? row.v3 : row.v2) !== undefined);

function tableOf(format: 2 | 3, names: readonly string[]): Table {
  const rows = Object.fromEntries(names.map((name) => [name, found.get(`${format} ${name}`) as Cell[]]));
  const columns = columnsOf(format).map((column) => column.name);
  return { format, implementations: probers[format], columns, rows };
}

afterAll(async () => {
  for (const peer of peers) await peer.close();
  rmSync(scratch, { recursive: true, force: true });
  if (!update || found.size !== rowsOf(3).length + rowsOf(2).length) return;
  const tables = ([3, 2] as const).map((format) =>
    tableOf(
      format,
      rowsOf(format).map((row) => row.name),
    ),
  );
  const losses = tables
    .flatMap((table) => compareTables(recordedTable(table.format), table))
    .filter((one) => one.isLoss);
  if (losses.length > 0) return;
  const snapshot = { versions, tables };
  writeFileSync(snapshotFile, formatSnapshot(snapshot));
  mkdirSync(join(pageFile, ".."), { recursive: true });
  writeFileSync(pageFile, pageOf(snapshot));
});

const recordedTable = (format: 2 | 3): Table | undefined => recorded.tables.find((table) => table.format === format);

const isGood = (way: Way): boolean => "ok" in way;

/** The cell of an outcome. Wrong values that are no known fault of the other side go to `complaints`. */
function cellOf(outcome: CellOutcome, row: ElementRow, column: CodecColumn, complaints: string[]): Cell {
  const place = `version ${column.format}, ${row.name}, ${column.name}`;
  switch (outcome.kind) {
    case "no meaning":
      return ".";
    case "refused":
      return "-";
    case "broken":
      complaints.push(`${place}: our own array: ${outcome.error}`);
      return "-";
    case "exchanged":
      return probers[column.format]
        .map((by) => {
          const { reads, writes } = outcome.peers[by] as { reads: Way; writes: Way };
          const wrongs = Object.entries({ reads, writes }).filter(([, way]) => "wrong" in way);
          if (wrongs.length > 0 && isKnownFault(by, row.name)) return "x";
          for (const [way, outcome] of wrongs) complaints.push(`${place}, ${by} ${way}: ${JSON.stringify(outcome)}`);
          return (isGood(reads) ? 1 : 0) + (isGood(writes) ? 2 : 0);
        })
        .join("");
  }
}

/** Runs the cells of a row on both Python processes. */
async function runRow(row: ElementRow, format: 2 | 3, complaints: string[]): Promise<readonly CellOutcome[]> {
  const columns = columnsOf(format);
  const outcomes: CellOutcome[] = [];
  const cells: Cell[] = [];
  let next = 0;
  const work = async (peer: Peer): Promise<void> => {
    for (let i = next++; i < columns.length; i = next++) {
      const column = columns[i] as CodecColumn;
      const folder = join(scratch, `${format}-${elementRows.indexOf(row)}-${i}`);
      mkdirSync(folder);
      const outcome = await exchange(peer, folder, row, column);
      outcomes[i] = outcome;
      cells[i] = cellOf(outcome, row, column, complaints);
      rmSync(folder, { recursive: true, force: true });
    }
  };
  await Promise.all(peers.map(work));
  found.set(`${format} ${row.name}`, cells);
  return outcomes;
}

/** Why a way is closed that was open: for the message of a failure. */
function reasons(outcome: CellOutcome | undefined): string {
  if (outcome === undefined || outcome.kind === "no meaning") return "no meaning";
  if (outcome.kind !== "exchanged") return outcome.error;
  const ways = Object.entries(outcome.peers).flatMap(([by, { reads, writes }]) =>
    Object.entries({ reads, writes }).map(([name, way]) => [by, name, way] as const),
  );
  const closed = ways.filter(([, , way]) => !isGood(way));
  return closed.map(([by, name, way]) => `${by} ${name}: ${Object.values(way)[0]}`.slice(0, 300)).join("; ");
}

describe.each([3, 2] as const)("version %i", (format) => {
  for (const row of rowsOf(format)) {
    test(row.name, async () => {
      const complaints: string[] = [];
      const outcomes = await runRow(row, format, complaints);
      expect(complaints).toEqual([]);
      const before = recordedTable(format);
      const cells = before?.rows[row.name];
      const known =
        before === undefined || cells === undefined ? undefined : { ...before, rows: { [row.name]: cells } };
      const changes = compareTables(known, tableOf(format, [row.name]));
      const told = changes
        .filter((change) => change.isLoss || !update)
        .map(({ column, from, to, isLoss }) => {
          if (!isLoss) return `${column}: ${from} is ${to} now: record it with ZARRKIT_UPDATE_MATRIX=1`;
          const at = columnsOf(format).findIndex((one) => one.name === column);
          return `${column}: ${from} was lost, it is ${to}: ${reasons(outcomes[at])}`;
        });
      expect(told).toEqual([]);
    });
  }

  test("every data type and column that was recorded is still there", () => {
    const before = recordedTable(format);
    const missing = (names: readonly string[], still: readonly string[]): string[] =>
      names.filter((name) => !still.includes(name));
    expect(
      missing(
        Object.keys(before?.rows ?? {}),
        rowsOf(format).map((row) => row.name),
      ),
    ).toEqual([]);
    expect(
      missing(
        before?.columns ?? [],
        columnsOf(format).map((column) => column.name),
      ),
    ).toEqual([]);
  });
});
