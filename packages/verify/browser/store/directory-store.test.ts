import { DirectoryStore } from "@zarrkit/store-web-fs";
import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { newFolder, readFile, removeFolder, writeFile } from "./folder.ts";

storeConformance(
  { test, describe, expect },
  {
    name: "origin private file system",
    capabilities: { write: true, list: true },
    create: async () => {
      const folder = await newFolder();
      return {
        store: await DirectoryStore.open(folder),
        behind: {
          write: (key, bytes) => writeFile(folder, key, bytes),
          read: (key) => readFile(folder, key),
        },
        cleanup: () => removeFolder(folder),
      };
    },
  },
);
