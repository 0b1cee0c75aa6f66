import { MetadataValidationError } from "../error/metadata-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import type { NodeDocuments } from "./node-documents.ts";
import { byDepthAndName } from "./path-order.ts";

/** Names by the path of their parent. */
type Children = Map<string, Set<string>>;

/**
 * What one document says of all nodes below a group. It is as old as the document: nodes made or deleted since are not
 * seen. Subgroups look at the same nodes from their own path, so a change through one is seen by all of them.
 */
export class ConsolidatedMetadata {
  /** Name of the document that holds it, below the group at the top. */
  readonly source: string;
  /** Path of the group that this belongs to, from the group at the top. */
  readonly path: string;
  readonly #nodes: Map<string, NodeDocuments>;
  readonly #children: Children;

  private constructor(source: string, path: string, nodes: Map<string, NodeDocuments>, children: Children) {
    this.source = source;
    this.path = path;
    this.#nodes = nodes;
    this.#children = children;
  }

  /** Of a group at the top, and nodes by their path from it. */
  static of(source: string, nodes: Iterable<readonly [path: string, documents: NodeDocuments]>): ConsolidatedMetadata {
    const made = new ConsolidatedMetadata(source, "", new Map(), new Map());
    for (const [path, documents] of nodes) made.set(path, documents);
    return made;
  }

  get(path: string): NodeDocuments | undefined {
    return this.#nodes.get(this.#fromTop(path));
  }

  /** The names of the direct members of a group. */
  names(path = ""): Iterable<string> {
    return this.#children.get(this.#fromTop(path)) ?? [];
  }

  /** The same, of a group below. */
  below(path: string): ConsolidatedMetadata {
    return new ConsolidatedMetadata(this.source, this.#fromTop(path), this.#nodes, this.#children);
  }

  /** All nodes below this group in the order of zarr-python: by depth, then by path without regard to case. */
  entries(): [path: string, documents: NodeDocuments][] {
    const prefix = this.path === "" ? "" : `${this.path}/`;
    const below = [...this.#nodes].filter(([path]) => path.startsWith(prefix));
    return byDepthAndName(below.map(([path, documents]) => [path.slice(prefix.length), documents]));
  }

  set(path: string, documents: NodeDocuments): void {
    const [parent, name] = splitPath(this.#fromTop(path));
    const names = this.#children.get(parent);
    if (names === undefined) this.#children.set(parent, new Set([name]));
    else names.add(name);
    this.#nodes.set(this.#fromTop(path), documents);
  }

  /** Forgets a node and all below it. */
  delete(path: string): void {
    const [parent, name] = splitPath(this.#fromTop(path));
    this.#children.get(parent)?.delete(name);
    const gone = [this.#fromTop(path)];
    for (let next = gone.pop(); next !== undefined; next = gone.pop()) {
      for (const child of this.#children.get(next) ?? []) gone.push(`${next}/${child}`);
      this.#children.delete(next);
      this.#nodes.delete(next);
    }
  }

  /** Gives a node and all below it another path. */
  move(from: string, to: string): void {
    const node = this.get(from);
    if (node === undefined) return;
    const below = this.below(from).entries();
    this.delete(from);
    this.set(to, node);
    for (const [path, documents] of below) this.set(`${to}/${path}`, documents);
  }

  #fromTop(path: string): string {
    if (this.path === "" || path === "") return this.path + path;
    return `${this.path}/${path}`;
  }
}

function splitPath(path: string): [parent: string, name: string] {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? ["", path] : [path.slice(0, slash), path.slice(slash + 1)];
}

/**
 * Whether a path in a document is that of a member. Names that no node may have are passed over, as in listings. Throws
 * a {@link MetadataValidationError} for a path that leads out of the group: the document may be hostile.
 *
 * Source: zarr v3 core, "Node names".
 */
export function isMemberPath(path: string, place: ErrorPlace): boolean {
  const names = path.split("/");
  if (names.some((name) => name === "" || name === "." || name === "..")) {
    throw new MetadataValidationError(
      `Consolidated metadata must name members by paths below the group, found ${JSON.stringify(path.slice(0, 80))}`,
      place,
    );
  }
  return !names.some((name) => name.startsWith("__") || name === "zarr.json" || /^\.+$|[\0\\]/.test(name));
}
