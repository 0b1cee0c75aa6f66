/** Data types as numcodecs configurations spell them, and `ndarray.view` between them. */
import type { CodecContext, DataType, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { describeJson } from "./configuration.ts";

const hostEndian: "little" | "big" = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? "little" : "big";

/** A data type of a configuration, and how it is spelled there. */
export interface ConfiguredType {
  readonly dataType: DataType;
  readonly spelling: JsonValue;
}

/** Resolves a data type member; the fallback when it is absent or null. */
export async function readDataType(
  codec: string,
  members: JsonObject,
  key: string,
  context: CodecContext,
  fallback: ConfiguredType,
): Promise<ConfiguredType> {
  const spelling = members[key] ?? undefined;
  if (spelling === undefined) return fallback;
  try {
    return { dataType: await context.dataType(withByteOrder(spelling)), spelling };
  } catch (cause) {
    throw new TypeError(`${codec}: "${key}" is no data type: ${describeJson(spelling)}`, { cause });
  }
}

/** The data type that reaches a codec, spelled for numcodecs where numpy can spell it. */
export function incomingType(context: CodecContext): ConfiguredType {
  const { dataType } = context.spec;
  return { dataType, spelling: dataType.v2?.dtype ?? dataType.metadata };
}

/** numpy reads a spelling without byte order as the host's, which is little-endian wherever such data comes from. */
function withByteOrder(spelling: JsonValue): JsonValue {
  if (typeof spelling !== "string") return spelling;
  if (spelling === "?") return "|b1";
  const match = /^=?([biufcSUV])(\d+)$/.exec(spelling);
  if (match === null) return spelling;
  const [, kind, size] = match as unknown as [string, string, string];
  const unordered = size === "1" ? kind !== "U" : kind === "S" || kind === "V";
  return `${unordered ? "|" : "<"}${kind}${size}`;
}

/** Throws unless elements of one data type can be viewed as another of the same size. */
export function requireSameSize(codec: string, from: DataType, to: DataType): void {
  if (from.itemSize === undefined || from.itemSize !== to.itemSize) {
    throw new TypeError(
      `${codec}: configured for ${to.name} (${to.itemSize ?? "no fixed size"}), ` +
        `but the chunk holds ${from.name} (${from.itemSize ?? "no fixed size"}); bytes per element must agree`,
    );
  }
}

/**
 * The same stored bytes as elements of another data type of the same size. Elements are in host order,
 * so they are swapped when only one of the two data types is stored in that order.
 */
export function viewAs(elements: Uint8Array, from: DataType, to: DataType): Uint8Array {
  if (isSwapped(from) === isSwapped(to)) return elements;
  const swapped = elements.slice();
  const size = typeof to.wordSizes === "number" ? to.wordSizes : 1;
  for (let position = 0; position < swapped.byteLength; position += size) {
    swapped.subarray(position, position + size).reverse();
  }
  return swapped;
}

function isSwapped(dataType: DataType): boolean {
  return dataType.itemSize !== 1 && (dataType.endian ?? "little") !== hostEndian;
}
