/**
 * `reshape`: gives a chunk another shape; its elements and their order stay.
 *
 * Each entry of `shape` is a length, a list of input dimensions whose product is taken, or a single -1
 * for whatever is left.
 *
 * - Source: zarr-extensions, codecs/reshape
 * - v3 name: `reshape`
 * - Example: `{ "name": "reshape", "configuration": { "shape": [[0, 1], [2], -1] } }`
 */
import type { ArrayToArrayCodec, CodecFactory, JsonValue } from "@zarrkit/core/contract";
import { describeJson, readMembers } from "../configuration.ts";
import { contiguousChunk, elementCount } from "../element-view.ts";

const NAME = "reshape";

type Entry = number | readonly number[];

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["shape"], context);
    const entries = readEntries(members["shape"]);
    return Object.freeze({
      kind: "array_to_array",
      configuration: { shape: entries },
      encodedSpec: (decoded) => ({ ...decoded, shape: encodedShape(entries, decoded.shape) }),
      encode: (chunk, decoded) => contiguousChunk(chunk.elements, encodedShape(entries, decoded.shape)),
      decode: (chunk, decoded) => contiguousChunk(chunk.elements, decoded.shape),
    } satisfies ArrayToArrayCodec);
  },
};

function readEntries(value: JsonValue | undefined): readonly Entry[] {
  if (!Array.isArray(value)) throw new TypeError(`${NAME}: "shape" must be a list, found ${describeJson(value)}`);
  const entries = (value as readonly JsonValue[]).map((entry): Entry => {
    if (typeof entry === "number" && Number.isSafeInteger(entry) && (entry > 0 || entry === -1)) return entry;
    if (Array.isArray(entry) && entry.every((axis) => Number.isSafeInteger(axis) && axis >= 0)) return entry;
    throw new TypeError(
      `${NAME}: an entry of "shape" must be a length, a list of dimensions or -1, found ${describeJson(entry)}`,
    );
  });
  if (entries.filter((entry) => entry === -1).length > 1) throw new TypeError(`${NAME}: "shape" has -1 more than once`);
  const axes = entries.flatMap((entry) => (typeof entry === "number" ? [] : entry));
  if (axes.some((axis, index) => index > 0 && axis <= (axes[index - 1] as number))) {
    throw new TypeError(`${NAME}: the dimensions in "shape" must ascend, found ${describeJson(axes)}`);
  }
  return entries;
}

function encodedShape(entries: readonly Entry[], decoded: readonly number[]): readonly number[] {
  const total = elementCount(decoded);
  const lengths = entries.map((entry) => {
    if (typeof entry === "number") return entry;
    return entry.reduce((product, axis) => {
      const length = decoded[axis];
      if (length === undefined)
        throw new RangeError(`${NAME}: a chunk of ${decoded.length} dimensions has no dimension ${axis}`);
      return product * length;
    }, 1);
  });
  const open = lengths.indexOf(-1);
  if (open >= 0) {
    const others = lengths.reduce((product, length) => (length === -1 ? product : product * length), 1);
    lengths[open] = total / others;
  }
  if (lengths.some((length) => !Number.isInteger(length)) || elementCount(lengths) !== total) {
    throw new RangeError(`${NAME}: ${total} elements of shape [${decoded}] do not fit shape ${describeJson(entries)}`);
  }
  for (const [index, entry] of entries.entries()) {
    if (typeof entry === "number" || entry.length === 0) continue;
    const first = entry[0] as number;
    const last = entry[entry.length - 1] as number;
    if (
      elementCount(lengths.slice(0, index)) !== elementCount(decoded.slice(0, first)) ||
      elementCount(lengths.slice(index + 1)) !== elementCount(decoded.slice(last + 1))
    ) {
      throw new RangeError(
        `${NAME}: entry ${index} of "shape" does not line up with dimensions ${describeJson(entry)}`,
      );
    }
  }
  return lengths;
}
