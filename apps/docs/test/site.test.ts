import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { builtPages, deadLinks } from "../src/page/link.ts";

const site = fileURLToPath(new URL("../site", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));

describe("the built site", () => {
  const folders = ["guide", "concepts", "recipes", "reference", "results"];

  test("has a page for every source", () => {
    const sources = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".md"))
        .map((name) => `${folder}/${name}`),
    );
    expect(sources.length).toBeGreaterThan(40);
    const built = builtPages(site);
    expect(sources.filter((name) => !built.includes(name.replaceAll("\\", "/").replace(/md$/, "html")))).toEqual([]);
  });

  test("has no dead link, and loads nothing from elsewhere", () => {
    expect(deadLinks(site)).toEqual([]);
  });

  test("carries its search index, with every page in it", () => {
    const chunks = join(site, "assets/chunks");
    const name = readdirSync(chunks).find((chunk) => chunk.startsWith("@localSearchIndex")) as string;
    const index = readFileSync(join(chunks, name), "utf8");
    const pages = builtPages(site).filter((page) => folders.includes(page.split("/")[0] as string));
    const linked = (page: string): boolean => index.includes(`"/${page.replace(/index\.html$/, "")}#`);
    expect(pages.filter((page) => !linked(page))).toEqual([]);
  });
});

describe("the check of links", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zarrkit-site-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, html: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), html);
  };

  test("finds what leads nowhere", () => {
    write(
      "a/index.html",
      '<h1 id="top"> <a href="#top"> <a href="../b.html#x"> <a href="/b.html"> <a href="https://a.b">',
    );
    write(
      "b.html",
      '<a href="/a/#gone"> <a href="/c.html"> <a href="#"> <img src="d.png"> <script src="https://a.b/c.js">',
    );
    expect(deadLinks(folder)).toEqual([
      "a/index.html: ../b.html#x",
      "b.html: /a/#gone",
      "b.html: /c.html",
      "b.html: d.png",
      "b.html loads https://a.b/c.js",
    ]);
  });
});
