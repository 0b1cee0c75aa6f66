import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

const folder = fileURLToPath(new URL("../.servers", import.meta.url));

/** The programs, in the versions that the tests were written with. */
const programs = {
  versitygw: {
    module: "github.com/versity/versitygw",
    main: "github.com/versity/versitygw/cmd/versitygw",
    version: "v1.8.0",
  },
  minio: {
    module: "github.com/minio/minio",
    main: "github.com/minio/minio",
    version: "v0.0.0-20260212201848-7aac2a2c5b7c",
  },
} as const;

export type S3Program = keyof typeof programs;
export const s3Programs: readonly S3Program[] = Object.keys(programs) as S3Program[];

function go(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  try {
    const env = { ...process.env, ...environment };
    return execFileSync("go", parameters, { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] }).trim();
  } catch (cause) {
    throw new Error("The S3 tests need Go to build the servers that they run against", { cause });
  }
}

/** Where the program is, if it is there in the right version: in the folder of these tests, or where Go puts programs. */
function find(name: S3Program): string | undefined {
  const { module, version } = programs[name];
  const file = process.platform === "win32" ? `${name}.exe` : name;
  const candidates = [folder, go(["env", "GOBIN"]), join(go(["env", "GOPATH"]), "bin")];
  return candidates
    .map((directory) => join(directory, file))
    .find(
      (path) =>
        existsSync(path) && new RegExp(`\\smod\\s+${module}\\s+${version}\\s`).test(go(["version", "-m", path])),
    );
}

/** Builds the servers that are not there yet. */
export function prepareS3Servers(): void {
  for (const name of s3Programs) {
    if (find(name) !== undefined) continue;
    mkdirSync(folder, { recursive: true });
    go(["install", `${programs[name].main}@${programs[name].version}`], { GOBIN: folder });
  }
}

/** A server that runs, over a folder of its own. */
export interface S3Server {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The same for programs that look into their environment. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a server on a free port of this machine. */
export async function startS3(name: S3Program): Promise<S3Server> {
  const program = find(name);
  if (program === undefined) throw new Error(`${name} has not been built`);
  const data = mkdtempSync(join(tmpdir(), `zarrkit-${name}-`));
  const address = `127.0.0.1:${await freePort()}`;
  const credentials = { accessKeyId: "zarrkit", secretAccessKey: "zarrkit-secret" };
  const [parameters, secrets] =
    name === "minio"
      ? [
          ["server", "--quiet", "--address", address, data],
          ["MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD"],
        ]
      : [
          ["--port", address, "--quiet", "posix", data],
          ["ROOT_ACCESS_KEY", "ROOT_SECRET_KEY"],
        ];
  const [user, password] = secrets as [string, string];
  const env = {
    ...process.env,
    [user]: credentials.accessKeyId,
    [password]: credentials.secretAccessKey,
    MINIO_BROWSER: "off",
    MINIO_UPDATE: "off",
  };
  const child = spawn(program, parameters, { env, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (words = (words + text).slice(-4000)));
  const endpoint = `http://${address}`;
  const end = (): void => void child.kill("SIGKILL");
  process.once("exit", end);
  const stop = async (): Promise<void> => {
    process.off("exit", end);
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      end();
      await ended;
    }
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await answers(endpoint, child);
  } catch (cause) {
    await stop();
    throw new Error(`${name} did not start: ${words}`, { cause });
  }
  const region = "us-east-1";
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  return { endpoint, region, credentials, environment, stop };
}

/** Waits until the server answers anything. */
async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await (await fetch(endpoint)).arrayBuffer();
      return;
    } catch (error) {
      if (child.exitCode !== null || attempt === 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
