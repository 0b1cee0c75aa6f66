interface Described {
  readonly name: string;
  readonly zarrFormat: number;
  readonly readOnly: boolean;
  readonly store: { readonly description: string };
}

/** The lines of a group's `info()`. */
export function groupInfo(group: Described): string {
  const lines: [label: string, value: string][] = [
    ["Name", group.name],
    ["Type", "ZarrGroup"],
    ["Zarr format", String(group.zarrFormat)],
    ["Read-only", String(group.readOnly)],
    ["Store type", group.store.description],
  ];
  return lines.map(([label, value]) => `${label.padEnd(12)}: ${value}`).join("\n");
}
