import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { env, execPath } from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { run } from "./run.mjs";

// The newest that runs on Node 20. It asks for a dependency by a tag that not every mirror has.
const verdaccio = { dependencies: { verdaccio: "6.5.2" }, overrides: { "node-fetch": "2.7.0" } };

/** A package registry on this machine: ours go in, those of others come through it from where npm gets them. */
export class Registry {
  #folder;
  #process;
  #port;

  constructor(folder) {
    this.#folder = folder;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** Makes npm, pnpm and changesets use this registry. A token is needed, and any will do. */
  get environment() {
    return { npm_config_registry: this.url, npm_config_userconfig: join(this.#folder, "npmrc") };
  }

  async start() {
    mkdirSync(this.#folder, { recursive: true });
    const write = (name, text) => writeFileSync(join(this.#folder, name), text);
    write("package.json", JSON.stringify({ private: true, ...verdaccio }));
    await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: this.#folder });
    const upstream = (await run("npm", ["config", "get", "registry"], { cwd: this.#folder })).trim();
    this.#port = await freePort();
    write("npmrc", `//127.0.0.1:${this.#port}/:_authToken=dry-run\n`);
    write(
      "config.yaml",
      `storage: ./storage
auth: { htpasswd: { file: ./htpasswd } }
uplinks: { upstream: { url: "${upstream}", cache: false, maxage: 30m } }
packages:
  "@zarrkit/*": { access: $all, publish: $all }
  zarrkit: { access: $all, publish: $all }
  "**": { access: $all, proxy: upstream }
log: { type: stdout, format: pretty, level: error }
`,
    );
    const program = join(this.#folder, "node_modules/verdaccio/bin/verdaccio");
    const parameters = [program, "--config", "config.yaml", "--listen", `127.0.0.1:${this.#port}`];
    this.#process = spawn(execPath, parameters, { cwd: this.#folder, env, stdio: "ignore" });
    for (let attempt = 0; attempt < 120; attempt++) {
      if (this.#process.exitCode !== null) break;
      if (await answers(`${this.url}-/ping`)) return;
      await wait(250);
    }
    throw new Error("The registry did not start");
  }

  /** The newest version of a package here; `undefined` when there is none. */
  async versionOf(name) {
    const response = await fetch(`${this.url}${name.replace("/", "%2f")}`);
    return response.ok ? (await response.json())["dist-tags"].latest : undefined;
  }

  stop() {
    this.#process?.kill();
  }
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
