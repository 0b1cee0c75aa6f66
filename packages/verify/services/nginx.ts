import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";

const usual = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];

function find(): string | undefined {
  const asked = process.env.ZARRKIT_NGINX;
  return (asked === undefined ? usual : [asked]).find((path) => existsSync(path));
}

/** Installs Debian's nginx where it is missing and may be installed. */
export function prepareNginx(): void {
  if (find() !== undefined) return;
  const asked = process.env.ZARRKIT_NGINX;
  if (asked !== undefined || !existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) {
    throw new Error(
      `The HTTP tests need nginx; looked for ${asked ?? usual.join(", ")}. Install it, or name it in ZARRKIT_NGINX.`,
    );
  }
  execFileSync("apt-get", ["update"], { stdio: "inherit" });
  execFileSync("apt-get", ["install", "--yes", "--no-install-recommends", "nginx-light"], { stdio: "inherit" });
  if (find() === undefined) throw new Error("nginx was installed, and is at none of the usual places");
}

/** A request, as the server's log has it. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly status: number;
  readonly range: string | undefined;
}

/** A server that runs. */
export interface Nginx {
  /** Address of the folder, without a slash at the end. */
  readonly url: string;
  /** The requests that were answered since the last call. */
  take(): readonly LoggedRequest[];
  stop(): Promise<void>;
}

export interface NginxOptions {
  /** Most connections of each of the two workers. */
  readonly workerConnections?: number;
  /** Further directives for the folder, such as `add_header Access-Control-Allow-Origin * always;`. */
  readonly location?: string;
}

/** Serves a folder on a free port of this machine, with a configuration of its own. */
export async function startNginx(root: string, options: NginxOptions = {}): Promise<Nginx> {
  const program = find();
  if (program === undefined) throw new Error("nginx is not installed");
  const folder = mkdtempSync(join(tmpdir(), "zarrkit-nginx-"));
  const port = await freePort();
  const log = join(folder, "access.log");
  writeFileSync(join(folder, "nginx.conf"), configuration({ root, folder, port, log, ...options }));
  const parameters = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")];
  const child = spawn(program, parameters, { stdio: "ignore" });
  const end = (): void => void child.kill("SIGTERM");
  process.once("exit", end);
  const stop = async (): Promise<void> => {
    process.off("exit", end);
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      end();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await answers(url, child);
  } catch (cause) {
    const words = existsSync(join(folder, "error.log")) ? readFileSync(join(folder, "error.log"), "utf8") : "";
    await stop();
    throw new Error(`nginx did not start: ${words}`, { cause });
  }
  let taken = readFileSync(log).length;
  const take = (): LoggedRequest[] => {
    const lines = readFileSync(log);
    const fresh = lines.subarray(taken).toString();
    taken = lines.length;
    return fresh.trimEnd().split("\n").filter(Boolean).map(parseLine);
  };
  return { url, take, stop };
}

function configuration({
  root,
  folder,
  port,
  log,
  workerConnections = 1024,
  location = "",
}: NginxOptions & { root: string; folder: string; port: number; log: string }): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join("\n  ");
  // Workers of root would be another user, who may not read temporary folders.
  return `${process.getuid?.() === 0 ? "user root;" : ""}
daemon off;
worker_processes 2;
pid ${folder}/nginx.pid;
events { worker_connections ${workerConnections}; }
http {
  ${temporary}
  log_format short '$request_method|$request_uri|$status|$http_range';
  access_log ${log} short;
  default_type application/octet-stream;
  keepalive_requests 100000;
  server {
    listen 127.0.0.1:${port};
    root ${JSON.stringify(root)};
    location / { ${location} }
  }
}
`;
}

function parseLine(line: string): LoggedRequest {
  const [method = "", url = "", status = "", range = "-"] = line.split("|");
  return { method, url, status: Number(status), range: range === "-" ? undefined : range };
}

/** Waits until the server answers anything. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch (error) {
      if (child.exitCode !== null || attempt === 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
