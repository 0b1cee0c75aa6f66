import { array, type ZarrArray } from "@zarrkit/api";
import { expect, test, vi } from "vitest";
import type { Tile } from "../../src/plane/tile.ts";
import { TileReader } from "../../src/plane/tile-reader.ts";

const tile = (start: number): Tile => ({ name: String(start), axes: [{ start, stop: start + 4, step: 1 }] });

/** A reader whose reads are answered by hand. */
async function reader() {
  const source = (await array({ data: new Uint8Array(400), shape: [400] }, { chunks: [4] })) as ZarrArray;
  const reads: { signal: AbortSignal; answer(): void; fail(): void }[] = [];
  const elements = await source.get([0]);
  vi.spyOn(source, "get").mockImplementation((_, options) => {
    return new Promise((resolve, reject) => {
      reads.push({
        signal: options?.signal as AbortSignal,
        answer: () => resolve(elements as never),
        fail: () => reject(new Error("it is broken")),
      });
    });
  });
  const said: string[] = [];
  const events = {
    arrive: ({ name }: Tile) => void said.push(name),
    finish: () => void said.push("all"),
    fail: (error: unknown) => void said.push(String(error)),
  };
  return { reader: new TileReader(source), reads, said, events };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

test("what is not wanted any more is called off, what still is goes on, what was read is kept", async () => {
  const { reader: tiles, reads, said, events } = await reader();
  tiles.want([tile(0), tile(4), tile(8)], events);
  reads[0]?.answer();
  await turn();
  tiles.want([tile(0), tile(8), tile(12)], events);
  expect(reads.map(({ signal }) => signal.aborted)).toEqual([false, true, false, false]);
  reads[1]?.fail();
  reads[2]?.answer();
  reads[3]?.answer();
  await turn();
  expect(said).toEqual(["0", "0", "8", "12", "all"]);
  tiles.want([tile(12), tile(8)], events);
  expect(said.slice(5)).toEqual(["12", "8", "all"]);
  expect(reads.length).toBe(4);
});

test("only some are read at a time, in the order in which they are wanted", async () => {
  const { reader: tiles, reads, events } = await reader();
  tiles.want(
    Array.from({ length: 100 }, (_, at) => tile(4 * at)),
    events,
  );
  expect(reads.length).toBe(16);
  reads[3]?.answer();
  await turn();
  expect(reads.length).toBe(17);
});

test("one that fails is told of, asked for again when it is wanted again, and stops no other", async () => {
  const { reader: tiles, reads, said, events } = await reader();
  tiles.want([tile(0), tile(4)], events);
  reads[1]?.fail();
  await turn();
  reads[0]?.answer();
  await turn();
  expect(said).toEqual(["Error: it is broken", "0", "all"]);
  tiles.want([tile(0), tile(4)], events);
  expect(reads.length).toBe(3);
});
