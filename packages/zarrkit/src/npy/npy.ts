/**
 * The `.npy` format of numpy, version 1.0 written, 1.0 to 3.0 read.
 *
 * Source: numpy.lib.format, "NPY format".
 *
 * @module
 */
import { InputError } from "../failure.ts";

const magic = "\x93NUMPY";

/** How elements are spelled in a header: `"<f4"`, or a list of fields. */
export type Descr = string | readonly unknown[];

/** The head of a file with elements in C order, to be followed by them, little-endian. */
export function npyHeader(descr: Descr, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = `{'descr': ${pythonOf(descr)}, 'fortran_order': False, 'shape': ${tuple}, }`;
  // Elements begin at a multiple of 64 bytes.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length);
  new TextEncoder().encodeInto(`${text.padEnd(length - 1)}\n`, bytes.subarray(10));
  for (let index = 0; index < magic.length; index++) bytes[index] = magic.charCodeAt(index);
  bytes.set([1, 0, length & 0xff, length >> 8], 6);
  return bytes;
}

/** What a header says. */
export interface Npy {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly offset: number;
}

/** Reads the head of a file. Throws a `InputError` for what is none, and for elements of several fields. */
export function parseNpy(bytes: Uint8Array): Npy {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begins = bytes.length >= 12 && [...magic].every((character, at) => bytes[at] === character.charCodeAt(0));
  if (!begins) throw new InputError("The file is no .npy file: it does not begin with its mark");
  const wide = (bytes[6] as number) >= 2;
  const start = wide ? 12 : 10;
  const offset = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const text = new TextDecoder().decode(bytes.subarray(start, offset));
  const [, descr] = /'descr':\s*'([^']*)'/.exec(text) ?? [];
  const [, order] = /'fortran_order':\s*(True|False)/.exec(text) ?? [];
  const [, shape] = /'shape':\s*\(([^)]*)\)/.exec(text) ?? [];
  if (descr === undefined || order === undefined || shape === undefined) {
    throw new InputError(`The .npy file holds what cannot be read here: ${text.trim().slice(0, 120)}`);
  }
  const lengths = shape
    .split(",")
    .filter((part) => part.trim() !== "")
    .map(Number);
  return { descr, fortranOrder: order === "True", shape: lengths, offset };
}

/** A version 2 data type as a Python literal: lists of fields are lists of tuples. Bytes are little-endian here. */
function pythonOf(descr: Descr): string {
  if (typeof descr === "string") return `'${descr.replace(/^>/, "<")}'`;
  const fields = descr.map((field) => {
    const [name, type, shape] = field as [string, Descr, (readonly number[])?];
    const more = shape === undefined ? "" : `, (${shape.join(", ")},)`;
    return `('${name}', ${pythonOf(type)}${more})`;
  });
  return `[${fields.join(", ")}]`;
}
