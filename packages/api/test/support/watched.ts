import type { Store } from "@zarrkit/core/contract";
import type { MemoryStore } from "@zarrkit/store-memory";

/** A store that writes down which keys are asked for. */
export function watched(store: MemoryStore): { store: Store; asked: string[] } {
  const asked: string[] = [];
  const proxy = new Proxy(store, {
    get(target, name: keyof MemoryStore) {
      const value = target[name] as unknown;
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        asked.push(`${name} ${String(args[0])}`);
        return value.apply(target, args);
      };
    },
  });
  return { store: proxy, asked };
}
