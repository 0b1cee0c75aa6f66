import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * One data type in one column: `.` where the combination has no meaning, `-` where this library refuses it, and
 * otherwise one character for each implementation: 0 neither way, 1 it reads ours, 2 we read its, 3 both, x a known
 * fault of the implementation.
 */
export type Cell = string;

/** Cells of one format: for each data type a row of them, in the order of the columns. */
export interface Table {
  readonly format: 2 | 3;
  readonly implementations: readonly string[];
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, readonly Cell[]>>;
}

/** What was exchanged with which implementations when it was last recorded. */
export interface Snapshot {
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
}

interface StoredTable extends Omit<Table, "rows" | "implementations"> {
  readonly implementations: string;
  readonly rows: Readonly<Record<string, string>>;
}

export const snapshotFile: string = fileURLToPath(new URL("../../services/compatibility.json", import.meta.url));

/** The recorded snapshot; an empty one when there is none. */
export function readSnapshot(text: string = readFileSync(snapshotFile, "utf8")): Snapshot {
  const { versions, tables } = JSON.parse(text) as Omit<Snapshot, "tables"> & { tables: readonly StoredTable[] };
  return {
    versions,
    tables: tables.map((table) => ({
      ...table,
      implementations: table.implementations.split(" "),
      rows: Object.fromEntries(Object.entries(table.rows).map(([name, cells]) => [name, cells.split(" ")])),
    })),
  };
}

/** The text to record: a line for each data type, so that a change shows where it is. */
export function formatSnapshot({ versions, tables }: Snapshot): string {
  const stored = tables.map(({ rows, format, implementations, columns }) => ({
    format,
    implementations: implementations.join(" "),
    columns,
    rows: Object.fromEntries(Object.entries(rows).map(([name, cells]) => [name, cells.join(" ")])),
  }));
  return `${JSON.stringify({ versions, tables: stored }, null, 2)}\n`;
}

const ways: Readonly<Record<string, number>> = { 0: 0, 1: 1, 2: 2, 3: 3, x: 0 };

/** What is possible in a cell: whether we can write it at all, and the ways of each implementation. */
function abilities(cell: Cell | undefined): readonly number[] {
  if (cell === undefined || cell === "." || cell === "-") return [0];
  return [1, ...Array.from(cell, (way) => ways[way] ?? 0)];
}

/** True when `to` lacks something that `from` has. */
function lacks(from: Cell | undefined, to: Cell | undefined): boolean {
  const right = abilities(to);
  return abilities(from).some((ability, i) => (ability & ~(right[i] ?? 0)) !== 0);
}

export interface Change {
  readonly format: 2 | 3;
  readonly row: string;
  readonly column: string;
  readonly from: Cell | undefined;
  readonly to: Cell | undefined;
  /** True when something that was possible no longer is. */
  readonly isLoss: boolean;
}

/** Cells that differ, rows and columns that only one of the two has among them. */
export function compareTables(recorded: Table | undefined, found: Table): Change[] {
  const changes: Change[] = [];
  const columns = new Set([...(recorded?.columns ?? []), ...found.columns]);
  for (const row of new Set([...Object.keys(recorded?.rows ?? {}), ...Object.keys(found.rows)])) {
    for (const column of columns) {
      const from = cellOf(recorded, row, column);
      const to = cellOf(found, row, column);
      if (from !== to) changes.push({ format: found.format, row, column, from, to, isLoss: lacks(from, to) });
    }
  }
  return changes;
}

function cellOf(table: Table | undefined, row: string, column: string): Cell | undefined {
  return table?.rows[row]?.[table.columns.indexOf(column)];
}
