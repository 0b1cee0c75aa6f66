import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalStore } from "@zarrkit/store-fs";
import { MemoryStore } from "@zarrkit/store-memory";
import { type Scene, scenes } from "./scene.ts";

/** Somewhere to open and create, with a look at what is stored there. */
export interface Place {
  /** What is passed to the functions: a `Map` or a path. */
  readonly store: Map<string, Uint8Array> | string;
  /** The path inside the store. */
  readonly path: string;
  /** Every key below the path with its value, as text. */
  contents(): Promise<Map<string, string>>;
  remove(): Promise<void>;
}

export type StoreKind = "memory" | "fs";

/** Every kind of place that the mode tables are checked at. */
export const placeKinds: readonly (readonly [kind: StoreKind, path: string])[] = [
  ["memory", ""],
  ["memory", "a/node"],
  ["fs", ""],
  ["fs", "a/node"],
];

/** Sets a scene below a path of a new store. */
export async function placeWith(kind: StoreKind, path: string, scene: Scene): Promise<Place> {
  const folder = kind === "fs" ? await mkdtemp(join(tmpdir(), "zarrkit-api-")) : undefined;
  const given = folder ?? new Map<string, Uint8Array>();
  const store = typeof given === "string" ? new LocalStore(given) : new MemoryStore(given);
  const prefix = path === "" ? "" : `${path}/`;
  for (const [name, value] of Object.entries(scenes[scene])) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    await store.set(prefix + name, Buffer.from(text, "latin1"));
  }
  return {
    store: given,
    path,
    async contents() {
      const found = new Map<string, string>();
      for await (const key of store.list(prefix)) {
        found.set(key.slice(prefix.length), Buffer.from((await store.get(key)) ?? []).toString("latin1"));
      }
      return new Map([...found].sort());
    },
    async remove() {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
