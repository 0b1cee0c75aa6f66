import { kindOf, type NodeDocuments } from "../../metadata/node-documents.ts";

interface Described {
  readonly name: string;
  readonly zarrFormat: number;
  readonly readOnly: boolean;
  readonly store: { readonly description: string };
}

/** How many nodes lie below a group, at any depth. */
export interface MemberCounts {
  readonly arrays: number;
  readonly groups: number;
}

/** The lines of a group's `info()`, with what lies below it where that is known. */
export function groupInfo(group: Described, counts?: MemberCounts): string {
  const lines: [label: string, value: string][] = [
    ["Name", group.name],
    ["Type", "ZarrGroup"],
    ["Zarr format", String(group.zarrFormat)],
    ["Read-only", String(group.readOnly)],
    ["Store type", group.store.description],
  ];
  if (counts !== undefined) {
    lines.push(["No. members", String(counts.arrays + counts.groups)]);
    lines.push(["No. arrays", String(counts.arrays)]);
    lines.push(["No. groups", String(counts.groups)]);
  }
  return lines.map(([label, value]) => `${label.padEnd(12)}: ${value}`).join("\n");
}

export function countMembers(members: readonly NodeDocuments[]): MemberCounts {
  const arrays = members.filter((documents) => kindOf(documents) === "array").length;
  return { arrays, groups: members.length - arrays };
}
