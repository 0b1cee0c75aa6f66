import { InvalidArgumentError, messageOf, type Store } from "@zarrkit/core";

/** A store over a folder on a web server, which can list its keys with the option `listing`. Throws `InvalidArgumentError` for what is no address, and for options that are none. */
export async function httpStore(
  address: string,
  { listing, ...options }: { readonly listing?: unknown } = {},
): Promise<Store> {
  const { HttpStore, ListingHttpStore } = await import("@zarrkit/store-http");
  try {
    return new (listing === true ? ListingHttpStore : HttpStore)(address, options);
  } catch (cause) {
    throw new InvalidArgumentError(`Could not make a store from ${JSON.stringify(address)}: ${messageOf(cause)}`, {
      cause,
    });
  }
}
