import { describe, expect, test } from "vitest";
import { Address } from "../src/address.ts";

describe("addresses", () => {
  test("the key's segments are encoded, each by itself, and the query of the root stays", () => {
    const address = new Address("https://example.org/data/my%20map.zarr/?token=a%2Fb&x=1#part");
    expect(address.of("zarr.json")).toBe("https://example.org/data/my%20map.zarr/zarr.json?token=a%2Fb&x=1");
    expect(address.of("/a b/c?d#e/100%/%2e%2e")).toBe(
      "https://example.org/data/my%20map.zarr/a%20b/c%3Fd%23e/100%25/%252e%252e?token=a%2Fb&x=1",
    );
    expect(address.root).toBe("https://example.org/data/my%20map.zarr");
  });

  test("a key arrives as it was, whatever it holds", () => {
    const address = new Address("http://example.org");
    for (const key of ["a/%2e%2e/b", "\\..\\x", "...", "a./.b", "é/😀", "a+b&c=d;e", "http://x"]) {
      if (key.includes("//")) continue;
      const { pathname, search } = new URL(address.of(key));
      expect(search).toBe("");
      expect(pathname.slice(1).split("/").map(decodeURIComponent).join("/")).toBe(key);
    }
  });

  test("keys cannot leave the root", () => {
    const address = new Address("http://example.org/a");
    for (const key of ["..", "a/../../b", ".", "", "a//b", "//host/x", "a/", "\ud800"]) {
      expect(() => address.of(key)).toThrow(RangeError);
    }
  });

  test("what is no address of a server is refused", () => {
    for (const root of ["data", "ftp://example.org", "file:///data", "http://me:secret@example.org/"]) {
      expect(() => new Address(root)).toThrow(TypeError);
    }
  });
});
