// `npm run release:dry`: everything a release does, on a copy of the repository and against a registry on this machine,
// and then what people do with it: installing the published packages into empty projects. Nothing here is changed.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { argv, exit } from "node:process";
import { install } from "../install.mjs";
import { listPackages, repository } from "../workspace.mjs";
import { Registry } from "./registry.mjs";
import { run } from "./run.mjs";
import { strangers } from "./strangers.mjs";

const keep = argv.includes("--keep");
const folder = mkdtempSync(join(tmpdir(), "zarrkit-release-"));
const copy = join(folder, "repository");
const registry = new Registry(join(folder, "registry"));
let status = 0;
try {
  await install();
  await step("copy the repository", copyRepository);
  await step("install", () => script("pnpm.mjs", "install", "--frozen-lockfile", "--prefer-offline"));
  await step("version", () => script("version.mjs"));
  await step("build", () => script("pnpm.mjs", "exec", "turbo", "run", "build", "--filter=!./apps/*"));
  await step("check the packages", () => script("check-pack.mjs"));
  await step("check ranges", checkRanges);
  await step("start a registry", () => registry.start());
  await step("publish", publish);
  for (const { name, use } of strangers(folder, copy, registry)) await step(name, use);
  console.log("\nThe release would work.");
} catch (error) {
  console.error(`\n${error.message}`);
  status = 1;
} finally {
  registry.stop();
  if (keep) console.log(`Kept in ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
exit(status);

async function step(name, work) {
  const start = performance.now();
  try {
    const said = await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(`good  ${name} (${seconds} s)${said === undefined ? "" : `\n${said}`}`);
  } catch (error) {
    console.log(`BAD   ${name}`);
    throw error;
  }
}

/** What git tracks and what it would, as it lies here. */
function copyRepository() {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: repository,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  for (const file of listed.split("\0").filter((name) => name !== "")) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(repository, file), join(copy, file), { verbatimSymlinks: true });
  }
  const git = (...parameters) => execFileSync("git", parameters, { cwd: copy, stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("-c", "user.name=dry run", "-c", "user.email=dry@localhost", "commit", "--quiet", "--message=Rehearse");
}

async function script(name, ...parameters) {
  await run(process.execPath, [join(copy, "scripts", name), ...parameters], { cwd: copy });
}

async function checkRanges() {
  // Needs what was installed.
  // biome-ignore lint/correctness/useImportExtensions: it is JavaScript, and its types lie beside it
  const { brokenRanges } = await import("./ranges.mjs");
  const broken = brokenRanges(listPackages(copy));
  if (broken.length > 0) throw new Error(broken.join("\n"));
}

async function publish() {
  const parameters = [join(copy, "scripts/pnpm.mjs"), "exec", "changeset", "publish", "--no-git-tag"];
  await run(process.execPath, parameters, { cwd: copy, environment: registry.environment });
  const packages = listPackages(copy).filter((one) => one.isPublic);
  for (const { name, manifest } of packages) {
    const published = await registry.versionOf(name);
    if (published !== manifest.version)
      throw new Error(`${name} should be ${manifest.version}, published is ${published}`);
  }
  const changelogs = packages.filter(({ directory }) => readFileSync(join(directory, "CHANGELOG.md"), "utf8") !== "");
  return `      ${packages.length} packages, ${changelogs.length} changelogs`;
}
