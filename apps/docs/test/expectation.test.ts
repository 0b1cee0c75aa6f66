import { expect, test } from "vitest";
import { expectationsOf, python, typescript } from "../src/snippet/expectation.ts";
import { commandsOf } from "../src/snippet/run-shell.ts";

test("what a snippet in TypeScript says it prints", () => {
  const text = [
    "const a = 1; // no",
    "console.log(a); // 1",
    "console.log(",
    '  f(") // no", 1),',
    "  g(2)",
    "); // 2",
    "// and more",
    "console.log(a);",
    "",
    "// no",
    "for (const b of a) console.log(b);",
    "// 3",
    "// 4",
    "// #endregion a",
  ].join("\n");
  expect(expectationsOf(text, typescript)).toEqual([
    { line: 2, text: "1" },
    { line: 3, text: "2\nand more" },
    { line: 11, text: "3\n4" },
  ]);
});

test("what a snippet in Python says it prints", () => {
  expect(expectationsOf("a = 1  # no\nprint(a)  # 1\nprint(a)\n# 2", python)).toEqual([
    { line: 2, text: "1" },
    { line: 3, text: "2" },
  ]);
});

test("the commands of a script, with what they print", () => {
  expect(commandsOf("# no\na b \\\n  c\n# 1\n#   2\n\n# no\nd\n")).toEqual([
    { text: "a b    c", expected: "1\n  2" },
    { text: "d", expected: undefined },
  ]);
});
