import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGroup, errors, openArray, openGroup } from "@zarrkit/api";
import { describe, expect, test } from "vitest";
import { holding } from "../../src/hostile/document.ts";

describe("names that would leave their root", () => {
  const names = [
    "..",
    ".",
    "../outside",
    "a/../b",
    "a/./b",
    "/../outside",
    "a/..",
    "..\\outside",
    "a\u0000b",
    "__x",
    "zarr.json",
    "a/zarr.json",
  ];
  // Not forbidden by every reading of the specification; whatever happens must stay inside.
  const doubtful = new Set(["..\\outside", "__x", "zarr.json", "a/zarr.json"]);

  for (const kind of ["memory", "disk"]) {
    test(`creating and opening on ${kind}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "zarrkit-root-"));
      const target = kind === "disk" ? join(folder, "root") : new Map<string, Uint8Array>();
      try {
        const group = await createGroup({ store: target, zarrFormat: 3 });
        for (const name of names) {
          const calls = [
            () => group.createGroup(name),
            () => group.createArray(name, { shape: [2], dtype: "int8" }),
            () => createGroup({ store: target, path: name }),
            () => group.get(name),
            () => openArray(target, { mode: "r", path: name }),
          ];
          for (const call of calls) {
            const [result] = await Promise.allSettled([call()]);
            if (result.status === "rejected") expect(result.reason).toBeInstanceOf(errors.ZarrError);
            else expect(doubtful.has(name), `${JSON.stringify(name)} was accepted`).toBe(true);
          }
        }
        if (target instanceof Map) {
          for (const key of target.keys()) expect(key.split("/")).not.toContain("..");
        } else {
          expect(readdirSync(folder)).toEqual(["root"]);
          expect(existsSync(join(folder, "outside"))).toBe(false);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  test("attributes cannot reach a prototype", async () => {
    const text =
      '{"zarr_format":3,"node_type":"group","attributes":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}';
    const group = await openGroup(holding("zarr.json", new TextEncoder().encode(text)), { mode: "r+" });
    expect(Object.keys(group.attrs)).toContain("__proto__");
    await group.updateAttributes(JSON.parse('{"__proto__":{"polluted":1},"x":1}'));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((group.attrs as Record<string, unknown>).x).toBe(1);
  });

  test("attributes keep integers beyond 2^53 and special floats", async () => {
    const text =
      '{"zarr_format":3,"node_type":"group","attributes":{"n":12345678901234567890,"m":-9007199254740993,"f":0.1}}';
    const target = holding("zarr.json", new TextEncoder().encode(text));
    const group = await openGroup(target, { mode: "r+" });
    expect(group.attrs).toEqual({ n: 12345678901234567890n, m: -9007199254740993n, f: 0.1 });
    await group.updateAttributes({ more: true });
    const written = new TextDecoder().decode(target.entries.get("zarr.json"));
    expect(written).toMatch(/12345678901234567890\b/);
    expect(written).toMatch(/-9007199254740993\b/);
  });
});
