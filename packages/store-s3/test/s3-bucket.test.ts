import { expect, test } from "vitest";
import { refuse } from "./fake-s3.ts";
import { all, current, failureOf, storeAt, useFakeS3 } from "./fixture.ts";

useFakeS3();

const names = Array.from({ length: 2500 }, (_, index) => `many/${index}`);

function plant(): void {
  for (const name of names) current.s3.put(`root/${name}`, "x");
  current.s3.put("root-other/key", "x");
  current.s3.put("root/manymore", "x");
}

test("lists page by page, below the prefix only", async () => {
  plant();
  const store = storeAt();
  expect(await all(store.list(""))).toEqual([...names, "manymore"].sort());
  expect(await all(store.listDir("many/"))).toEqual(names.map((name) => name.slice(5)).sort());
  expect(await all(store.listDir(""))).toEqual(["many/", "manymore"]);
  expect(current.s3.count("GET list-type")).toBe(3 + 3 + 1);
});

test("a listing that is left asks for no more", async () => {
  plant();
  for await (const _ of storeAt().list("")) break;
  expect(current.s3.requests.length).toBe(1);
});

test("objects that are no keys are not listed", async () => {
  for (const name of ["root/a/", "root/a//b", "root//c", "root/good", "root/"]) current.s3.put(name, "");
  expect(await all(storeAt().list(""))).toEqual(["good"]);
  expect(await all(storeAt().listDir(""))).toEqual(["a/", "good"]);
});

test("names outside the prefix are no concern of the store, whatever a server says", async () => {
  current.s3.before = (request, response) => {
    if (request.method !== "GET") return false;
    const rows = "<Contents><Key>elsewhere/key</Key></Contents><Contents><Key>root/key</Key></Contents>";
    response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${rows}</ListBucketResult>`);
    return true;
  };
  expect(await all(storeAt().list(""))).toEqual(["key"]);
});

test("a list that does not say how to go on is an error", async () => {
  current.s3.before = (_, response) => {
    response.end("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>");
    return true;
  };
  expect((await failureOf(() => all(storeAt().list("")))).message).toContain("does not say how to ask");
});

test("deletes a thousand at a time", async () => {
  plant();
  await storeAt().deletePrefix("many/");
  expect([...current.s3.objects.keys()]).toEqual(["root-other/key", "root/manymore"]);
  expect(current.s3.count("POST delete")).toBe(3);
  expect(current.s3.requests.length).toBe(6);
});

test("what a batch leaves is deleted by itself, or its error told", async () => {
  for (const name of ["one", "two", "three"]) current.s3.put(`root/${name}`, "x");
  current.s3.before = ({ query }, response) => {
    if (!query.has("delete")) return false;
    current.s3.objects.delete("root/one");
    const error = (key: string) => `<Error><Key>${key}</Key><Code>InternalError</Code><Message>m</Message></Error>`;
    const errors = ["root/two", "root/three", "elsewhere"].map(error).join("");
    response.end(`<DeleteResult>${errors}</DeleteResult>`);
    return true;
  };
  await storeAt().deletePrefix("");
  expect(current.s3.objects.size).toBe(0);
  const single = current.s3.requests.filter(({ method }) => method === "DELETE").map(({ name }) => name);
  expect(single.sort()).toEqual(["root/three", "root/two"]);

  current.s3.put("root/two", "x");
  const inBatch = current.s3.before;
  current.s3.before = (request, response) =>
    request.method === "DELETE" ? refuse(response, 403, "AccessDenied") : inBatch(request, response);
  const error = await failureOf(() => storeAt().deletePrefix(""));
  expect(error).toMatchObject({ status: 403, code: "AccessDenied" });
  expect(error.message).toContain('delete object "root/two"');
});

test("where there are no batches, and for names that XML cannot hold, each object has its request", async () => {
  for (const name of ["one", "two", "\u0001"]) current.s3.put(`root/${name}`, "x");
  await storeAt().deletePrefix("");
  expect(current.s3.objects.size).toBe(0);
  expect(current.s3.requests.filter(({ method }) => method === "DELETE").length).toBe(1);

  for (const name of ["one", "two"]) current.s3.put(`root/${name}`, "x");
  current.s3.before = ({ query }, response) => query.has("delete") && refuse(response, 501, "NotImplemented");
  await storeAt().deletePrefix("");
  expect(current.s3.objects.size).toBe(0);
});
