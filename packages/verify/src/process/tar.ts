import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

// A tarball is a row of blocks of 512 bytes: for each file a header, then its bytes, padded with zeros.
const block = 512;

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replace(/\0.*$/s, "");

/** The text of one file in a gzipped tarball; throws when there is none of that name. */
export function readFromTarball(tarball: Uint8Array, name: string): string {
  const bytes = gunzipSync(tarball);
  for (let at = 0; at + block <= bytes.length; ) {
    const size = Number.parseInt(text(bytes.subarray(at + 124, at + 136)), 8) || 0;
    const body = at + block;
    if (text(bytes.subarray(at, at + 100)) === name) return new TextDecoder().decode(bytes.subarray(body, body + size));
    at = body + Math.ceil(size / block) * block;
  }
  throw new Error(`There is no ${name} in the tarball.`);
}

/** A gzipped tarball of a package's folder, as a registry serves it: every path starts with `package/`. */
export function packFolder(folder: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll("\\", "/");
    if (!entry.isFile() || name.startsWith("node_modules/")) continue;
    const body = readFileSync(path);
    parts.push(
      header(`package/${name}`, body.length, statSync(path).mode),
      body,
      new Uint8Array(-body.length & (block - 1)),
    );
  }
  parts.push(new Uint8Array(2 * block));
  return gzipSync(Buffer.concat(parts), { level: 1 });
}

/** A header in the "ustar" form, which splits a long path at a slash. */
function header(path: string, size: number, mode: number): Uint8Array {
  const bytes = Buffer.alloc(block);
  const cut = path.length > 100 ? path.indexOf("/", path.length - 101) : -1;
  bytes.write(path.slice(cut + 1), 0, 100);
  // A program stays one.
  bytes.write((mode & 0o111) === 0 ? "0000644\0" : "0000755\0", 100);
  bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  bytes.write("00000000000\0", 136);
  bytes.write("        0", 148);
  bytes.write("ustar\x0000", 257);
  if (cut > 0) bytes.write(path.slice(0, cut), 345, 155);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}
