import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, sep } from "node:path";
import type { Manifest } from "./package-list.ts";
import { packFolder, readFromTarball } from "./tar.ts";

interface Entry {
  readonly manifest: Manifest;
  readonly tarball: () => Uint8Array;
}

/**
 * A package registry on this machine, with what is asked of it and no more, so that an installation can be tested
 * without a network. Packages of others are served from where this repository has them installed.
 */
export class LocalRegistry {
  readonly #entries = new Map<string, Entry>();
  readonly #server: Server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const entry = this.#entries.get(path.replace(/\/-\/package\.tgz$/, ""));
    if (entry === undefined) {
      response.writeHead(404, { "content-type": "application/json" }).end("{}");
    } else if (path.endsWith(".tgz")) {
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(entry.tarball());
    } else {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(this.#describe(entry)));
    }
  });

  /** Where it listens, once started. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** Offers a packed tarball under the name it carries. */
  addTarball(file: string): void {
    const bytes = readFileSync(file);
    const manifest = JSON.parse(readFromTarball(bytes, "package/package.json")) as Manifest;
    this.#entries.set(manifest.name, { manifest, tarball: () => bytes });
  }

  /** Offers what a package depends on outside this repository, and what that depends on. */
  addDependencies(directory: string): void {
    const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
      this.addInstalled(directory, name);
    }
  }

  /** Offers a package of others that is installed for the one in `directory`, and what it depends on. */
  addInstalled(directory: string, name: string): void {
    const found = locate(directory, name);
    if (found === undefined || this.#entries.has(name) || !found.includes(`${sep}node_modules${sep}`)) return;
    const manifest = JSON.parse(readFileSync(join(found, "package.json"), "utf8")) as Manifest;
    this.#entries.set(name, { manifest, tarball: () => packFolder(found) });
    this.addDependencies(found);
  }

  #describe({ manifest }: Entry): object {
    const { name, version } = manifest;
    const dist = { tarball: `${this.url}${name}/-/package.tgz` };
    return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
  }
}

/** The folder of a dependency, found as Node finds it. */
function locate(directory: string, name: string): string | undefined {
  for (let at = realpathSync(directory); dirname(at) !== at; at = dirname(at)) {
    const candidate = join(at, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
  }
  return undefined;
}
