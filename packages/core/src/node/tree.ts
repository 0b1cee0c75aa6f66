import { tuple } from "./array-info.ts";

interface TreeNode {
  readonly kind: "array" | "group";
}

interface TreeArray extends TreeNode {
  readonly kind: "array";
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** The lines of a hierarchy: names below each other, arrays with shape and data type. */
export function treeText(
  root: string,
  members: readonly (readonly [path: string, node: TreeNode | TreeArray])[],
): string {
  const children = new Map<string, [name: string, path: string, node: TreeNode | TreeArray][]>();
  for (const [path, node] of members) {
    const split = path.lastIndexOf("/");
    const parent = split === -1 ? "" : path.slice(0, split);
    const list = children.get(parent) ?? [];
    list.push([path.slice(split + 1), path, node]);
    children.set(parent, list);
  }
  const lines = [root];
  const visit = (path: string, indent: string): void => {
    const list = (children.get(path) ?? []).sort(([a], [b]) => (a < b ? -1 : 1));
    list.forEach(([name, below, node], index) => {
      const last = index === list.length - 1;
      const text = "shape" in node ? `${name} ${tuple(node.shape)} ${node.dtype}` : name;
      lines.push(`${indent}${last ? "└── " : "├── "}${text}`);
      visit(below, indent + (last ? "    " : "│   "));
    });
  };
  visit("", "");
  return `${lines.join("\n")}\n`;
}
