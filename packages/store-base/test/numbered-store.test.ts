import { readFileSync } from "node:fs";
import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { numberedStore } from "./numbered-store.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test("the store of the README is this one", () => {
  expect(read("../README.md")).toContain(read("./numbered-store.ts"));
});

storeConformance(
  { test, expect, describe },
  {
    name: "the store of the README",
    capabilities: { write: true, list: true },
    create: () => ({ store: numberedStore() }),
  },
);
