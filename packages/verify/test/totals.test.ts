import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, and its types lie beside it
import { failuresOf } from "../../../scripts/failures.mjs";
import { runScript, TemporaryFolder } from "../src/process/run.ts";

let tree: TemporaryFolder;
beforeEach(() => {
  tree = new TemporaryFolder();
});
afterEach(() => tree.remove());

interface File {
  readonly status: "passed" | "failed";
  readonly states: readonly string[];
}

/** A package with one test file for `test` and, when given, the report that it left. */
function add(name: string, report: readonly File[] | undefined, success = true): void {
  const folder = join("packages", name);
  tree.write({
    [join(folder, "package.json")]: JSON.stringify({ name, scripts: { test: "vitest run" } }),
    [join(folder, "test/some.test.ts")]: "",
  });
  if (report === undefined) return;
  const testResults = report.map(({ status, states }) => ({
    status,
    assertionResults: states.map((state) => ({ status: state })),
  }));
  tree.write({ [join(folder, ".vitest/report.json")]: JSON.stringify({ success, testResults }) });
}

async function final(status: number): Promise<[line: string, code: number]> {
  const { code, output } = await runScript("totals.mjs", "--final", String(status), "--root", tree.path);
  return [output.trim(), code];
}

const twoPass: readonly File[] = [{ status: "passed", states: ["passed", "passed"] }];

test("passes are added up over packages", async () => {
  add("a", twoPass);
  add("b", [...twoPass, { status: "passed", states: ["passed", "skipped"] }]);
  expect(await final(0)).toEqual(["5 passed, 0 failed", 0]);
});

test("a failing test fails the whole", async () => {
  add("a", [{ status: "failed", states: ["passed", "failed", "failed"] }], false);
  expect(await final(0)).toEqual(["1 passed, 2 failed", 1]);
});

test("a file that crashed, and an error outside the tests, count as failures", async () => {
  add("a", [...twoPass, { status: "failed", states: [] }], false);
  add("b", twoPass, false);
  expect(await final(0)).toEqual(["4 passed, 2 failed", 1]);
});

test("a package whose runner left no report, or a broken one, counts as a failure", async () => {
  add("a", twoPass);
  add("b", undefined);
  add("c", undefined);
  tree.write({ "packages/c/.vitest/report.json": "{" });
  expect(await final(0)).toEqual(["2 passed, 2 failed", 1]);
});

test("a bad end with every test green is a failure, and so is a run of nothing", async () => {
  add("a", twoPass);
  expect(await final(1)).toEqual(["2 passed, 1 failed", 1]);
  tree.remove();
  expect(await final(0)).toEqual(["0 passed, 0 failed", 1]);
});

test("what failed is named, with what it said first", () => {
  const passed = { fullName: "fine", status: "passed", failureMessages: [] };
  const failed = { fullName: "a sum", status: "failed", failureMessages: ["expected 1 to be 2\n  at sum.ts"] };
  const testResults = [
    { name: "sum.test.ts", status: "failed", message: "", assertionResults: [passed, failed] },
    { name: "crash.test.ts", status: "failed", message: "no such module\n  at crash.ts", assertionResults: [] },
    { name: "hook.test.ts", status: "failed", message: "", assertionResults: [{ ...passed, status: "skipped" }] },
    { name: "end.test.ts", status: "passed", message: "", assertionResults: [{ ...passed, status: "pending" }] },
    { name: "fine.test.ts", status: "passed", message: "", assertionResults: [passed] },
  ];
  expect(failuresOf({ testResults })).toEqual([
    "sum.test.ts: a sum: expected 1 to be 2",
    "crash.test.ts: no such module",
    "hook.test.ts: a hook of the file or of a suite failed, or took too long",
    "end.test.ts: the process ended before its tests",
  ]);
});
