import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The built pages below a folder, as paths from it. */
export function builtPages(site: string): string[] {
  return readdirSync(site, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".html"))
    .sort();
}

const attribute = (name: string): RegExp => new RegExp(`\\s${name}="([^"]*)"`, "g");
const valuesOf = (html: string, name: string): string[] =>
  [...html.matchAll(attribute(name))].map(([, value]) => (value as string).replaceAll("&amp;", "&"));

/** The links of a built site that lead to no file or to no place in a page, and what it would load from elsewhere. */
export function deadLinks(site: string): string[] {
  const pages = new Map(builtPages(site).map((name) => [name, readFileSync(join(site, name), "utf8")]));
  const anchors = new Map([...pages].map(([name, html]) => [name, new Set(valuesOf(html, "id"))]));
  const dead: string[] = [];
  for (const [name, html] of pages) {
    const here = new URL(name, "http://site/");
    for (const link of new Set([...valuesOf(html, "href"), ...valuesOf(html, "src")])) {
      const { origin, pathname, hash } = new URL(link, here);
      if (origin !== here.origin) continue;
      const path = decodeURIComponent(pathname).slice(1);
      const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
      const isThere = existsSync(join(site, file));
      const anchor = decodeURIComponent(hash.slice(1));
      if (!isThere || (anchor !== "" && !anchors.get(file)?.has(anchor))) dead.push(`${name}: ${link}`);
    }
    for (const [, link] of html.matchAll(/<(?:script|link|img|iframe)\b[^>]*?\s(?:src|href)="(https?:[^"]*)"/g)) {
      dead.push(`${name} loads ${link}`);
    }
  }
  return dead;
}
