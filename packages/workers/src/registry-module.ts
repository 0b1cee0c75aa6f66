import { InvalidArgumentError, messageOf, type Registry } from "@zarrkit/core";

/** The registry that the module at an address exports. Throws `InvalidArgumentError` when there is none. */
export async function importRegistry(address: string): Promise<Registry> {
  let exports: { readonly registry?: Registry };
  try {
    exports = await import(/* @vite-ignore */ /* webpackIgnore: true */ address);
  } catch (cause) {
    throw new InvalidArgumentError(
      `The registry of the workers cannot be loaded from ${address}: ${messageOf(cause)}`,
      {
        cause,
      },
    );
  }
  if (typeof exports.registry?.find === "function") return exports.registry;
  throw new InvalidArgumentError(`The module ${address} must export the workers' registry under the name "registry"`);
}

/** Loads once, when first asked; after a failure, again. */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
