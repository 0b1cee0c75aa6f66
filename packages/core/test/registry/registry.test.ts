import { describe, expect, test } from "vitest";
import type { CodecFactory, Extension } from "../../src/contract/index.ts";
import { UnsupportedError } from "../../src/error/usage-error.ts";
import { buildRegistry, v2Spelling } from "../../src/registry/registry.ts";
import { caught } from "../support/caught.ts";

const nothing: CodecFactory = { create: () => expect.unreachable() };
const codec = (members: Partial<Extension<"codec">> & { name: string }): Extension<"codec"> => ({
  point: "codec",
  load: () => nothing,
  ...members,
});

describe("looking up", () => {
  const gzip = codec({ name: "gzip", aliases: ["old.gzip"], numcodecsId: "gzip" });
  const bits: Extension<"data_type"> = {
    point: "data_type",
    name: "raw",
    pattern: /r[0-9]+/,
    load: () => expect.fail(),
  };
  const floats: Extension<"data_type"> = {
    point: "data_type",
    name: "float32",
    v2: /[<>]f4/,
    load: () => expect.fail(),
  };
  const registry = buildRegistry(gzip, bits, floats);

  test("finds names and aliases at their own point only", () => {
    expect(registry.find("codec", "gzip")).toBe(gzip);
    expect(registry.find("codec", "old.gzip")).toBe(gzip);
    expect(registry.find("data_type", "gzip")).toBeUndefined();
    expect(registry.find("codec", "GZIP")).toBeUndefined();
  });

  test("matches patterns with the whole name", () => {
    expect(registry.find("data_type", "r16")).toBe(bits);
    expect(registry.find("data_type", "xr16")).toBeUndefined();
    expect(registry.find("data_type", "r16x")).toBeUndefined();
    expect(registry.find("data_type", "r")).toBeUndefined();
  });

  test("prefers an exact name to a pattern", () => {
    const exact: Extension<"data_type"> = { point: "data_type", name: "r8", load: () => expect.fail() };
    expect(buildRegistry(exact, bits).find("data_type", "r8")).toBe(exact);
    expect(buildRegistry(exact, bits).find("data_type", "r16")).toBe(bits);
  });

  test("finds codecs by numcodecs id and types by their version 2 spelling", () => {
    expect(registry.findNumcodecs("gzip")).toBe(gzip);
    expect(registry.findNumcodecs("old.gzip")).toBeUndefined();
    expect(registry.findV2DataType("<f4")).toBe(floats);
    expect(registry.findV2DataType("<f44")).toBeUndefined();
  });

  test("lists names, all or at a point", () => {
    expect(registry.names).toEqual(["gzip", "raw", "float32"]);
    expect(registry.namesAt("data_type")).toEqual(["raw", "float32"]);
    expect(registry.namesAt("chunk_grid")).toEqual([]);
  });

  test("of two with one name takes the later", () => {
    const mine = codec({ name: "gzip", numcodecsId: "gzip" });
    expect(buildRegistry(gzip, mine).find("codec", "gzip")).toBe(mine);
    expect(buildRegistry(gzip, mine).findNumcodecs("gzip")).toBe(mine);
    expect(buildRegistry(mine, gzip).find("codec", "gzip")).toBe(gzip);
  });

  test("v2 spellings name objects by their codec, and field lists as such", () => {
    expect(v2Spelling("<f4", undefined)).toBe("<f4");
    expect(v2Spelling("|O", "vlen-utf8")).toBe("|O:vlen-utf8");
    expect(v2Spelling("|O", undefined)).toBe("|O:");
    expect(v2Spelling([["a", "<i2"]], undefined)).toBe("[]");
  });
});

describe("extending", () => {
  test("answers a new registry and leaves the old one alone", () => {
    const base = buildRegistry(codec({ name: "a" }));
    const more = base.extend(codec({ name: "b" }));
    expect(base.names).toEqual(["a"]);
    expect(more.names).toEqual(["a", "b"]);
    expect(base.find("codec", "b")).toBeUndefined();
    expect(Object.isFrozen(base)).toBe(true);
  });
});

describe("loading", () => {
  test("happens once for each registry, and not before it is asked for", async () => {
    let loads = 0;
    const lazy = codec({
      name: "lazy",
      load: async () => {
        loads++;
        return nothing;
      },
    });
    const registry = buildRegistry(lazy);
    registry.find("codec", "lazy");
    expect(loads).toBe(0);
    expect(await Promise.all([registry.load(lazy), registry.load(lazy)])).toEqual([nothing, nothing]);
    expect(loads).toBe(1);
    await registry.extend().load(lazy);
    expect(loads).toBe(2);
  });

  test("stays synchronous where the plugin is", () => {
    expect(buildRegistry(codec({ name: "a" })).load(codec({ name: "a" }))).toBe(nothing);
  });

  test.each(["now", "later"])("that fails %s says what, and is tried again", async (when) => {
    let attempts = 0;
    const flaky = codec({
      name: "flaky",
      load: () => {
        attempts++;
        const failure = attempts === 1 ? new Error("offline") : undefined;
        if (failure !== undefined && when === "now") throw failure;
        return failure === undefined ? nothing : Promise.reject(failure);
      },
    });
    const registry = buildRegistry(flaky);
    const error = await caught(async () => registry.load(flaky));
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toMatch(/codec "flaky": offline/);
    expect(await registry.load(flaky)).toBe(nothing);
  });
});
