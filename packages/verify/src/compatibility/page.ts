import { fileURLToPath } from "node:url";
import { faults } from "./fault.ts";
import type { Cell, Snapshot, Table } from "./snapshot.ts";

export const pageFile: string = fileURLToPath(new URL("../../../../docs/compatibility.md", import.meta.url));

const letters: Readonly<Record<string, string>> = { zarr: "P", tensorstore: "T", zarrs: "R", numcodecs: "N" };
const names: Readonly<Record<string, string>> = { zarr: "zarr-python" };

/** What is not there, and why. */
const missing: readonly string[] = [
  "`pickle` (`numcodecs.pickle`): refused by name. Reading a pickle means running the code in it.",
  "`pcodec`, `zfp`, `zfpy`, `gdeflate`: not there. No JavaScript implementation exists to build on.",
  "`blosc` with `snappy` inside: read only. Writing it is refused.",
  "`lzma`: the filters of xz that are known are LZMA1, LZMA2 and Delta. The BCJ filters, which are for machine code, are refused.",
  "`zarrs.optional`, `zarrs.vlen`: not there. Only zarrs has them.",
  "Storage transformers: none is registered, so any is refused.",
  "`object` data types in version 3: the specification has none.",
  "`vlen-utf8`, `vlen-bytes`, `json2` and the like inside structs: fields have a fixed size.",
  "`json2` and `msgpack2` in version 2 arrays of order F: they can be written and read here. numcodecs nests the lists in C order all the same, so nobody can read the other's.",
];

/** What keeps other implementations from a `both ways`, measured. */
const limits: readonly string[] = [
  "zarr-python knows the small integers and floats (`int2` to `complex_float8_e8m0fnu`) and `r*` not at all. It drops zero bytes at the end of a fill value of `variable_length_bytes` where it fills up a chunk, and the bits of a NaN that is a fill value of `float16`.",
  "tensorstore has regular grids only, no `numcodecs.*` codec, and no filters in version 2. It wants the fill value of `r*` in base64, where the specification says a list of numbers, and its Python binding loses the bytes of raw data types.",
  "zarrs is driven through its Python binding in strict mode, which gives it numbers only, and metadata that zarr-python has parsed. Reading big-endian or order F in version 2 is beyond the binding; writing works.",
  "zarrs leaves out the padding byte of `packbits` where elements fill whole bytes; the specification asks for it always.",
  "numcodecs stands for chunks of version 2 that a few lines of Python decode and encode with it, for codecs that zarr-python 3 no longer reaches.",
];

/** A list of names with the same cells throughout. */
interface Group {
  readonly members: readonly string[];
  readonly cells: readonly Cell[];
}

function groupsOf(lines: Iterable<readonly [string, readonly Cell[]]>): Group[] {
  const groups = new Map<string, { members: string[]; cells: readonly Cell[] }>();
  for (const [name, cells] of lines) {
    const key = cells.join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { members: [name], cells });
    else group.members.push(name);
  }
  return [...groups.values()];
}

const code = (name: string): string => `\`${name}\``;

function cellText(cell: Cell, implementations: readonly string[]): string {
  if (cell === ".") return "";
  if (cell === "-") return "–";
  const marks: Readonly<Record<string, string>> = { 0: "", 1: "↓", 2: "↑", x: "!" };
  const parts = Array.from(cell, (way, i) => {
    const letter = letters[implementations[i] as string] as string;
    return way === "0" ? "" : `${letter}${marks[way] ?? ""}`;
  });
  return parts.join("") || "●";
}

function tableText({ format, implementations, columns, rows }: Table): string {
  const elements = groupsOf(Object.entries(rows));
  const codecs = groupsOf(columns.map((name, i) => [name, elements.map((group) => group.cells[i] as Cell)]));
  const titles = elements.map(({ members }) =>
    members.length === 1 ? code(members[0] as string) : `${code(members[0] as string)} +${members.length - 1}`,
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `## Version ${format}`,
    "",
    line(["stored as", ...titles]),
    line(["---", ...titles.map(() => "---")]),
    ...codecs.map(({ members, cells }) =>
      line([members.map(code).join(", "), ...cells.map((cell) => cellText(cell, implementations))]),
    ),
    "",
    "Columns with more than one data type (`+1` counts the others):",
    "",
    ...elements.filter(({ members }) => members.length > 1).map(({ members }) => `- ${members.map(code).join(", ")}`),
    "",
  ].join("\n");
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

/** The compatibility page that a snapshot generates. */
export function pageOf({ versions, tables }: Snapshot): string {
  const implementations = [...new Set(tables.flatMap((table) => table.implementations))];
  const legend = implementations.map((one) => `${letters[one]} ${names[one] ?? one} ${versions[one]}`).join(", ");
  return `# Compatibility

<!-- Generated by \`npm run test:services\` from packages/verify/services/compatibility.json. Do not edit. -->

Every data type with every codec, written here and read by other implementations, and the other way round, value for
value. Each cell is a test: none of them can be lost unnoticed.

- Letters: ${legend}.
- A letter alone: both ways. With ↓: they read what Zarrkit writes, and cannot write it themselves. With ↑: Zarrkit reads
  what they write, and they cannot read it themselves. With !: a fault of theirs, told below.
- ●: Zarrkit reads and writes it; none of the others knows it.
- –: Zarrkit refuses it with an error that says why. Empty: such data has no use for the codec.
- \`bytes, vlen-*\` is the plain array-to-bytes codec: \`vlen-utf8\` for \`string\`, \`vlen-bytes\` for
  \`variable_length_bytes\`, otherwise \`bytes\`. All other lines have it before or after the codec named.

${tables.map(tableText).join("\n")}
## Not supported, and why

${list(missing)}

## Limits of the others

${list([...limits, ...faults.map((fault) => fault.why)])}
`;
}
