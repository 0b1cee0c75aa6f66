import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A web server in a process of its own. */
export interface WebServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** How many files were asked for since the last call. */
  countRequests(): Promise<number>;
  close(): void;
}

/** Serves the files below a folder. */
export async function serve(root: string): Promise<WebServer> {
  const script = fileURLToPath(new URL("server.js", import.meta.url));
  const child = spawn(process.execPath, [script, root], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const url = `http://127.0.0.1:${line.toString().trim()}`;
  return {
    url,
    countRequests: async () => Number(await (await fetch(`${url}/?requests`)).text()),
    close: () => void child.kill(),
  };
}
