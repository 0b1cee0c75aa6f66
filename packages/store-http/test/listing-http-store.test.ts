import { startServer, type TestServer } from "@zarrkit/test-server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ListingHttpStore } from "../src/index.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ listing: true });
  server.files.set("/x/a/zarr.json", Uint8Array.of(1));
});
afterEach(() => server.close());

const answers = (text: string): void => {
  const body = new TextEncoder().encode(text);
  for (const path of ["/x/", "/x/a/"]) server.files.set(path, body);
};
const store = (): ListingHttpStore => new ListingHttpStore(`${server.url}/x?token=1`, { retries: 0 });
const names = (prefix: string): Promise<string[]> => all(store().listDir(prefix));
async function all(listing: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const name of listing) found.push(name);
  return found;
}

test("asks for a folder as JSON, with the query of the address", async () => {
  expect(await names("a/")).toEqual(["zarr.json"]);
  expect(server.take().map(({ url, headers }) => [url, headers["accept"]])).toEqual([
    ["/x/a/?token=1", "application/json"],
  ]);
});

test("what is no file and no folder is left out", async () => {
  answers('[{"name":"s","type":"other"},{"name":"d","type":"directory"},{"name":"f","type":"file","size":3}]');
  expect(await names("")).toEqual(["d/", "f"]);
});

describe("what is no list is an error, never an empty folder", () => {
  test.each([
    "<html></html>",
    "{}",
    '[{"name":"../a","type":"file"}]',
    '[{"name":"a"}]',
    "[7]",
    '[{"name":"","type":"file"}]',
  ])("%s", async (text) => {
    answers(text);
    await expect(names("")).rejects.toMatchObject({
      name: "HttpError",
      message: expect.stringContaining("no list of the folder as JSON"),
    });
  });

  test("a server that knows no folders", async () => {
    server.respond = ({ url }) => (url.includes("/?") ? { status: 404 } : {});
    await expect(names("a/")).rejects.toMatchObject({ name: "HttpError" });
    server.respond = ({ url }) => (url.includes("/?") ? { status: 403 } : {});
    await expect(names("")).rejects.toMatchObject({ status: 403 });
  });
});
