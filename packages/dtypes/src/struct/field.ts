import type { DataType, JsonValue } from "@zarrkit/core/contract";
import { found, hostEndian, largestItemSize } from "../foundation.ts";

/** A named member as metadata lists it. `shape` is that of a subarray, which only version 2 has. */
export interface FieldDeclaration {
  readonly name: string;
  readonly dataType: DataType;
  readonly shape?: readonly number[];
}

/** A member with its place in the packed element. */
export interface Field {
  readonly name: string;
  readonly dataType: DataType;
  readonly offset: number;
  readonly size: number;
}

/** Words beyond this many, unless all alike, would take more memory to list than the data they describe. */
const mostWords = 2 ** 20;

/** Places fields one after the other, without padding. Throws for what cannot be a structured type. */
export function packFields(declarations: readonly FieldDeclaration[]): readonly Field[] {
  if (declarations.length === 0) {
    throw new RangeError("struct: expected at least one field");
  }
  const names = new Set<string>();
  let offset = 0;
  return declarations.map(({ name, dataType }) => {
    if (name === "" || names.has(name)) {
      throw new RangeError(`struct: expected field names that differ and are not empty, found ${found(name)}`);
    }
    names.add(name);
    const size = dataType.itemSize;
    if (size === undefined) {
      throw new TypeError(`struct: field ${found(name)} is of variable length (${dataType.name})`);
    }
    const field = { name, dataType, offset, size };
    offset += size;
    if (offset > largestItemSize) {
      throw new RangeError(`struct: an element of more than ${largestItemSize} bytes`);
    }
    return field;
  });
}

/** What is asked of a type to swap its words. */
type Words = Pick<DataType, "wordSizes" | "itemSize">;

/** Sizes of the words of several types in a row; one number when they are all alike. */
export function joinWordSizes(parts: readonly Words[]): number | readonly number[] {
  const first = parts[0]?.wordSizes;
  if (typeof first === "number" && parts.every((part) => part.wordSizes === first)) {
    return first;
  }
  const joined: number[] = [];
  for (const { wordSizes, itemSize } of parts) {
    const size = itemSize as number;
    const count = typeof wordSizes === "number" ? size / wordSizes : wordSizes.length;
    checkWordCount(joined.length + count);
    for (let i = 0; i < count; i++) {
      joined.push(typeof wordSizes === "number" ? wordSizes : (wordSizes[i] as number));
    }
  }
  return joined;
}

/** Sizes of the words of one type, again and again. */
export function repeatWordSizes({ wordSizes }: Pick<Words, "wordSizes">, count: number): number | readonly number[] {
  return typeof wordSizes === "number" ? wordSizes : repeated(wordSizes, count);
}

/** The same of those words that are stored in another order than the host's, where an element has both orders. */
export function repeatForeignWordSizes(
  { foreignWordSizes }: Pick<DataType, "foreignWordSizes">,
  count: number,
): readonly number[] | undefined {
  return foreignWordSizes && repeated(foreignWordSizes, count);
}

function repeated(wordSizes: readonly number[], count: number): readonly number[] {
  checkWordCount(wordSizes.length * count);
  return Array.from({ length: count }, () => wordSizes).flat();
}

function checkWordCount(count: number): void {
  if (count > mostWords) {
    throw new RangeError(`struct: an element of more than ${mostWords} words`);
  }
}

/** The byte order that the v2 spellings of all fields share, or the words to swap where they differ. */
export function joinByteOrders(fields: readonly Field[]): Pick<DataType, "endian" | "foreignWordSizes"> {
  const orders = new Set(fields.map(({ dataType }) => dataType.endian).filter((endian) => endian !== undefined));
  const [endian] = orders;
  if (orders.size < 2 && fields.every(({ dataType }) => dataType.foreignWordSizes === undefined)) {
    return endian === undefined ? {} : { endian };
  }
  const foreign = fields.map(({ dataType, size }): Words => {
    const isHost = dataType.endian === undefined || dataType.endian === hostEndian;
    return { itemSize: size, wordSizes: dataType.foreignWordSizes ?? (isHost ? 1 : dataType.wordSizes) };
  });
  const joined = joinWordSizes(foreign);
  return { foreignWordSizes: typeof joined === "number" ? [joined] : joined };
}

/** Adds an own member, whatever its name: assigning to `__proto__` would change the prototype instead. */
export function defineMember<Value>(target: { [name: string]: Value }, name: string, value: Value): void {
  if (name === "__proto__") {
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[name] = value;
  }
}

/** The v2 list of fields, or `undefined` when some field has no v2 spelling. */
export function v2Fields(declarations: readonly FieldDeclaration[]): JsonValue[] | undefined {
  const list: JsonValue[] = [];
  for (const { name, dataType, shape } of declarations) {
    if (dataType.v2 === undefined) {
      return undefined;
    }
    list.push(shape === undefined ? [name, dataType.v2.dtype] : [name, dataType.v2.dtype, shape]);
  }
  return list;
}
