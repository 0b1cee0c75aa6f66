import type { DataType, Elements, JsonObject, JsonValue, V2DataType } from "@zarrkit/core/contract";

/** What tells one data type of variable length from another. */
export interface VariableLengthParts<Scalar> {
  readonly name: string;
  readonly v2: V2DataType | undefined;
  readonly defaultFillValue: Scalar;
  readonly defaultSerializer: JsonObject;
  /** True for a list that is this type's container. */
  readonly isContainer: (data: readonly unknown[]) => boolean;
  /** Throws unless the value is one of the type's; answers what is stored. */
  readonly check: (value: unknown) => Scalar;
  readonly fillFromJson: (json: JsonValue, zarrFormat: 2 | 3) => Scalar;
  readonly fillToJson: (value: Scalar) => JsonValue;
  readonly normalize?: (elements: Elements) => Elements;
}

/** Puts together a data type whose elements are a plain list of JavaScript values. */
export function variableLengthDataType<Scalar>(parts: VariableLengthParts<Scalar>): DataType<Scalar, Scalar[]> {
  const { name } = parts;

  function listOf(elements: Elements): Scalar[] {
    if (!Array.isArray(elements)) {
      throw new TypeError(`${name}: expected elements as a list of values, found bytes`);
    }
    return elements as Scalar[];
  }

  function checkIndex(list: readonly unknown[], index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= list.length) {
      throw new RangeError(`${name}: index ${index} is outside ${list.length} elements`);
    }
    return index;
  }

  return Object.freeze({
    name,
    metadata: name,
    v2: parts.v2,
    itemSize: undefined,
    wordSizes: 1,
    defaultFillValue: [parts.defaultFillValue],
    defaultSerializer: parts.defaultSerializer,
    view: listOf,
    elementsOf: (data: unknown): Elements | undefined =>
      Array.isArray(data) && parts.isContainer(data) ? data : undefined,
    unpack(elements: Elements, index: number): Scalar {
      const list = listOf(elements);
      return list[checkIndex(list, index)] as Scalar;
    },
    pack(value: unknown, elements: Elements, index: number): void {
      const list = listOf(elements);
      list[checkIndex(list, index)] = parts.check(value);
    },
    fillValueFromJson: (json: JsonValue, zarrFormat: 2 | 3): Elements => [parts.fillFromJson(json, zarrFormat)],
    fillValueToJson: (fillValue: Elements): JsonValue => parts.fillToJson(parts.check(listOf(fillValue)[0])),
    ...(parts.normalize === undefined ? {} : { normalize: parts.normalize }),
  });
}

/** Throws unless a v2 spelling is that of an object type: `"|O"`, with or without the id of its filter. */
export function checkObjectDtype(name: string, dtype: JsonValue, filters: readonly string[]): string | undefined {
  if (dtype === "|O") {
    return undefined;
  }
  const filter = filters.find((id) => dtype === `|O:${id}`);
  if (filter === undefined) {
    throw new TypeError(`${name}: expected the v2 data type "|O" with the filter ${filters.join(" or ")}`);
  }
  return filter;
}
