import type { StoreLike } from "@zarrkit/api";
import { DirectoryStore, FilesStore } from "@zarrkit/store-web-fs";
import { ZipStore } from "@zarrkit/store-zip";
import { describe, expect, test } from "vitest";
import { expectCase } from "../src/corpus/expect-case.ts";
import { type Case, cases, families } from "../src/corpus/manifest.ts";
import { notYet } from "../test/not-yet.ts";
import { corpusFile, corpusFolder } from "./corpus-file.ts";
import { newFolder, removeFolder, writeFile } from "./store/folder.ts";

// What a page is asked to write goes through test/conformance.test.ts alone, which looks at the disk.
const read = cases.filter((one) => one.op?.op !== "create_group");
const storeFolder = (one: Case): string => [one.path, ...(one.op?.root === undefined ? [] : [one.op.root])].join("/");

async function storeOf(one: Case): Promise<StoreLike> {
  if (one.kind !== "zip") return corpusFolder(storeFolder(one));
  const blob = new Blob([corpusFile(one.path) as Uint8Array<ArrayBuffer>]);
  return ZipStore.open(FilesStore.fromBlobs([["a.zip", blob]]), "a.zip");
}

describe("the corpus in the memory of a page", () => {
  for (const one of read) {
    test(one.id, async () => {
      expect(await expectCase(one, await storeOf(one), notYet[one.id])).toBe(notYet[one.id] ? "not yet" : "passed");
    });
  }
});

describe("a case of each family in the origin private file system", () => {
  for (const members of families().values()) {
    const one = members.find((member) => member.kind !== "zip" && member.outcome === "ok");
    if (one === undefined || one.op?.op === "create_group") continue;
    test(one.id, async () => {
      const folder = await newFolder();
      try {
        for (const [path, bytes] of corpusFolder(storeFolder(one))) await writeFile(folder, path, bytes);
        expect(await expectCase(one, await DirectoryStore.open(folder), notYet[one.id])).toBe("passed");
      } finally {
        await removeFolder(folder);
      }
    });
  }
});
