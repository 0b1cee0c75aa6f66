import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Output } from "../src/output.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function outputTo(isTTY: boolean): { output: Output; said: () => string } {
  const parts: string[] = [];
  const sink = { isTTY, columns: 80, write: (data: string | Uint8Array) => parts.push(String(data)), on: () => sink };
  const output = new Output({ stdout: sink, stderr: sink, signal: new AbortController().signal });
  return { output, said: () => parts.join("") };
}

test("a bar shows in a terminal what takes longer than a second", () => {
  const { output, said } = outputTo(true);
  output.progress({ done: 1, total: 4 });
  expect(said()).toBe("");
  vi.advanceTimersByTime(1500);
  output.progress({ done: 2, total: 4 });
  expect(said()).toContain("2/4 50%");
  output.end();
});

test("what tells no steps shows how long it has taken", () => {
  const { output, said } = outputTo(true);
  vi.advanceTimersByTime(2500);
  expect(said()).toMatch(/\ds/);
  output.line("result");
  const before = said();
  vi.advanceTimersByTime(5000);
  expect(said()).toBe(before);
});

test("no bar and no colours where it is piped", () => {
  const { output, said } = outputTo(false);
  vi.advanceTimersByTime(2500);
  output.progress({ done: 2, total: 4 });
  expect(said()).toBe("");
  expect(output.colors.red("a")).toBe("a");
  output.end();
});
