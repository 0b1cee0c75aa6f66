import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type Contender, node } from "../contender.ts";
import type { Data } from "../data.ts";
import { measure } from "../measure.ts";
import type { Row } from "../result.ts";
import type { Storage } from "../storage.ts";
import { randomCorners } from "../task.ts";
import { serve, type WebServer } from "../web/serve.ts";
import { type Tile, type TileTask, tileEdge } from "./tile.ts";

const built = (name: string): string => fileURLToPath(new URL(`${name}.js`, import.meta.url));
const count = 200;

export interface TileOptions {
  readonly edge: number;
  readonly rounds: number;
  readonly progress: (line: string) => void;
}

/** Measures 200 tiles read at once over HTTP, with and without shards, here and by zarrita. */
export async function tileTasks(
  data: Data,
  storages: readonly Storage[],
  { edge, rounds, progress }: TileOptions,
): Promise<Row[]> {
  const contenders: readonly Pick<Contender, "name" | "command">[] = [
    { name: "zarrkit Node 24 inline", command: [node(24), built("zarrkit-tiles")] },
    { name: "zarrita Node 24", command: [node(24), built("zarrita-tiles")] },
  ];
  const chosen = edge < tileEdge ? [] : storages.filter(({ name }) => name === "zstd" || name === "sharded");
  if (chosen.length === 0) return [];
  const server = await serve(dirname(data.pathOf(chosen[0] as Storage)));
  const tiles = randomCorners(count, edge, tileEdge) as unknown as Tile[];
  const rows: Row[] = [];
  try {
    for (const storage of chosen) {
      progress(`tiles ${storage.name}`);
      const task: TileTask = { url: `${server.url}/${storage.name}.zarr`, tiles };
      for (const { name, command } of contenders) {
        rows.push(await tileRow({ task: `tiles ${storage.name}`, contender: name }, command, task, rounds, server));
      }
    }
  } finally {
    server.close();
  }
  return rows;
}

async function tileRow(
  row: Pick<Row, "task" | "contender">,
  command: readonly string[],
  task: TileTask,
  rounds: number,
  server: WebServer,
): Promise<Row> {
  const milliseconds: number[] = [];
  let requests = 0;
  let peakBytes = 0;
  try {
    for (let round = 0; round < rounds; round++) {
      await server.countRequests();
      const found = await measure({ command }, task);
      milliseconds.push(found.milliseconds);
      requests = await server.countRequests();
      peakBytes = Math.max(peakBytes, found.peakBytes ?? 0);
    }
  } catch (error) {
    return { ...row, milliseconds: [], failure: error instanceof Error ? error.message : String(error) };
  }
  return { ...row, milliseconds, requests, peakBytes };
}
