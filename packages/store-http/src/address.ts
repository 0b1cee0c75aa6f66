// An empty, "." or ".." segment, which no key has: also a leading, trailing or doubled slash.
const emptyOrDots = /(?:^|\/)\.{0,2}(?:\/|$)/;
// Half a character has no UTF-8 form, and addresses are UTF-8.
const halfCharacter = /\p{Surrogate}/u;

/** The root of a store on a server, and the addresses of the values below it. */
export class Address {
  readonly origin: string;
  /** The root as it was given, made absolute. */
  readonly href: string;
  /** The root without its query, which may hold a signature, and without a slash at the end. */
  readonly root: string;
  readonly #query: string;

  /** In a browser, `root` may be relative to the page. Throws a `TypeError` for what is no address of a server. */
  constructor(root: string | URL) {
    const url = new URL(root, globalThis.location?.href);
    if (!/^https?:$/.test(url.protocol)) throw new TypeError(`address must be http: or https:, found ${url.protocol}`);
    if (url.username + url.password !== "") {
      throw new TypeError("address must not hold a user name or password; give the header `authorization` instead");
    }
    this.origin = url.origin;
    this.href = url.href;
    this.root = url.origin + url.pathname.replace(/\/+$/, "");
    this.#query = url.search;
  }

  /** The address of a key, whose segments are encoded and never decoded. Throws a `RangeError` on what is no key. */
  of(key: string): string {
    const bare = key.startsWith("/") ? key.slice(1) : key;
    if (emptyOrDots.test(bare) || halfCharacter.test(bare)) {
      throw new RangeError(
        `store key must be segments joined by "/", none empty, "." or "..", found ${JSON.stringify(key)}`,
      );
    }
    return `${this.root}/${bare.split("/").map(encodeURIComponent).join("/")}${this.#query}`;
  }
}
