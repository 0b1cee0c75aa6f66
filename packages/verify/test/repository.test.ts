import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listPackages, type Manifest, type Package } from "../src/process/package-list.ts";
import { repository } from "../src/process/run.ts";

const read = (...path: readonly string[]): string => readFileSync(join(repository, ...path), "utf8");
const packages = listPackages();
const open = packages.filter((one) => one.isPublic);

describe("a clone installs the same from any registry", () => {
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", ".npmrc"].filter((name) =>
    existsSync(join(repository, name)),
  );
  test.each(files)("%s names no host", (name) => {
    const lines = read(name).split("\n");
    // A tarball or a message of deprecation would bring one in.
    expect(lines.filter((line) => /\w+:\/\/|\btarball:|\bregistry\b/.test(line))).toEqual([]);
  });

  test("no package pulls an unpinned build, a link or an address", () => {
    const ranges = packages.flatMap(({ name, manifest }) =>
      Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).map(
        ([to, range]) => `${name}: ${to} ${range}`,
      ),
    );
    expect(ranges.filter((range) => / (file|link|git|github|https?):|\*$| latest$/.test(range))).toEqual([]);
  });
});

// Whatever builds clears what was built before, under the feet of tests that run on it.
test("nothing that tests or checks builds in the same run", () => {
  const { tasks } = JSON.parse(read("turbo.json").replace(/^\s*\/\/.*$/gm, "")) as {
    tasks: Record<string, { dependsOn?: readonly string[] }>;
  };
  const makes = (name: string): boolean => /(^|#|\^)(build|site)$/.test(name);
  const building = Object.entries(tasks).filter(([name, task]) => !makes(name) && task.dependsOn?.some(makes));
  expect(Object.keys(tasks)).toContain("test");
  expect(building).toEqual([]);
});

describe("changesets", () => {
  const names = readdirSync(join(repository, ".changeset")).filter((name) => /^(?!README).*\.md$/.test(name));
  const header = (name: string): string => /^---\n([\s\S]*?)---\n/.exec(read(".changeset", name))?.[1] ?? "nothing";

  test("name packages that exist and are published", () => {
    const lines = names.flatMap((name) => header(name).trim().split("\n"));
    const known = (line: string): boolean => {
      const [, entry] = /^"([^"]+)": (?:patch|minor|major)$/.exec(line) ?? [];
      return open.some((one) => one.name === entry);
    };
    expect(lines.filter((line) => !known(line))).toEqual([]);
  });

  test("announce every package that was never released", () => {
    const announced = names.map(header).join("\n");
    const waiting = open.filter(({ manifest }) => manifest.version === "0.0.0").map((one) => one.name);
    expect(waiting.filter((name) => !announced.includes(`"${name}": minor`))).toEqual([]);
  });
});

describe.each(open)("the manifest of $name", ({ directory, folder, name, manifest }: Package) => {
  test("keeps the house's form", () => {
    expect(name).toBe(folder === "zarrkit" ? "zarrkit" : `@zarrkit/${folder}`);
    expect(manifest).toMatchObject({
      license: "MIT",
      type: "module",
      engines: { node: ">=20.19" },
      files: ["dist", "src"],
    } satisfies Partial<Manifest>);
    // Only a script that works by being loaded may have effects, and has to be named.
    const { sideEffects } = manifest as { sideEffects?: unknown };
    const scripts = Array.isArray(sideEffects) ? (sideEffects as string[]) : [];
    expect(sideEffects === false || scripts.length > 0).toBe(true);
    expect(scripts.filter((script) => !/^\.\/(src|dist)\/[\w/-]+\.(ts|js)$/.test(script))).toEqual([]);
    expect(manifest.description).toMatch(/^[A-Z].*\.$/);
    expect(manifest.exports?.["./package.json"]).toBe("./package.json");
    expect(Object.keys(manifest.exports ?? {}).filter((subpath) => subpath.includes("*"))).toEqual([]);
  });

  test("clears what an earlier build left", () => {
    expect(manifest.scripts?.["build"]).toMatch(/^node \.\.\/\.\.\/scripts\/clear-dist\.mjs && /);
  });

  test("runs nothing when it is installed", () => {
    const hooks = ["preinstall", "install", "postinstall", "prepare", "prepublish"];
    expect(hooks.filter((hook) => manifest.scripts?.[hook] !== undefined)).toEqual([]);
  });

  test("comes with a README that names the package and how to install it", () => {
    const readme = readFileSync(join(directory, "README.md"), "utf8");
    expect(readme.startsWith(`# ${name}\n`)).toBe(true);
    expect(readme).toContain(`npm install ${name}`);
  });
});

describe.each(open.filter((one) => one.isPlugin))("the plugin $name", ({ manifest, isBase }: Package) => {
  test("has the engine as a peer only, and depends on the bases alone", () => {
    expect(manifest.peerDependencies?.["@zarrkit/core"]).toBe("workspace:^");
    const bases = isBase ? [] : open.filter((one) => one.isBase).map((one) => one.name);
    const own = Object.keys(manifest.dependencies ?? {}).filter((other) => other.startsWith("@zarrkit/"));
    expect(own.filter((other) => !bases.includes(other))).toEqual([]);
  });
});
