import type { Command } from "commander";
import { UsageError } from "./failure.ts";

/** Options of every command that reads a store. */
export interface PlaceOptions {
  readonly path?: string;
  readonly storage?: Readonly<Record<string, unknown>>;
}

/** Adds the options that say where in a store, and how to reach it. */
export function withPlace(command: Command): Command {
  return command
    .option("-p, --path <path>", "path of the node inside the store")
    .option("-s, --storage <name=value>", "an option of the store, such as region=eu-west-1; repeatable", addOption);
}

/** Options of commands that write an array to another store. */
export interface TargetOptions {
  readonly destPath?: string;
  readonly destStorage?: Readonly<Record<string, unknown>>;
}

/** Adds the options that say where an array goes. */
export function withTarget(command: Command): Command {
  return command
    .option("--dest-path <path>", "path of the new array inside its store")
    .option("--dest-storage <name=value>", "an option of the target's store; repeatable", addOption);
}

/** Those options as the library takes them. */
export function placeOf({ path, storage }: PlaceOptions): {
  path: string | undefined;
  storageOptions: Readonly<Record<string, unknown>> | undefined;
} {
  return { path, storageOptions: storage };
}

/** `a.b=1` in an object: dots are levels, and values are JSON where they can be. */
export function addOption(text: string, before: Record<string, unknown> = {}): Record<string, unknown> {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--storage takes name=value, found ${JSON.stringify(text)}`);
  const names = text.slice(0, at).split(".");
  let level = before;
  for (const name of names.slice(0, -1)) {
    level[name] = { ...(level[name] as object) };
    level = level[name] as Record<string, unknown>;
  }
  level[names.at(-1) as string] = parsed(text.slice(at + 1));
  return before;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
