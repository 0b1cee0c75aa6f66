import { execFileSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";
import { python } from "./python.ts";

/** What a run was made on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Versions of the peers. */
  readonly versions: { readonly [name: string]: string };
}

const peers = ["zarr", "numcodecs", "tensorstore", "zarrs", "numpy"];

/** Describes this machine. */
export function describeMachine(): Machine {
  const code = `import json; from importlib.metadata import version; print(json.dumps({n: version(n) for n in ${JSON.stringify(peers)}}))`;
  const versions = JSON.parse(execFileSync(python, ["-c", code], { encoding: "utf8" })) as Record<string, string>;
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    versions: { ...versions, node: process.version },
  };
}
