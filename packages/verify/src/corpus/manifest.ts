import { corpusFile } from "#corpus-file";

/** What a case says about the values of one array. */
export interface Expected {
  readonly encoding: "le-c" | "json-flat-c";
  readonly file: string;
  readonly nbytes: number;
  readonly sha256: string;
  /** The same values as a flat list, where raw bytes hide what a reader makes of them. */
  readonly json_file?: string;
  readonly json_sha256?: string;
}

export type Comparison = "bits" | "close" | "nan-any";

/** One node of a hierarchy, by its path below the root. */
export interface Member {
  readonly node_type: "array" | "group";
  readonly attributes?: unknown;
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly expected?: Expected;
}

export interface Operation {
  readonly op: "open" | "open_array" | "open_group" | "read" | "create_group" | "list_members_read";
  /** Node below the opened store. */
  readonly path?: string;
  /** Sub-folder of the case that is the store. */
  readonly root?: string;
  /** `[start, stop]` for each dimension. */
  readonly selection?: readonly (readonly [number, number])[];
}

export type Outcome = "ok" | "error" | "ignored";

/** One case of the corpus. The manifest's `conventions` say what the members mean. */
export interface Case {
  readonly id: string;
  readonly family: string;
  readonly path: string;
  readonly format: 2 | 3;
  readonly kind: "array" | "group" | "zip";
  readonly outcome: "ok" | "error";
  readonly accept?: readonly Outcome[];
  readonly stage?: "open" | "read" | "create";
  readonly tier: "core" | "optional" | "registered" | "legacy" | "vendor";
  readonly op?: Operation;
  readonly compare?: Comparison;
  readonly expected?: Expected;
  readonly shape?: readonly number[];
  readonly chunks?: readonly unknown[];
  readonly dtype?: string;
  readonly attributes?: unknown;
  readonly dimension_names?: readonly (string | null)[] | null;
  readonly members?: Readonly<Record<string, Member>>;
  readonly keys?: readonly string[];
  /** Bytes of all files of the store. */
  readonly stored_bytes: number;
  readonly note?: string;
}

export const cases: readonly Case[] = (
  JSON.parse(new TextDecoder().decode(corpusFile("manifest.json"))) as { readonly cases: readonly Case[] }
).cases;

/** Cases by family, in the order of the manifest. */
export function families(): ReadonlyMap<string, readonly Case[]> {
  const byFamily = new Map<string, Case[]>();
  for (const one of cases) {
    const list = byFamily.get(one.family);
    if (list === undefined) byFamily.set(one.family, [one]);
    else list.push(one);
  }
  return byFamily;
}
