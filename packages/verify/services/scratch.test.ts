import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { temporaryFolder } from "../src/corpus/files.ts";
import { exchange } from "./cell.ts";
import { codecColumns } from "./codec-column.ts";
import { elementRows } from "./element-row.ts";
import { Peer } from "./peer.ts";

test("probe", async () => {
  const scratch = temporaryFolder();
  const peers = [new Peer(), new Peer()];
  const out: string[] = [];
  let n = 0;
  const start = performance.now();
  const work = elementRows
    .filter((r) => new RegExp(process.env.ROWS ?? ".").test(r.name))
    .flatMap((row) =>
      codecColumns
        .filter((c) => new RegExp(process.env.COLS ?? ".").test(c.name))
        .map((column) => [row, column] as const),
    );
  await Promise.all(
    peers.map(async (peer) => {
      for (let job = work.pop(); job; job = work.pop()) {
        const [row, column] = job;
        const folder = join(scratch, String(n++));
        mkdirSync(folder);
        const o = await exchange(peer, folder, row, column);
        if (o.kind === "exchanged")
          for (const [by, p] of Object.entries(o.peers))
            for (const w of ["reads", "writes"] as const) {
              const s = p![w];
              out.push(
                [
                  column.format,
                  column.name,
                  row.name,
                  by,
                  w,
                  "ok" in s
                    ? "ok"
                    : "refused" in s
                      ? `refused ${s.refused.slice(0, 300).replaceAll("\n", " ")}`
                      : `WRONG ${s.wrong.slice(0, 400)}`,
                ].join("\t"),
              );
            }
        else
          out.push(
            [
              column.format,
              column.name,
              row.name,
              "-",
              "-",
              o.kind + " " + ("error" in o ? o.error.slice(0, 300).replaceAll("\n", " ") : ""),
            ].join("\t"),
          );
        rmSync(folder, { recursive: true, force: true });
      }
    }),
  );
  writeFileSync("/tmp/cells.tsv", out.sort().join("\n") + "\n");
  console.log(`${n} cells in ${performance.now() - start} ms`);
  for (const peer of peers) await peer.close();
  rmSync(scratch, { recursive: true, force: true });
}, 600_000);
