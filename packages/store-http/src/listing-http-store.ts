import type { ListableStore, StoreDescriptor, StoreOptions } from "@zarrkit/core/contract";
import { Address } from "./address.ts";
import { Client } from "./client.ts";
import { HttpError } from "./http-error.ts";
import { HttpStore } from "./http-store.ts";
import { type HttpStoreOptions, settingsOf } from "./options.ts";

/** What a list of a folder says of one name in it. */
interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * A store on a server that lists folders: it answers the address of one, which ends in a slash, with what is in it.
 *
 * Source: nginx, ngx_http_autoindex_module, `autoindex_format json`: objects with a `name` and a `type`, which is `"file"`,
 * `"directory"` or `"other"`. nginx leaves out names that begin with a dot.
 */
export class ListingHttpStore extends HttpStore implements ListableStore {
  override readonly portable: StoreDescriptor | undefined;
  readonly #address: Address;
  readonly #client: Client;

  /** Takes what {@link HttpStore} does. */
  constructor(root: string | URL, options: HttpStoreOptions = {}) {
    super(root, options);
    this.#address = new Address(root);
    const headers = { ...options.headers, accept: "application/json" };
    this.#client = new Client(this.#address.origin, settingsOf({ ...options, headers }));
    this.portable =
      options.fetch === undefined && new.target === ListingHttpStore
        ? { module: "@zarrkit/store-http", export: "listingHttpStore", arguments: [this.url, { ...options }] }
        : undefined;
    this.list = this.list.bind(this);
    this.listDir = this.listDir.bind(this);
  }

  /** A request for each folder; those of one depth travel side by side. */
  async *list(prefix: string, options: StoreOptions = {}): AsyncGenerator<string> {
    for (let folders = [prefix]; folders.length > 0; ) {
      const below: string[] = [];
      const lists = await Promise.all(folders.map((folder) => this.#entriesOf(folder, options)));
      for (const [index, entries] of lists.entries()) {
        for (const { name, isFolder } of entries) {
          const path = `${folders[index]}${name}`;
          if (isFolder) below.push(`${path}/`);
          else yield path;
          options.signal?.throwIfAborted();
        }
      }
      folders = below;
    }
  }

  async *listDir(prefix: string, options: StoreOptions = {}): AsyncGenerator<string> {
    for (const { name, isFolder } of await this.#entriesOf(prefix, options)) {
      yield isFolder ? `${name}/` : name;
      options.signal?.throwIfAborted();
    }
  }

  /** A folder that is missing is empty, where the one around it does not name it; otherwise the server may list none. */
  async #entriesOf(folder: string, options: StoreOptions): Promise<readonly Entry[]> {
    const url = this.#urlOf(folder);
    const answer = await this.#client.ask(url, options);
    if (answer !== undefined) return parseEntries(answer.bytes, url);
    const [, around = "", name] = /^(.*\/)?([^/]+)\/$/.exec(folder) ?? [];
    const beside = name === undefined ? undefined : await this.#entriesOf(around, options);
    if (beside?.some((entry) => entry.isFolder && entry.name === name) === false) return [];
    throw noList(url);
  }

  #urlOf(folder: string): string {
    if (folder !== "" && !folder.endsWith("/")) {
      throw new RangeError(`a prefix is empty or ends in "/", found ${JSON.stringify(folder)}`);
    }
    const url = new URL(folder === "" ? this.#address.href : this.#address.of(folder.slice(0, -1)));
    url.pathname = url.pathname.replace(/\/*$/, "/");
    return url.href;
  }
}

/** A {@link ListingHttpStore} at an address. */
export function listingHttpStore(root: string | URL, options?: HttpStoreOptions): ListingHttpStore {
  return new ListingHttpStore(root, options);
}

function parseEntries(bytes: Uint8Array, url: string): readonly Entry[] {
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw noList(url);
  }
  if (!Array.isArray(list)) throw noList(url);
  return list.filter((entry) => entry?.type !== "other").map((entry) => parseEntry(entry, url));
}

function parseEntry(entry: unknown, url: string): Entry {
  const { name, type } = (entry ?? {}) as { name?: unknown; type?: unknown };
  const isName = typeof name === "string" && !/^\.{0,2}$|\//.test(name);
  if (isName && (type === "file" || type === "directory")) return { name, isFolder: type === "directory" };
  throw noList(url);
}

function noList(url: string): HttpError {
  return new HttpError(
    url,
    "server answered with no list of the folder as JSON; nginx does with `autoindex on; autoindex_format json;`",
  );
}
