import { InvalidArgumentError, messageOf, type Store } from "@zarrkit/core";

/** A store over a folder on a web server. Throws `InvalidArgumentError` for what is no address, and for options that are none. */
export async function httpStore(address: string, options: object = {}): Promise<Store> {
  const { HttpStore } = await import("@zarrkit/store-http");
  try {
    return new HttpStore(address, options);
  } catch (cause) {
    throw new InvalidArgumentError(`Could not make a store from ${JSON.stringify(address)}: ${messageOf(cause)}`, {
      cause,
    });
  }
}
