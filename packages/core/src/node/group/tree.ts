import type { StoreOptions } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import type { GroupMetadata } from "../../metadata/model.ts";
import { comparePaths } from "../../metadata/path-order.ts";
import { shapeAndDtype } from "../array/array-info.ts";
import type { Environment } from "../location/environment.ts";
import { type Location, placeOf } from "../location/location.ts";
import { parseMember, walkMembers } from "./members.ts";

export interface TreeOptions extends StoreOptions {
  /** How many levels below the direct members to show; `null` (the default) for all. */
  readonly maxDepth?: number | null | undefined;
  /** The same, by zarr-python's name. */
  readonly level?: number | null | undefined;
  /** How many nodes to show at most; 500 when left out. */
  readonly maxNodes?: number | undefined;
  /** HTML instead of text. */
  readonly html?: boolean | undefined;
}

/** The nodes below a group as a tree. Nodes beyond `maxNodes` are not looked at, level by level. */
export async function hierarchyTree(
  group: Location,
  metadata: GroupMetadata,
  environment: Environment,
  options: TreeOptions,
): Promise<string> {
  const { maxDepth = options.level ?? null, maxNodes = 500, html, signal } = options;
  if (!(maxNodes >= 0)) {
    throw new InvalidArgumentError(`maxNodes must be a number from 0, found ${String(maxNodes)}`, placeOf(group));
  }
  const entries: TreeEntry[] = [];
  let note: string | undefined;
  for await (const member of walkMembers(group, metadata, environment, { maxDepth, signal })) {
    if (entries.length >= maxNodes) {
      note = `Truncated at maxNodes=${maxNodes}, some nodes and their children may be missing`;
      break;
    }
    const node = await parseMember(member, group, environment);
    const detail = node.kind === "array" ? shapeAndDtype(node.metadata) : undefined;
    entries.push({ path: member.path, detail });
  }
  return treeText(`/${group.path}`, entries, { html, note });
}

/** A line of a tree: a node by its path, and what is said of it beside its name. */
export interface TreeEntry {
  readonly path: string;
  /** Shape and data type of an array; nothing of a group. */
  readonly detail: string | undefined;
}

/**
 * A hierarchy as text: names below each other, arrays with shape and data type. A first line says when entries are left
 * out. As HTML the names are bold, inside one `pre` element.
 */
export function treeText(
  root: string,
  entries: readonly TreeEntry[],
  options: { readonly html?: boolean | undefined; readonly note?: string | undefined } = {},
): string {
  const { html = false, note } = options;
  const named = (name: string): string => (html ? `<b>${escapeHtml(name)}</b>` : name);
  const plain = (text: string): string => (html ? escapeHtml(text) : text);
  const lines = [...(note === undefined ? [] : [plain(note)]), named(root)];
  const children = entriesByParent(entries);
  // A stack rather than calls: stores may nest groups as deep as they like.
  const stack = [{ indent: "", rest: children.get("") ?? [] }];
  for (let level = stack.at(-1); level !== undefined; level = stack.at(-1)) {
    const entry = level.rest.shift();
    if (entry === undefined) {
      stack.pop();
      continue;
    }
    const last = level.rest.length === 0;
    const detail = entry.detail === undefined ? "" : ` ${plain(entry.detail)}`;
    lines.push(`${level.indent}${last ? "└── " : "├── "}${named(nameOf(entry))}${detail}`);
    stack.push({ indent: level.indent + (last ? "    " : "│   "), rest: children.get(entry.path) ?? [] });
  }
  const text = `${lines.join("\n")}\n`;
  return html ? `<pre style="white-space: pre; overflow-x: auto; line-height: normal">${text}</pre>\n` : text;
}

function entriesByParent(entries: readonly TreeEntry[]): Map<string, TreeEntry[]> {
  const children = new Map<string, TreeEntry[]>();
  for (const entry of entries.toSorted((a, b) => comparePaths(a.path, b.path))) {
    const parent = entry.path.slice(0, Math.max(entry.path.lastIndexOf("/"), 0));
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [entry]);
    else list.push(entry);
  }
  return children;
}

function nameOf({ path }: TreeEntry): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
