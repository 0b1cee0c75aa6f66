import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { ZipStore } from "../src/index.ts";
import contents from "./fixtures/contents.json" with { type: "json" };
import { bytes, collect, fromBase64, outerStore, text } from "./outer-store.ts";

const digest = (value: Uint8Array | undefined): string =>
  createHash("sha256")
    .update(value as Uint8Array)
    .digest("hex")
    .slice(0, 16);

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));

describe("archives written by zarr-python", () => {
  test.each(Object.entries(contents))("%s", async (name, digests) => {
    const outer = outerStore(fixture(name));
    const store = await ZipStore.open(outer, "a.zip");
    expect(outer.requests.length).toBe(1);
    expect(await collect(store.list(""))).toEqual(Object.keys(digests).sort());
    for (const [key, expected] of Object.entries(digests)) {
      const before = outer.requests.length;
      expect(digest(await store.get(key))).toBe(expected);
      expect(outer.requests.length).toBe(before + 1);
    }
    expect(store.readOnly).toBe(true);
    expect(() => store.set("zarr.json", bytes("{}"))).toThrow(/reading only/);
    expect(() => store.delete("zarr.json")).toThrow(/reading only/);
  });
});

// Written by Python's zipfile: folders, names that leave the root, a comment that holds a false end record, a
// streamed entry, a local header with a zip64 field.
const external =
  "UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAACAAAAYS9QSwMEFAAAAAAAAAAhAAAAAAAAAAAAAAAAAAQAAABhL2IvUEsDBBQAAAAIAKJQd13DoWgeHAAAAKQBAAANAAAAYS9iL3phcnIuanNvbqtWystPSY0vqSxIVbJSSi/KLy1Qqq0eFRxMggBQSwMEFAAAAAgAolB3XYMW3IwDAAAAAQAAAAkAAAAuLi9lc2NhcGWrAABQSwMEFAAAAAgAolB3XYMW3IwDAAAAAQAAAAkAAAAvYWJzb2x1dGWrAABQSwMEFAAAAAgAolB3XYMW3IwDAAAAAQAAAAgAAABhXGJcYmFja6sAAFBLAwQUAAAACACiUHddgxbcjAMAAAABAAAACAAAAEM6L2RyaXZlqwAAUEsDBBQAAAAIAKJQd12DFtyMAwAAAAEAAAAGAAAAYS8uLi9iqwAAUEsDBBQAAAgIAKJQd12BO/g1BgAAAAQAAAAIAAAAY2Fmw6kvzqkrLUmzAABQSwMEFAAAAAgAAAAhAFxirYoOAAAAWgAAAAgAAABzdHJlYW1lZCsuKUpNzE1NUSimNgMAUEsDBC0AAAAIAAAAIQC4dd4y//////////8IABQAZm9yY2VkNjQBABAAEQAAAAAAAAATAAAAAAAAAKvKLDAzUcjJT07MUUitKClKBABQSwECFAMUAAAAAAAAACEAAAAAAAAAAAAAAAAAAgAAAAAAAAAAABAA/0EAAAAAYS9QSwECFAMUAAAAAAAAACEAAAAAAAAAAAAAAAAABAAAAAAAAAAAABAA/0EgAAAAYS9iL1BLAQIUAxQAAAAIAKJQd13DoWgeHAAAAKQBAAANAAAAAAAAAAAAAACAAUIAAABhL2IvemFyci5qc29uUEsBAhQDFAAAAAgAolB3XYMW3IwDAAAAAQAAAAkAAAAAAAAAAAAAAIABiQAAAC4uL2VzY2FwZVBLAQIUAxQAAAAIAKJQd12DFtyMAwAAAAEAAAAJAAAAAAAAAAAAAACAAbMAAAAvYWJzb2x1dGVQSwECFAMUAAAACACiUHddgxbcjAMAAAABAAAACAAAAAAAAAAAAAAAgAHdAAAAYVxiXGJhY2tQSwECFAMUAAAACACiUHddgxbcjAMAAAABAAAACAAAAAAAAAAAAAAAgAEGAQAAQzovZHJpdmVQSwECFAMUAAAACACiUHddgxbcjAMAAAABAAAABgAAAAAAAAAAAAAAgAEvAQAAYS8uLi9iUEsBAhQDFAAACAgAolB3XYE7+DUGAAAABAAAAAgAAAAAAAAAAAAAAIABVgEAAGNhZsOpL86pUEsBAhQDFAAAAAgAAAAhAFxirYoOAAAAWgAAAAgAAAAAAAAAAAAAAIABggEAAHN0cmVhbWVkUEsBAi0DLQAAAAgAAAAhALh13jITAAAAEQAAAAgAAAAAAAAAAAAAAIABtgEAAGZvcmNlZDY0UEsFBgAAAAALAAsATQIAAAMCAAAmAGEgY29tbWVudCBQSwUGIHRoYXQgbG9va3MgbGlrZSB0aGUgZW5k";

// Written by Python's zipfile to a pipe: sizes follow the data, local headers hold zeros.
const piped =
  "UEsDBBQACAAAAKJQd10AAAAAAAAAAAAAAAAJAAAAemFyci5qc29ue31QSwcIQ7+mowIAAAACAAAAUEsDBBQACAAAAKJQd10AAAAAAAAAAAAAAAADAAAAYy8wAAECA1BLBwgThrmLBAAAAAQAAABQSwECFAMUAAgAAACiUHddQ7+mowIAAAACAAAACQAAAAAAAAAAAAAAgAEAAAAAemFyci5qc29uUEsBAhQDFAAIAAAAolB3XROGuYsEAAAABAAAAAMAAAAAAAAAAAAAAIABOQAAAGMvMFBLBQYAAAAAAgACAGgAAABuAAAAAAA=";

// Written by Python's zipfile behind a shell script: offsets count from the start of the file.
const behindScript =
  "IyEvYmluL3NoCmV4aXQKUEsDBBQAAAAAAKJQd11Dv6ajAgAAAAIAAAAJAAAAemFyci5qc29ue31QSwECFAMUAAAAAACiUHddQ7+mowIAAAACAAAACQAAAAAAAAAAAAAAgAEPAAAAemFyci5qc29uUEsFBgAAAAABAAEANwAAADgAAAAAAA==";

const lzma =
  "UEsDBD8AAgAOAKJQd11Dv6ajFQAAAAIAAAAJAAAAemFyci5qc29uCQQFAF0AAIAAAD2fXP/////wAAAAUEsBAj8DPwACAA4AolB3XUO/pqMVAAAAAgAAAAkAAAAAAAAAAAAAAIABAAAAAHphcnIuanNvblBLBQYAAAAAAQABADcAAAA8AAAAAAA=";

describe("archives written by others", () => {
  test("folders and names that leave the root are not there; all else is", async () => {
    const store = await ZipStore.open(outerStore(fromBase64(external)), "a.zip");
    expect(await collect(store.list(""))).toEqual(["a/b/zarr.json", "café/Ω", "forced64", "streamed"]);
    expect(await collect(store.listDir(""))).toEqual(["a/", "café/", "forced64", "streamed"]);
    expect(await text(store.get("a/b/zarr.json"))).toBe('{"node_type":"group"}'.repeat(20));
    expect(await text(store.get("café/Ω"))).toBe("utf8");
    expect(await text(store.get("streamed"))).toBe("streamed ".repeat(10));
    expect(await text(store.get("forced64"))).toBe("zip64 local extra");
    for (const key of ["../escape", "a\\b\\back", "C:/drive", "a/../b"]) {
      await expect(store.get(key)).rejects.toThrow(/store key must be/);
    }
    expect(await store.get("/absolute")).toBeUndefined();
  });

  test("entries with a data descriptor", async () => {
    const store = await ZipStore.open(outerStore(fromBase64(piped)), "a.zip");
    expect(await text(store.get("zarr.json"))).toBe("{}");
    expect(await store.get("c/0", { range: { offset: 1, length: 2 } })).toEqual(Uint8Array.of(1, 2));
  });

  test("something before the archive, whether its offsets count that or not", async () => {
    const store = await ZipStore.open(outerStore(fromBase64(behindScript)), "a.zip");
    expect(await text(store.get("zarr.json"))).toBe("{}");
    const shifted = Buffer.concat([bytes("#!/bin/sh\nsomething else\n"), fromBase64(piped)]);
    const other = await ZipStore.open(outerStore(new Uint8Array(shifted)), "a.zip");
    expect(await store.get("c/0")).toBeUndefined();
    expect(await other.get("c/0", { range: { suffix: 1 } })).toEqual(Uint8Array.of(3));
    expect(await text(other.get("zarr.json"))).toBe("{}");
  });

  test("other compressions are named", async () => {
    const store = await ZipStore.open(outerStore(fromBase64(lzma)), "a.zip");
    await expect(store.get("zarr.json")).rejects.toThrow(/compression method 14, expected 0 \(stored\) or 8/);
    await expect(store.get("zarr.json", { range: { offset: 0 } })).rejects.toThrow(/method 14/);
  });
});

describe("damage", () => {
  async function archive(compression: "stored" | "deflated"): Promise<Uint8Array> {
    const outer = outerStore();
    const store = await ZipStore.open(outer, "a.zip", { mode: "w", compression });
    store.set("zarr.json", bytes('{"zarr_format":3,"zarr_format":3,"zarr_format":3}'));
    store.set("c/0", new Uint8Array(1000).fill(5));
    await store.close();
    return outer.values.get("a.zip") as Uint8Array;
  }

  test("what is no archive", async () => {
    for (const value of [
      new Uint8Array(0),
      bytes("PK"),
      bytes("not a zip archive at all, but long enough to be one"),
    ]) {
      await expect(ZipStore.open(outerStore(value), "a.zip")).rejects.toThrow(/not a zip archive/);
    }
  });

  test.each(["stored", "deflated"] as const)("cut short anywhere (%s)", async (compression) => {
    const whole = await archive(compression);
    for (let length = 0; length < whole.byteLength; length++) {
      await expect(ZipStore.open(outerStore(whole.slice(0, length)), "a.zip")).rejects.toThrow(Error);
    }
  });

  test.each(["stored", "deflated"] as const)(
    "one bit flipped anywhere: an error or the right bytes (%s)",
    async (compression) => {
      const whole = await archive(compression);
      const right = await ZipStore.open(outerStore(whole), "a.zip");
      const expected = new Map([
        ["zarr.json", await right.get("zarr.json")],
        ["c/0", await right.get("c/0")],
      ]);
      let errors = 0;
      for (let at = 0; at < whole.byteLength; at++) {
        const damaged = whole.slice();
        damaged[at] = (damaged[at] as number) ^ (1 << (at % 8));
        try {
          const store = await ZipStore.open(outerStore(damaged), "a.zip");
          // A flipped name is another key, which nothing in the format can tell.
          for (const key of await collect(store.list(""))) {
            const value = await store.get(key);
            if (expected.has(key)) expect(value).toEqual(expected.get(key));
          }
        } catch (error) {
          if (!(error instanceof Error) || error.name === "AssertionError") throw error;
          errors++;
        }
      }
      expect(errors).toBeGreaterThan(100);
    },
  );

  test("promises of absurd sizes are refused before any memory is taken", async () => {
    const whole = await archive("deflated");
    const view = new DataView(whole.buffer, whole.byteOffset);
    const directory = view.getUint32(whole.byteLength - 6, true);
    view.setUint32(directory + 24, 0xfffffffe, true);
    const store = await ZipStore.open(outerStore(whole), "a.zip");
    await expect(store.get("zarr.json")).rejects.toThrow(/promises 4294967294 bytes/);
  });

  test("encrypted entries", async () => {
    const whole = await archive("stored");
    const view = new DataView(whole.buffer, whole.byteOffset);
    const directory = view.getUint32(whole.byteLength - 6, true);
    view.setUint16(directory + 8, 0x0801, true);
    const store = await ZipStore.open(outerStore(whole), "a.zip");
    await expect(store.get("zarr.json")).rejects.toThrow(/encrypted/);
  });

  test("an archive that is removed, or replaced by another, after it was opened", async () => {
    const outer = outerStore(await archive("stored"));
    const store = await ZipStore.open(outer, "a.zip");
    outer.values.set("a.zip", new Uint8Array(5000));
    await expect(store.get("c/0")).rejects.toThrow(/no local header/);
    outer.values.delete("a.zip");
    await expect(store.get("c/0")).rejects.toThrow(/missing/);
  });
});

describe("modes", () => {
  test("r: a missing archive is an error", async () => {
    await expect(ZipStore.open(outerStore(), "a.zip")).rejects.toThrow(/no archive under "a.zip" in memory:\/\/outer/);
  });

  test("w: begins anew, and the old archive stands until the end", async () => {
    const outer = outerStore(fixture("v3-zip-deflated.zip"));
    const store = await ZipStore.open(outer, "a.zip", { mode: "w" });
    store.set("new", bytes("1"));
    expect(await store.get("zarr.json")).toBeUndefined();
    expect(outer.values.get("a.zip")).toEqual(fixture("v3-zip-deflated.zip"));
    await store.close();
    expect(await collect((await ZipStore.open(outer, "a.zip")).list(""))).toEqual(["new"]);
  });

  test("w: an archive of nothing is one", async () => {
    const outer = outerStore();
    await (await ZipStore.open(outer, "a.zip", { mode: "w" })).close();
    expect(await collect((await ZipStore.open(outer, "a.zip")).list(""))).toEqual([]);
    expect(outer.values.get("a.zip")?.byteLength).toBe(22);
  });

  test("a: keeps what there is, replaces and adds", async () => {
    const outer = outerStore(fixture("v3-zip-deflated.zip"));
    const before = await ZipStore.open(outerStore(fixture("v3-zip-deflated.zip")), "a.zip");
    const store = await ZipStore.open(outer, "a.zip", { mode: "a" });
    store.set("zarr.json", bytes("{}"));
    store.set("new/c/0", bytes("1"));
    expect(await text(store.get("zarr.json"))).toBe("{}");
    expect(await store.get("x/zarr.json")).toEqual(await before.get("x/zarr.json"));
    await store.close();
    const after = await ZipStore.open(outer, "a.zip");
    expect(await collect(after.list(""))).toEqual([...(await collect(before.list(""))), "new/c/0"].sort());
    for (const key of await collect(before.list(""))) {
      if (key !== "zarr.json") expect(await after.get(key)).toEqual(await before.get(key));
    }
    expect(await text(after.get("zarr.json"))).toBe("{}");
  });

  test("a: nothing set, nothing written; a missing archive is made", async () => {
    const outer = outerStore(fixture("v3-zip-duplicate-entry.zip"));
    await (await ZipStore.open(outer, "a.zip", { mode: "a" })).close();
    expect(outer.values.get("a.zip")).toEqual(fixture("v3-zip-duplicate-entry.zip"));
    await (await ZipStore.open(outer, "b.zip", { mode: "a" })).close();
    expect(outer.values.get("b.zip")?.byteLength).toBe(22);
  });

  test("x: refuses an archive that exists, now or when it is closed", async () => {
    const outer = outerStore(fixture("v3-zip-deflated.zip"));
    await expect(ZipStore.open(outer, "a.zip", { mode: "x" })).rejects.toThrow(/exists already/);
    const store = await ZipStore.open(outer, "b.zip", { mode: "x" });
    store.set("mine", bytes("1"));
    outer.values.set("b.zip", fixture("v3-zip-deflated.zip"));
    await expect(store.close()).rejects.toThrow(/changed by somebody else/);
    expect(outer.values.get("b.zip")).toEqual(fixture("v3-zip-deflated.zip"));
  });

  test("a: two writers, and the second is told", async () => {
    const outer = outerStore(fixture("v3-zip-deflated.zip"));
    const one = await ZipStore.open(outer, "a.zip", { mode: "a" });
    const two = await ZipStore.open(outer, "a.zip", { mode: "a" });
    one.set("one", bytes("1"));
    two.set("two", bytes("2"));
    await one.close();
    await expect(two.close()).rejects.toThrow(/changed by somebody else/);
    expect(await text((await ZipStore.open(outer, "a.zip")).get("one"))).toBe("1");
    expect(await text(two.get("two"))).toBe("2");
  });

  test("unknown modes, and stores that cannot be written", async () => {
    await expect(ZipStore.open(outerStore(), "a.zip", { mode: "rw" as "r" })).rejects.toThrow(TypeError);
    await expect(ZipStore.open(outerStore(), "a.zip", { compression: "lzma" as "stored" })).rejects.toThrow(TypeError);
    const { contract, description, get } = outerStore();
    await expect(ZipStore.open({ contract, description, get }, "a.zip", { mode: "w" })).rejects.toThrow(/cannot/);
  });
});

describe("writing", () => {
  test("equal values make equal archives, byte for byte", async () => {
    const outer = outerStore();
    for (const key of ["a.zip", "b.zip"]) {
      const store = await ZipStore.open(outer, key, { mode: "w" });
      store.set("é/0", bytes("old"));
      store.set("zarr.json", bytes("{}"));
      store.set("é/0", bytes("new"));
      await store.close();
    }
    expect(outer.values.get("b.zip")).toEqual(outer.values.get("a.zip"));
    // Read back with Python's zipfile when it was recorded.
    expect(Buffer.from(outer.values.get("a.zip") as Uint8Array).toString("base64")).toBe(
      "UEsDBBQAAAgAAAAAIQBFRONrAwAAAAMAAAAEAAAAw6kvMG5ld1BLAwQUAAAIAAAAACEAQ7+mowIAAAACAAAACQAAAHphcnIuanNvbnt9UEsBAhQDFAAACAAAAAAhAEVE42sDAAAAAwAAAAQAAAAAAAAAAAAAAKSBAAAAAMOpLzBQSwECFAMUAAAIAAAAACEAQ7+mowIAAAACAAAACQAAAAAAAAAAAAAApIElAAAAemFyci5qc29uUEsFBgAAAAACAAIAaQAAAE4AAAAAAA==",
    );
  });

  test("deflated only where that is shorter", async () => {
    const outer = outerStore();
    const store = await ZipStore.open(outer, "a.zip", { mode: "w", compression: "deflated" });
    store.set("zeros", new Uint8Array(100_000));
    store.set("short", bytes("x"));
    await store.close();
    expect(outer.values.get("a.zip")?.byteLength).toBeLessThan(500);
    const read = await ZipStore.open(outer, "a.zip");
    expect((await read.get("zeros"))?.byteLength).toBe(100_000);
    expect(await text(read.get("short"))).toBe("x");
  });

  test("more entries than 16 bits can count", async () => {
    const outer = outerStore();
    const store = await ZipStore.open(outer, "a.zip", { mode: "w" });
    for (let i = 0; i < 70_000; i++) store.set(`c/${i}`, Uint8Array.of(i & 255));
    await store.close();
    outer.requests.length = 0;
    const read = await ZipStore.open(outer, "a.zip");
    expect(outer.requests.length).toBe(2);
    let count = 0;
    for await (const _ of read.list("c/")) count++;
    expect(count).toBe(70_000);
    expect(await read.get("c/69999")).toEqual(Uint8Array.of(69_999 & 255));
  });

  test("deletes are unsupported, except of what is not there", async () => {
    const store = await ZipStore.open(outerStore(fixture("v3-zip-deflated.zip")), "a.zip", { mode: "a" });
    store.set("pending/0", bytes("1"));
    for (const call of [
      () => store.delete("zarr.json"),
      () => store.delete("pending/0"),
      () => store.deletePrefix("x/"),
      () => store.deletePrefix("pending/"),
      () => store.deletePrefix(""),
    ]) {
      expect(call).toThrow(expect.objectContaining({ code: "unsupported" }));
    }
    store.delete("missing");
    store.deletePrefix("missing/");
    store.deletePrefix("zarr.json/");
  });

  test("a closed store can be used on, and be closed again", async () => {
    const outer = outerStore();
    const store = await ZipStore.open(outer, "a.zip", { mode: "x" });
    store.set("a", bytes("1"));
    const ended = store[Symbol.asyncDispose]();
    store.set("b", bytes("22"));
    await ended;
    expect(await text(store.get("a"))).toBe("1");
    expect(await text(store.get("b"))).toBe("22");
    store.set("a", bytes("333"));
    await Promise.all([store.close(), store.close()]);
    const requests = outer.requests.length;
    await store.close();
    expect(outer.requests.length).toBe(requests);
    const read = await ZipStore.open(outer, "a.zip");
    expect([await text(read.get("a")), await text(read.get("b"))]).toEqual(["333", "22"]);
  });

  test("reads that are under way while the archive is replaced see whole values", async () => {
    const outer = outerStore();
    const store = await ZipStore.open(outer, "a.zip", { mode: "w" });
    for (let i = 0; i < 20; i++) store.set(`c/${i}`, new Uint8Array(1000).fill(i));
    await store.close();
    for (let round = 0; round < 20; round++) {
      store.set(`c/${round}`, new Uint8Array(500 + round).fill(100 + round));
      const closing = store.close();
      const parts = await Promise.all(
        Array.from({ length: 20 }, (_, i) => store.get(`c/${i}`, { range: { offset: 10, length: 400 } })),
      );
      for (const [i, part] of parts.entries()) expect(part).toEqual(new Uint8Array(400).fill(i <= round ? 100 + i : i));
      await closing;
    }
  });
});

describe("requests", () => {
  test("one for a whole value; a header once, then one for each part", async () => {
    const outer = outerStore(fixture("v2-zip-stored.zip"));
    const store = await ZipStore.open(outer, "a.zip");
    expect(outer.requests.length).toBe(1);
    await store.get("x/0.0");
    expect(outer.requests.length).toBe(2);
    await store.get("x/0.0", { range: { offset: 2, length: 2 } });
    expect(outer.requests.length).toBe(3);
    await store.get("x/0.1", { range: { offset: 2, length: 2 } });
    expect(outer.requests.length).toBe(5);
    await store.get("x/0.1", { range: { offset: 0, length: 0 } });
    expect(await store.get("x/missing")).toBeUndefined();
    expect(outer.requests.length).toBe(5);
  });
});

test("over a store that lends its memory, what is read is lent as well", async () => {
  const memory = new MemoryStore(new Map([["deep/a.zip", fixture("v2-zip-stored.zip")]]));
  const store = await ZipStore.open(memory, "deep/a.zip");
  expect(store.borrowed).toBe(true);
  expect(store.description).toBe(`${memory.description}/deep/a.zip`);
  expect((await store.get("x/0.0"))?.byteLength).toBe(32);
});
