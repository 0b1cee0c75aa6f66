import { expect, test } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, and its types lie beside it
import { brokenRanges } from "../../../scripts/release/ranges.mjs";

const one = (name: string, version: string, peers: Record<string, string>, isPublic = true) => ({
  name,
  isPublic,
  manifest: { version, peerDependencies: peers },
});

test("a range that the next version does not satisfy is found before it is published", () => {
  const packages = [
    one("core", "0.2.0", {}),
    one("a", "0.1.0", { core: "^0.1.0" }),
    one("b", "0.1.0", { core: "workspace:^" }),
    one("c", "0.1.0", { core: "0.x" }),
    one("private", "0.1.0", { core: "^0.1.0" }, false),
    one("d", "0.1.0", { other: "^9.0.0" }),
  ];
  expect(brokenRanges(packages)).toEqual(["a: peerDependencies wants core ^0.1.0, it is 0.2.0"]);
});
