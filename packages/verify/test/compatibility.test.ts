import { readFileSync } from "node:fs";
import { defaultRegistry } from "@zarrkit/api";
import { describe, expect, test } from "vitest";
import { pageFile, pageOf } from "../src/compatibility/page.ts";
import {
  compareTables,
  formatSnapshot,
  readSnapshot,
  snapshotFile,
  type Table,
} from "../src/compatibility/snapshot.ts";

const snapshot = readSnapshot();
const page = readFileSync(pageFile, "utf8");

describe("the compatibility page", () => {
  test("is what the recorded snapshot generates", () => {
    // After an edit of the page's words: ZARRKIT_UPDATE_MATRIX=1 npm run test:services.
    expect(page).toBe(pageOf(snapshot));
  });

  test("the snapshot is in the form that is recorded", () => {
    expect(formatSnapshot(snapshot)).toBe(readFileSync(snapshotFile, "utf8"));
    for (const { columns, rows, implementations } of snapshot.tables) {
      for (const cells of Object.values(rows)) {
        expect(cells.length).toBe(columns.length);
        const form = new RegExp(`^([.-]|[0123x]{${implementations.length}})$`);
        expect(cells.filter((cell) => !form.test(cell))).toEqual([]);
      }
    }
  });

  test("tells of every codec of the default registry", () => {
    const names = defaultRegistry.namesAt("codec").map((name) => name.replace(/^numcodecs\./, ""));
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });

  test("tells of every data type of the default registry", () => {
    const names = defaultRegistry.namesAt("data_type").map((name) => name.replace(/^numpy\.|\*$/g, ""));
    expect(names.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });
});

describe("the comparison with what was recorded", () => {
  const table = (cells: Readonly<Record<string, string>>): Table => ({
    format: 3,
    implementations: ["zarr", "tensorstore"],
    columns: Object.keys(cells),
    rows: { int8: Object.values(cells) },
  });
  const losses: readonly (readonly [from: string, to: string | undefined, isLoss: boolean])[] = [
    ["33", "31", true],
    ["33", "32", true],
    ["30", "00", true],
    ["10", "20", true],
    ["33", "-", true],
    ["33", ".", true],
    ["33", undefined, true],
    ["33", "3x", true],
    ["00", "-", true],
    ["30", "33", false],
    ["10", "30", false],
    ["3x", "33", false],
    ["-", "00", false],
    [".", "33", false],
    ["-", ".", false],
  ];
  test.each(losses)("from %s to %s", (from, to, isLoss) => {
    const found = table(to === undefined ? {} : { gzip: to });
    expect(compareTables(table({ gzip: from }), found)).toEqual([
      { format: 3, row: "int8", column: "gzip", from, to, isLoss },
    ]);
  });

  test("equal tables have no changes, and a new column is no loss", () => {
    expect(compareTables(table({ gzip: "33" }), table({ gzip: "33" }))).toEqual([]);
    const changes = compareTables(table({ gzip: "33" }), table({ zstd: "03", gzip: "33" }));
    expect(changes).toEqual([{ format: 3, row: "int8", column: "zstd", from: undefined, to: "03", isLoss: false }]);
  });
});
