import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectationsOf, python, typescript } from "../../../../apps/docs/src/snippet/expectation.ts";
import { runModule } from "../../../../apps/docs/src/snippet/run-module.ts";
import { runPython } from "../../../../apps/docs/src/snippet/run-python.ts";
import { compared, readSnippet, snippetNames, Workshop } from "../../../../apps/docs/test/support/workshop.ts";
import { python as interpreter } from "../environment.ts";
import { type S3Server, startS3 } from "../s3-server.ts";

// The snippets of the documentation that need more than Node.

let workshop: Workshop;
beforeAll(async () => {
  workshop = await Workshop.open("services-snippets");
});
afterAll(() => workshop?.close());

test.each(snippetNames(".py"))("zarr-python runs %s", async (name) => {
  const printed = await runPython(readSnippet(name), interpreter, workshop.workFolder(name));
  const { shown, found } = compared(expectationsOf(readSnippet(name), python), printed);
  expect(found).toEqual(shown);
});

describe("with the bucket climate", () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3("minio");
    const { endpoint, region, credentials } = server;
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: "climate" }));
    client.destroy();
  });
  afterAll(() => server?.stop());

  test.each(snippetNames(".ts").filter((name) => name.startsWith("s3/")))("%s", async (name) => {
    const printed = await runModule(workshop.moduleOf(name), workshop.workFolder(name), server.environment);
    const { shown, found } = compared(expectationsOf(readSnippet(name), typescript), printed);
    expect(found).toEqual(shown);
  });
});
