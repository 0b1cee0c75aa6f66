import { InvalidPathError } from "../../error/node-error.ts";

// The only module that takes paths apart.

/**
 * Brings a path into its one form: backslashes become slashes, slashes at the ends go and repeated ones become
 * one. Throws an {@link InvalidPathError} for a `.` or `..` segment, or a character that no store holds safely.
 *
 * Source: zarr v2, "Logical storage paths"; zarr-python normalises the same way for v3.
 */
export function normalizePath(path: string): string {
  if (typeof path !== "string") throw new InvalidPathError(`A path must be a string, found ${typeof path}`);
  const segments = path
    .replaceAll("\\", "/")
    .split("/")
    .filter((segment) => segment !== "");
  for (const segment of segments) {
    if (segment === "." || segment === "..") {
      throw new InvalidPathError(`A path must not hold a "${segment}" segment, found ${JSON.stringify(path)}`);
    }
    if (segment.includes("\0")) throw new InvalidPathError("A path must not hold a NUL character");
  }
  return segments.join("/");
}

/** Checks the names of nodes that are to be created. Source: zarr v3 core, "Node names". */
export function checkNodeNames(path: string): void {
  for (const name of path === "" ? [] : path.split("/")) {
    if (/^\.+$/.test(name)) throw new InvalidPathError(`A node name must not consist of dots only, found "${name}"`);
    if (name.startsWith("__"))
      throw new InvalidPathError(`Node names that start with "__" are reserved, found "${name}"`);
    if (name === "zarr.json") throw new InvalidPathError('A node must not be named "zarr.json"');
  }
}

/** Joins paths with `/`; empty ones leave no trace. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("/");
}

/** The paths above a path, nearest last: `a/b/c` gives `""`, `a`, `a/b`. */
export function ancestorsOf(path: string): string[] {
  const segments = path === "" ? [] : path.split("/");
  return segments.map((_, depth) => segments.slice(0, depth).join("/"));
}
