import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { S3Store } from "../src/index.ts";
import { FakeS3 } from "./fake-s3.ts";
import { credentials } from "./fixture.ts";

for (const [root, conditions] of [
  ["", true],
  ["a root/b+c%20", true],
  ["sole writer", false],
] as const) {
  storeConformance(
    { test, describe, expect },
    {
      name: `S3 store below ${JSON.stringify(root)}`,
      capabilities: { write: true, list: true, versionOfContent: true },
      create: async () => {
        const s3 = await FakeS3.start();
        s3.conditions = conditions;
        const start = root === "" ? "" : `${root}/`;
        return {
          store: new S3Store(`s3://bucket/${root}`, { endpoint: s3.endpoint, credentials, soleWriter: !conditions }),
          behind: {
            write: (key, value) => s3.put(start + key, value),
            read: (key) => s3.objects.get(start + key)?.bytes,
          },
          cleanup: () => s3.stop(),
        };
      },
    },
  );
}
