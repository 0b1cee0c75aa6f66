import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { npmInstall, packPackages } from "../src/process/npm.ts";
import { listPackages } from "../src/process/package-list.ts";
import { LocalRegistry } from "../src/process/registry.ts";
import { type Outcome, run, TemporaryFolder } from "../src/process/run.ts";
import { python } from "./environment.ts";
import { type Nginx, startNginx } from "./nginx.ts";
import { type S3Server, startS3 } from "./s3-server.ts";

// The command line as its users get it: packed, installed with npm into an empty folder, and run there, on what
// zarr-python wrote. zarr-python and numpy read what comes out.
const script = fileURLToPath(new URL("command_line.py", import.meta.url));
const folder = new TemporaryFolder();
const cwd = join(folder.path, "empty");
const registry = new LocalRegistry();
let nginx: Nginx;

/** What npx starts, without the second that npx itself takes. */
const zarrkit = (...parameters: string[]): Promise<Outcome> =>
  run(join(cwd, "node_modules/.bin/zarrkit"), parameters, { cwd });

/** Runs a command that has to go well; answers what it printed. */
async function done(...parameters: string[]): Promise<string> {
  const { code, output } = await zarrkit(...parameters);
  expect(code, `zarrkit ${parameters.join(" ")}: ${output}`).toBe(0);
  return output;
}

/** Whether Python finds two things equal, or says in what they differ. */
async function inPython(...parameters: string[]): Promise<string> {
  return (await run(python, ["-W", "ignore", script, ...parameters], { cwd })).output.trim();
}

beforeAll(async () => {
  for (const file of (await packPackages(folder)).values()) registry.addTarball(file);
  const ours = listPackages().filter((one) => one.isPublic);
  for (const { directory } of ours) registry.addDependencies(directory);
  await registry.start();
  folder.write({ "empty/package.json": JSON.stringify({ private: true }) });
  const { code, output } = await npmInstall(folder, "empty", registry, ["zarrkit"]);
  expect(code, output).toBe(0);
  expect(await inPython("write", ".")).toBe("equal");
  nginx = await startNginx(cwd);
});
afterAll(async () => {
  await nginx?.stop();
  await registry.stop();
  folder.remove();
});

describe.each(["v2.zarr", "v3.zarr", "sharded.zarr", "zipped.zip"])("%s, written by zarr-python", (source) => {
  const format = source === "v2.zarr" ? 2 : 3;
  const out = (name: string): string => `${source}-${name}`;

  test("info, tree and ls say what it is", async () => {
    expect(await done("info", source)).toMatch(/^title +: "корень"\nbig +: 9007199254740993$/m);
    const volume = JSON.parse(await done("info", source, "-p", "weather/volume", "--json"));
    expect(volume).toMatchObject({ shape: [20, 30, 40], dtype: "int16", fillValue: -9, zarrFormat: format });
    expect(volume.attributes).toEqual({ units: "mm" });
    expect(await done("tree", source)).toContain("│   ├── volume (20, 30, 40) int16\n");
    expect(await done("ls", source)).toBe("counts\ndays\nmask\npicture\nscalar\nspectrum\nweather/\nwords\n");
  });

  test("cat gives text, JSON, .npy and pictures", async () => {
    expect(await done("cat", source, "14,0,:4", "-p", "weather/volume")).toBe("16800 16801 16802 16803\n");
    expect(await done("cat", source, "-1,0,:2", "-p", "weather/volume")).toBe("-9 -9\n");
    expect(JSON.parse(await done("cat", source, "-p", "words", "--json"))).toEqual(["один", "", "two words"]);
    expect(JSON.parse(await done("cat", source, "-p", "spectrum", "--json"))).toEqual([
      [1, 2],
      [0, -3],
      ["Infinity", 0],
    ]);
    const compare = async (form: "npy" | "png", paths: readonly string[]): Promise<void> => {
      const pairs: string[] = [];
      for (const path of paths) {
        const file = out(`${path.replace("/", "-")}.${form}`);
        await done("cat", source, "-p", path, `--${form}`, "-o", file);
        pairs.push(file, `${source}//${path}`);
      }
      expect(await inPython(form, ...pairs)).toBe("equal");
    };
    await compare("npy", ["weather/waves", "weather/volume", "mask", "counts", "spectrum", "days", "scalar"]);
    await compare("png", ["weather/waves", "picture"]);
  });

  test("validate finds nothing wrong, and du counts every byte", async () => {
    expect(await done("validate", source)).toMatch(/^11 nodes, \d+ good chunks, 0 errors, 0 warnings\.\n$/);
    const rows = JSON.parse(await done("du", source, "--json")) as { path: string; bytes: number }[];
    expect(rows).toHaveLength(11);
    expect(rows[0]?.bytes).toBeGreaterThan(rows.find(({ path }) => path === "/weather")?.bytes as number);
  });

  test("consolidate, and copy from a web server", async () => {
    const consolidated = `consolidated-${source}`;
    cpSync(join(cwd, source), join(cwd, consolidated), { recursive: true });
    expect(await done("consolidate", consolidated)).toBe("Consolidated 10 nodes.\n");
    const address = `${nginx.url}/${consolidated}`;
    await done("copy", address, out("copy.zarr"));
    expect(await inPython("same", source, out("copy.zarr"))).toBe("equal");
    expect(await done("validate", address)).toContain("11 nodes, ");
    expect(await done("du", address, "--json")).toBe(await done("du", consolidated, "--json"));
    await done("copy", out("copy.zarr"), out("copy.zip"));
    expect(await inPython("same", source, out("copy.zip"))).toBe("equal");
  });

  test("rechunk into other chunks, shards and codecs", async () => {
    const [from, plain] = ["weather/volume", out("plain.zarr")];
    await done("rechunk", source, plain, "-p", from, "--chunks", "7,30,11", "--max-memory", "64K", "--codec", "gzip");
    expect(await inPython("same", `${source}//${from}`, plain)).toBe("equal");
    if (format === 3) {
      const shards = ["--chunks", "5,5,8", "--shards", "10,30,40"];
      await done("rechunk", source, out("b.zip"), "-p", from, "--dest-path", "a/b", ...shards);
      expect(await inPython("same", `${source}//${from}`, `${out("b.zip")}//a/b`)).toBe("equal");
    }
  });
});

test("convert makes version 3 of version 2 and of numpy's file, create an array", async () => {
  await done("convert", "v2.zarr", "converted.zarr");
  expect(JSON.parse(readFileSync(join(cwd, "converted.zarr/zarr.json"), "utf8"))).toMatchObject({ zarr_format: 3 });
  expect(await inPython("same", "v2.zarr", "converted.zarr")).toBe("equal");
  await done("convert", `${nginx.url}/consolidated-v2.zarr`, "converted.zip");
  expect(await inPython("same", "v2.zarr", "converted.zip")).toBe("equal");
  await done("cat", "v3.zarr", "-p", "weather/volume", "--npy", "-o", "volume.npy");
  await done("convert", "volume.npy", "of-numpy.zip", "--dest-path", "a", "--chunks", "8,8,8");
  expect(await inPython("npy", "volume.npy", "of-numpy.zip//a")).toBe("equal");
  await done("create", "created.zip", "-p", "a", "--shape", "3,2", "--dtype", "<i2", "--fill", "7", "--format", "2");
  await done("cat", "created.zip", "-p", "a", "--npy", "-o", "created.npy");
  expect(await inPython("npy", "created.npy", "created.zip//a")).toBe("equal");
  const refused = await zarrkit("convert", "v3.zarr", "never.zarr");
  expect([refused.code, existsSync(join(cwd, "never.zarr"))]).toEqual([1, false]);
});

test("serve gives a store to zarr-python's readers and to copy", async () => {
  const server: ChildProcess = spawn(process.execPath, [
    join(cwd, "node_modules/zarrkit/dist/main.js"),
    ...["serve", join(cwd, "consolidated-zipped.zip"), "--port", "0", "--json"],
  ]);
  try {
    const [line] = (await once(server.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    await done("copy", url, "served.zarr");
    expect(await inPython("same", "zipped.zip", "served.zarr")).toBe("equal");
  } finally {
    server.kill("SIGINT");
    const [code] = await once(server, "exit");
    expect(code).toBe(0);
  }
});

describe("an address of S3", () => {
  const address = "s3://zarrkit/a";
  let server: S3Server;
  /** Where the service is, for options of this name. */
  const service = (option: string): string[] => {
    const { accessKeyId, secretAccessKey } = server.credentials;
    return [
      `endpoint=${server.endpoint}`,
      `region=${server.region}`,
      `credentials.accessKeyId=${accessKeyId}`,
      `credentials.secretAccessKey=${secretAccessKey}`,
    ].flatMap((setting) => [option, setting]);
  };
  beforeAll(async () => {
    // The SDK's, about the version of Node, would stand between what is printed.
    process.env.NODE_NO_WARNINGS = "1";
    server = await startS3("versitygw");
    const { endpoint, region, credentials } = server;
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: "zarrkit" }));
    client.destroy();
  });
  afterAll(async () => {
    delete process.env.NODE_NO_WARNINGS;
    await server?.stop();
  });

  test("is copied to, looked into, rechunked and copied from", async () => {
    const [here, there] = [service("-s"), service("--dest-storage")];
    const copied = JSON.parse(await done("copy", "sharded.zarr", address, ...there, "--json"));
    expect(copied.copied).toBeGreaterThan(11);
    // Chunks that are there are not copied again.
    const again = JSON.parse(await done("copy", "sharded.zarr", address, ...there, "--json"));
    expect(again).toMatchObject({ copied: 11, present: copied.copied - 11 });
    expect(await done("tree", address, ...here)).toBe(await done("tree", "sharded.zarr"));
    expect(await done("du", address, ...here, "--json")).toBe(await done("du", "sharded.zarr", "--json"));
    expect(await done("validate", address, ...here)).toContain("0 errors, 0 warnings.");
    await done("copy", address, "from-s3.zarr", ...here);
    expect(await inPython("same", "sharded.zarr", "from-s3.zarr")).toBe("equal");
    const layout = ["-p", "weather/volume", "--dest-path", "b", "--chunks", "5,30,8"];
    await done("rechunk", address, address, ...layout, ...here, ...there);
    await done("copy", `${address}/b`, "rechunked.zarr", ...here);
    expect(await inPython("same", "sharded.zarr//weather/volume", "rechunked.zarr")).toBe("equal");
  });

  test("says which bucket is missing", async () => {
    const { code, output } = await zarrkit("info", "s3://no-such-bucket/a", ...service("-s"));
    expect(code).toBe(1);
    expect(output).toContain("s3://no-such-bucket/a");
  });
});

test("npx finds it", async () => {
  const { code, output } = await run("npx", ["--offline", "--no-install", "zarrkit", "ls", "v3.zarr"], { cwd });
  expect(code, output).toBe(0);
  expect(output).toContain("weather/\n");
});

test("exit codes: 2 for a command that makes no sense, 1 for what failed", async () => {
  for (const wrong of [["frobnicate"], ["cat", "v3.zarr", "a:b", "-p", "mask"], ["tree", "v3.zarr", "--level", "x"]]) {
    expect(await zarrkit(...wrong)).toMatchObject({ code: 2 });
  }
  expect(await zarrkit("info", "nothing.zarr")).toMatchObject({ code: 1 });
  expect(await done("--help")).toContain("Exit codes: 0, 1 when");
});
