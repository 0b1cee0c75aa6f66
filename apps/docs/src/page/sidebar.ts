import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A page in the list at the side. */
export interface SidebarItem {
  readonly text: string;
  readonly link: string;
}

const heading = /^# (.+)$/m;
const order = /^---\n[\s\S]*?^order: (\d+)$[\s\S]*?^---$/m;

/** The pages of a folder: those that say `order: <number>` at their top come first, then the others by name. */
export function pagesOf(root: string, folder: string): SidebarItem[] {
  if (!existsSync(join(root, folder))) return [];
  const pages = readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => {
      const text = readFileSync(join(root, folder, name), "utf8");
      const title = heading.exec(text)?.[1];
      if (title === undefined) throw new Error(`${folder}/${name} has no heading`);
      return { name, title, order: Number(order.exec(text)?.[1] ?? Infinity) };
    });
  pages.sort((a, b) => (a.order === b.order ? 0 : a.order - b.order));
  return pages.map(({ name, title }) => ({
    text: title.replaceAll("`", ""),
    link: `/${folder}/${name === "index.md" ? "" : name.replace(/\.md$/, "")}`,
  }));
}
