import { describe, expect, test } from "vitest";
import { FilesStore } from "../src/index.ts";

async function collect(names: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const name of names) found.push(name);
  return found;
}

/** A file as `<input type="file" webkitdirectory>` gives it. */
function picked(path: string, text: string): File {
  const file = new File([text], path.split("/").pop() as string, { lastModified: 1234 });
  return Object.assign(file, { webkitRelativePath: path });
}

const text = (value: Uint8Array | undefined): string => new TextDecoder().decode(value);

describe("picked files", () => {
  test("of a folder have their paths below it as keys", async () => {
    const store = FilesStore.fromFiles([picked("a.zarr/zarr.json", "{}"), picked("a.zarr/c/0/1", "chunk")]);
    expect(await collect(store.list(""))).toEqual(["zarr.json", "c/0/1"]);
    expect(await collect(store.listDir("c/"))).toEqual(["0/"]);
    expect(text(await store.get("c/0/1"))).toBe("chunk");
    expect(text(await store.get("/c/0/1"))).toBe("chunk");
    expect(store.description).toBe("files:a.zarr");
    expect(store.readOnly).toBe(true);
  });

  test("without a folder have their names as keys", async () => {
    const store = FilesStore.fromFiles([new File(["zip"], "a.zip"), picked("", "?")]);
    expect(await collect(store.list(""))).toEqual(["a.zip"]);
  });

  test("tell versions by time and size", async () => {
    expect(await FilesStore.fromFiles([picked("f/a", "12345")]).version("a")).toBe("1234-5");
  });
});

test("blobs are found by key, later ones before earlier ones", async () => {
  const store = FilesStore.fromBlobs(
    new Map([
      ["a/b", new Blob(["0"])],
      ["../c", new Blob(["outside"])],
    ]),
  );
  expect(await collect(store.list(""))).toEqual(["a/b"]);
  expect(await store.version("a/b")).toBe("0-1");
  const twice = FilesStore.fromBlobs([
    ["a", new Blob(["0"])],
    ["a", new Blob(["1"])],
  ]);
  expect(text(await twice.get("a"))).toBe("1");
});
