import { describe, expect, test } from "vitest";
import { refuse } from "./fake-s3.ts";
import { bytes, current, failureOf, storeAt, text, useFakeS3 } from "./fixture.ts";

useFakeS3();

const contentOf = (name: string): string | undefined => current.s3.objects.get(name)?.bytes.toString();
const writes = (): number => current.s3.requests.filter(({ method }) => method === "PUT").length;

test("what the server honours is found out once", async () => {
  const store = storeAt();
  const again = storeAt();
  await store.set("first", bytes("1"), { ifVersion: null });
  expect(current.s3.requests.map(({ method }) => method)).toEqual(["GET", "PUT", "PUT"]);
  await again.set("second", bytes("2"), { ifVersion: null });
  expect(writes()).toBe(3);
  await again.set("second", bytes("3"), { ifVersion: (await store.version("second")) as string });
  expect(writes()).toBe(5);
  await store.set("second", bytes("4"), { ifVersion: (await store.version("second")) as string });
  expect(writes()).toBe(6);
  expect([...current.s3.objects.keys()]).toEqual(["root/first", "root/second"]);
});

test("a conflict that S3 sees in time is a refusal too", async () => {
  const store = storeAt();
  await store.set("first", bytes("1"), { ifVersion: null });
  current.s3.before = (request, response) =>
    request.method === "PUT" && refuse(response, 409, "ConditionalRequestConflict");
  expect(await store.set("key", bytes("1"), { ifVersion: null })).toBe(false);
  current.s3.before = (request, response) => request.method === "PUT" && refuse(response, 409, "OperationAborted");
  expect(await failureOf(() => store.set("key", bytes("1"), { ifVersion: null }))).toMatchObject({ status: 409 });
});

test("a missing bucket is an error, not a refusal", async () => {
  const store = storeAt("s3://nowhere/root");
  for (const ifVersion of [null, '"tag"']) {
    expect(await failureOf(() => store.set("key", bytes("1"), { ifVersion }))).toMatchObject({ code: "NoSuchBucket" });
  }
});

describe("a server that ignores conditions", () => {
  test("is refused when a value would be replaced, which stays", async () => {
    current.s3.conditions = false;
    current.s3.put("root/key", "theirs");
    const error = await failureOf(() => storeAt().set("key", bytes("ours"), { ifVersion: '"no such tag"' }));
    expect(error).toMatchObject({ code: "unsupported" });
    expect(error.message).toContain("ignores If-Match");
    expect([...current.s3.objects.keys()]).toEqual(["root/key"]);
    expect(contentOf("root/key")).toBe("theirs");
  });

  test("is refused when a value would be created; one that is there stays", async () => {
    current.s3.conditions = false;
    current.s3.put("root/key", "theirs");
    const store = storeAt();
    expect(await store.set("key", bytes("ours"), { ifVersion: null })).toBe(false);
    expect(contentOf("root/key")).toBe("theirs");
    const error = await failureOf(() => store.set("fresh", bytes("ours"), { ifVersion: null }));
    expect(error).toMatchObject({ code: "unsupported" });
    expect(error.message).toContain("ignores If-None-Match");
  });

  test("is refused when a value would be written in parts, of which none is left", async () => {
    current.s3.conditions = false;
    current.s3.put("root/key", "theirs");
    const store = storeAt("s3://bucket/root", { multipartThreshold: 4 });
    for (const ifVersion of [null, '"no such tag"']) {
      const error = await failureOf(() => store.set("key", bytes("ours as well"), { ifVersion }));
      expect(error).toMatchObject({ code: "unsupported" });
    }
    expect([...current.s3.objects.keys()]).toEqual(["root/key"]);
    expect(contentOf("root/key")).toBe("theirs");
    expect(current.s3.uploads.size).toBe(0);
  });

  test("is refused when it says that it knows none", async () => {
    current.s3.before = ({ method }, response) => method === "PUT" && refuse(response, 501, "NotImplemented");
    for (const ifVersion of [null, '"tag"']) {
      const error = await failureOf(() => storeAt().set("key", bytes("ours"), { ifVersion }));
      expect(error).toMatchObject({ code: "unsupported" });
      expect(error.message).toContain("`soleWriter: true`");
    }
  });

  test("serves a sole writer, whose failures do not stop the next one", async () => {
    current.s3.conditions = false;
    const store = storeAt("s3://bucket/root", { soleWriter: true });
    let faults = 1;
    current.s3.before = ({ method }, response) =>
      method === "PUT" && faults-- > 0 && refuse(response, 400, "InvalidRequest");
    const writes = [1, 2, 3].map((value) => store.set("key", Uint8Array.of(value), { ifVersion: null }));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : outcome.reason.code))).toEqual([
      "InvalidRequest",
      true,
      false,
    ]);
  });
});

describe("an answer that is lost", () => {
  /** Carries the next request of a kind out, and then resets the connection. */
  function loseAnswerOf(isIt: (request: { method: string; name: string; url: string }) => boolean): void {
    let lost = false;
    current.s3.after = (request, response) => {
      if (lost || !isIt(request)) return false;
      lost = true;
      response.destroy();
      return true;
    };
  }

  const isPut = ({ method, name }: { method: string; name: string }) => method === "PUT" && name === "root/key";

  test("of a creation that went through is no refusal", async () => {
    const store = storeAt();
    await store.set("first", bytes("1"), { ifVersion: null });
    loseAnswerOf(isPut);
    expect(await store.set("key", bytes("ours"), { ifVersion: null })).toBe(true);
    expect(contentOf("root/key")).toBe("ours");
  });

  test("of a replacement that went through is no refusal, also of an empty value", async () => {
    const store = storeAt();
    for (const value of ["ours", ""]) {
      await store.set("key", bytes("old"));
      const ifVersion = (await store.version("key")) as string;
      loseAnswerOf(isPut);
      expect(await store.set("key", bytes(value), { ifVersion })).toBe(true);
      expect(contentOf("root/key")).toBe(value);
    }
  });

  test("of a refusal is a refusal still", async () => {
    const store = storeAt();
    await store.set("first", bytes("1"), { ifVersion: null });
    current.s3.put("root/key", "theirs");
    loseAnswerOf(isPut);
    expect(await store.set("key", bytes("ours"), { ifVersion: null })).toBe(false);
    expect(contentOf("root/key")).toBe("theirs");
  });

  test("of a value in parts that went through is no refusal, with a condition and without", async () => {
    const store = storeAt("s3://bucket/root", { multipartThreshold: 4 });
    for (const options of [{ ifVersion: null }, {}]) {
      current.s3.objects.delete("root/key");
      loseAnswerOf(({ method, name, url }) => method === "POST" && name === "root/key" && url.includes("uploadId"));
      expect(await store.set("key", bytes("ours in parts"), options)).toBe(true);
      expect(contentOf("root/key")).toBe("ours in parts");
    }
  });
});

test("of many writers one wins each round, and no round is lost", async () => {
  const stores = Array.from({ length: 5 }, () => storeAt());
  await stores[0]?.set("counter", bytes("0"), { ifVersion: null });
  const count = async (store: (typeof stores)[number]): Promise<void> => {
    for (let done = 0; done < 10; ) {
      const ifVersion = (await store.version("counter")) as string;
      const value = Number(text(await store.get("counter")));
      if (await store.set("counter", bytes(String(value + 1)), { ifVersion })) done++;
    }
  };
  await Promise.all(stores.map(count));
  expect(contentOf("root/counter")).toBe("50");
});
