import { existsSync } from "node:fs";
import { execPath, version } from "node:process";
import { fileURLToPath } from "node:url";
import { python } from "./python.ts";
import { largeOperations, type Task } from "./task.ts";

/** Somebody who is measured, each time in a process of their own. */
export interface Contender {
  readonly name: string;
  /** The program and its arguments before the task. */
  readonly command: readonly string[];
  /** Variables of its process's environment, besides those of this one. */
  readonly environment?: Readonly<Record<string, string>>;
  /** False for what it cannot do. */
  can(task: Pick<Task, "operation" | "storage" | "fsync">): boolean;
}

const built = (name: string): string => fileURLToPath(new URL(`contender/${name}.js`, import.meta.url));
const peer = fileURLToPath(new URL("../peers/contender.py", import.meta.url));

/** Node of a major version: the one that npm brought, or the one that runs this. */
export function node(major: 20 | 24): string {
  const brought = fileURLToPath(new URL(`../node_modules/node-${major}/bin/node`, import.meta.url));
  if (existsSync(brought)) return brought;
  if (version.startsWith(`v${major}.`)) return execPath;
  throw new Error(`Node ${major} is needed to compare with; npm has none for this system, and this is ${version}`);
}

/** Lets the C library ask Linux for large memory in pages of 2 MiB, as numpy does by itself. */
const hugePages = { GLIBC_TUNABLES: "glibc.malloc.hugetlb=1" };

const everything = (): boolean => true;
// Only tensorstore waits for the disk by itself; for us it is an option of the store.
const unlessFsync: Contender["can"] = ({ fsync }) => !fsync;

const withHugePages = ({ name, ...rest }: Contender): Contender => ({
  ...rest,
  name: `${name} huge pages`,
  environment: hugePages,
  can: (task) => largeOperations.includes(task.operation) && rest.can(task),
});

/** Everybody, ours first. */
export function contenders(): readonly Contender[] {
  const zarrkit = (major: 20 | 24, threading: "inline" | "workers"): Contender => ({
    name: `zarrkit Node ${major} ${threading}`,
    command: [node(major), built("zarrkit"), threading],
    can: everything,
  });
  const tensorstore: Contender = { name: "tensorstore", command: [python, peer, "tensorstore"], can: everything };
  return [
    zarrkit(24, "workers"),
    zarrkit(24, "inline"),
    zarrkit(20, "workers"),
    zarrkit(20, "inline"),
    {
      name: "zarrita Node 24",
      command: [node(24), built("zarrita")],
      // It cannot write shards and gzip.
      can: ({ operation, storage, fsync }) =>
        !fsync && (operation !== "write" || (storage.shardEdge === undefined && storage.name !== "gzip")),
    },
    { name: "zarr-python", command: [python, peer, "zarr-python"], can: unlessFsync },
    { name: "zarrs", command: [python, peer, "zarrs"], can: unlessFsync },
    tensorstore,
    withHugePages(zarrkit(24, "workers")),
    withHugePages(tensorstore),
  ];
}
