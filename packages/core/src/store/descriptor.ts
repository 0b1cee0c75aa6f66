import type { Store, StoreDescriptor } from "../contract/index.ts";
import { InvalidArgumentError } from "../error/usage-error.ts";
import { messageOf } from "../error/zarr-error.ts";

/** Modules by the name that descriptors have for them, where an `import` of that name would not do: in bundles. */
export type StoreModules = Readonly<Record<string, () => Promise<object>>>;

/**
 * Makes the store of a descriptor. A descriptor names code to load: make stores only of those that you would run.
 *
 * Throws `InvalidArgumentError` when the module cannot be loaded, or makes no store.
 */
export async function openStore(descriptor: StoreDescriptor, modules: StoreModules = {}): Promise<Store> {
  const { module, export: name, stores = [], arguments: rest = [] } = descriptor;
  const where = `"${name}" of module ${JSON.stringify(module)}`;
  let exports: Readonly<Record<string, unknown>>;
  try {
    const load = Object.hasOwn(modules, module) ? modules[module] : undefined;
    exports = (await (load?.() ?? import(/* @vite-ignore */ /* webpackIgnore: true */ module))) as typeof exports;
  } catch (cause) {
    throw new InvalidArgumentError(`Cannot make a store with ${where}: ${messageOf(cause)}`, { cause });
  }
  const make = Object.hasOwn(exports, name) ? exports[name] : undefined;
  if (typeof make !== "function") throw new InvalidArgumentError(`There is no function ${where} to make a store with`);
  const inner = await Promise.all(stores.map((store) => openStore(store, modules)));
  return (await make(...inner, ...rest)) as Store;
}
