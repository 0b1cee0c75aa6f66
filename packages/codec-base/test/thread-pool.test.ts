import { expect, test } from "vitest";
import { ThreadPool } from "../src/thread-pool.ts";

type Done = (error: Error | null, output: Uint8Array) => void;

/** Calls that end when told to. */
function heldCalls(
  pool: ThreadPool,
  count: number,
): { readonly ends: Done[]; readonly outputs: Promise<Uint8Array>[] } {
  const ends: Done[] = [];
  const outputs = Array.from({ length: count }, () => pool.run((done) => void ends.push(done)));
  return { ends, outputs };
}

test("each other thread gets a call, then it is the turn of whoever asks", () => {
  const pool = new ThreadPool(3);
  expect(pool.isOwnTurn()).toBe(false);
  heldCalls(pool, 1);
  expect(pool.isOwnTurn()).toBe(false);
  heldCalls(pool, 1);
  expect(pool.isOwnTurn()).toBe(true);
  // The others have had nothing since.
  expect(pool.isOwnTurn()).toBe(false);
});

test("a runtime's pool has four threads, of however many cores", () => {
  const pool = new ThreadPool(64);
  heldCalls(pool, 3);
  expect(pool.isOwnTurn()).toBe(false);
  heldCalls(pool, 1);
  expect(pool.isOwnTurn()).toBe(true);
});

test("on one core everything short is done by whoever asks", () => {
  const pool = new ThreadPool(1);
  expect([pool.isOwnTurn(), pool.isOwnTurn()]).toEqual([true, true]);
});

test("while the pool is behind, whoever asks goes on; when it is done, turns begin anew", async () => {
  const pool = new ThreadPool(2);
  const { ends, outputs } = heldCalls(pool, 3);
  expect([pool.isOwnTurn(), pool.isOwnTurn()]).toEqual([true, true]);
  for (const end of ends) end(null, new Uint8Array(1));
  await Promise.all(outputs);
  expect(pool.isOwnTurn()).toBe(false);
});

test("what a call puts out is answered, and its error thrown", async () => {
  const pool = new ThreadPool(2);
  const output = Uint8Array.of(1, 2);
  expect(await pool.run((done) => done(null, output))).toBe(output);
  const failure = new Error("damaged");
  await expect(pool.run((done) => done(failure, output))).rejects.toBe(failure);
});
