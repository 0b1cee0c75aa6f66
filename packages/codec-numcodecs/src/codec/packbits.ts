/**
 * `packbits`: packs elements to as many bits as they need, the lowest bit of the first element first.
 *
 * Each component gives its bits `first_bit` to `last_bit`; what is cut off comes back as zeros, or as
 * copies of the sign. `padding_encoding` stores the number of unused bits in a byte before or behind.
 * The layout is that of the specification;
 * numcodecs' `packbits` is another one, which starts at the highest bit.
 *
 * - Source: zarr-extensions, codecs/packbits
 * - v3 name: `packbits`
 * - Example: `{ "name": "packbits", "configuration": { "padding_encoding": "none" } }`
 */
import type { ArrayToBytesCodec, ChunkSpec, CodecFactory, DataType, JsonObject } from "@zarrkit/core/contract";
import { readInteger, readMembers, readWord } from "../configuration.ts";
import { contiguousChunk, elementCount, fixedSizeElements } from "../element-view.ts";

const NAME = "packbits";
const PADDING_ENCODINGS = ["none", "first_byte", "last_byte"] as const;
const littleEndianHost = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** How the elements of a data type divide into components, and which of their bits are stored. */
interface Layout {
  readonly components: number;
  readonly signed: boolean;
  /** Bytes of a component in memory. */
  readonly bytes: number;
  readonly firstBit: number;
  readonly lastBit: number;
}

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["padding_encoding", "first_bit", "last_bit"], context);
    const padding = readWord(NAME, members, "padding_encoding", PADDING_ENCODINGS, "none");
    const layoutOf = ({ dataType }: ChunkSpec): Layout => readLayout(dataType, members);
    const sizeOf = (spec: ChunkSpec, layout: Layout): { readonly packed: number; readonly unused: number } => {
      const bits = elementCount(spec.shape) * layout.components * (layout.lastBit - layout.firstBit + 1);
      return { packed: Math.ceil(bits / 8), unused: (8 - (bits % 8)) % 8 };
    };
    const extra = padding === "none" ? 0 : 1;
    return Object.freeze({
      kind: "array_to_bytes",
      configuration: {
        padding_encoding: padding,
        ...(members["first_bit"] == null ? {} : { first_bit: members["first_bit"] }),
        ...(members["last_bit"] == null ? {} : { last_bit: members["last_bit"] }),
      },
      validate: (spec) => void layoutOf(spec),
      encode(chunk, spec) {
        const layout = layoutOf(spec);
        const { packed, unused } = sizeOf(spec, layout);
        const bytes = new Uint8Array(packed + extra);
        pack(fixedSizeElements(NAME, chunk.elements), layout, bytes, padding === "first_byte" ? 1 : 0);
        if (extra === 1) bytes[padding === "first_byte" ? 0 : packed] = unused;
        return bytes;
      },
      decode(bytes, spec) {
        const layout = layoutOf(spec);
        const { packed, unused } = sizeOf(spec, layout);
        if (bytes.length !== packed + extra) {
          throw new RangeError(`${NAME}: expected ${packed + extra} bytes, found ${bytes.length}`);
        }
        const declared = extra === 0 ? unused : bytes[padding === "first_byte" ? 0 : packed];
        if (declared !== unused)
          throw new RangeError(`${NAME}: the chunk declares ${declared} unused bits, expected ${unused}`);
        const elements = new Uint8Array(elementCount(spec.shape) * layout.components * layout.bytes);
        unpack(bytes, padding === "first_byte" ? 1 : 0, layout, elements);
        return contiguousChunk(elements, spec.shape);
      },
      encodedSize: (spec) => sizeOf(spec, layoutOf(spec)).packed + extra,
    } satisfies ArrayToBytesCodec);
  },
};

function readLayout(dataType: DataType, members: JsonObject): Layout {
  const { name, itemSize } = dataType;
  const components = name.startsWith("complex") ? 2 : 1;
  const bits = itemSize === undefined ? undefined : componentBits(name, (8 * itemSize) / components);
  if (bits === undefined || itemSize === undefined) throw new TypeError(`${NAME}: cannot pack data type ${name}`);
  const bounds = { min: 0, max: bits - 1 };
  const firstBit = readInteger(NAME, members, "first_bit", { ...bounds, fallback: 0 });
  const lastBit = readInteger(NAME, members, "last_bit", { ...bounds, fallback: bits - 1 });
  if (lastBit < firstBit) throw new RangeError(`${NAME}: "last_bit" ${lastBit} is below "first_bit" ${firstBit}`);
  const signed = name.startsWith("int") || name.startsWith("numpy.");
  return { components, signed, bytes: itemSize / components, firstBit, lastBit };
}

function componentBits(name: string, storedBits: number): number | undefined {
  if (name === "bool") return 1;
  if (name === "numpy.datetime64" || name === "numpy.timedelta64") return 64;
  const match = /^(?:complex_)?(?:u?int|b?float)(\d+)(?:_.*)?$/.exec(name);
  if (match !== null) return Number(match[1]);
  return /^complex(?:64|128)$/.test(name) ? storedBits : undefined;
}

/** Visits the stored bits of a component byte by byte, from the lowest: the byte's place, its first bit, how many. */
function pieces(layout: Layout): readonly (readonly [byte: number, shift: number, count: number])[] {
  const list: [number, number, number][] = [];
  for (let bit = layout.firstBit; bit <= layout.lastBit; ) {
    const shift = bit % 8;
    const count = Math.min(8 - shift, layout.lastBit - bit + 1);
    const place = bit >> 3;
    list.push([littleEndianHost ? place : layout.bytes - 1 - place, shift, count]);
    bit += count;
  }
  return list;
}

function pack(elements: Uint8Array, layout: Layout, output: Uint8Array, start: number): void {
  const parts = pieces(layout);
  let held = 0;
  let count = 0;
  let position = start;
  for (let base = 0; base < elements.length; base += layout.bytes) {
    for (const [byte, shift, bits] of parts) {
      held |= (((elements[base + byte] as number) >> shift) & ((1 << bits) - 1)) << count;
      count += bits;
      if (count >= 8) {
        output[position++] = held;
        held >>= 8;
        count -= 8;
      }
    }
  }
  if (count > 0) output[position] = held;
}

function unpack(bytes: Uint8Array, start: number, layout: Layout, output: Uint8Array): void {
  const parts = pieces(layout);
  let held = 0;
  let count = 0;
  let position = start;
  for (let base = 0; base < output.length; base += layout.bytes) {
    for (const [byte, shift, bits] of parts) {
      if (count < bits) {
        held |= (bytes[position++] as number) << count;
        count += 8;
      }
      output[base + byte] = (output[base + byte] as number) | ((held & ((1 << bits) - 1)) << shift);
      held >>= bits;
      count -= bits;
    }
    if (layout.signed) extendSign(output, base, layout);
  }
}

/** Copies the highest stored bit upwards, to the end of the component in memory. */
function extendSign(elements: Uint8Array, base: number, { bytes, lastBit }: Layout): void {
  const at = (place: number): number => base + (littleEndianHost ? place : bytes - 1 - place);
  const top = lastBit >> 3;
  const value = elements[at(top)] as number;
  if (((value >> (lastBit % 8)) & 1) === 0) return;
  elements[at(top)] = value | (0xfe << (lastBit % 8));
  for (let place = top + 1; place < bytes; place++) elements[at(place)] = 0xff;
}
