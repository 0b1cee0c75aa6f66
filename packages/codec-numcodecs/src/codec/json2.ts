/**
 * `json2`: the elements of a chunk as one JSON list, followed by the numpy data type and the shape.
 *
 * For arrays of objects or strings in version 2. Text is written as Python's encoder would, under the
 * same options; integers beyond 2^53 appear as `bigint`. Compatible with numcodecs.
 *
 * - Source: numcodecs `JSON`
 * - v2 filter id: `json2`; v3 name: `numcodecs.json2`
 * - Example: `{ "id": "json2", "encoding": "utf-8" }`
 */
import type { ArrayToBytesCodec, CodecFactory, JsonObject } from "@zarrkit/core/contract";
import { describeJson, readBoolean, readMembers } from "../configuration.ts";
import { parseJson } from "../object/json-parser.ts";
import { type JsonWriterOptions, writeJson } from "../object/json-writer.ts";
import { fromObjectList, listedDtype, toObjectList } from "../object/object-list.ts";

const NAME = "json2";
const MEMBERS = [
  "encoding",
  "skipkeys",
  "ensure_ascii",
  "check_circular",
  "allow_nan",
  "indent",
  "separators",
  "sort_keys",
  "strict",
];
// All of these are UTF-8, or part of it.
const ENCODINGS = /^(?:utf-?8|u8|ascii|us-ascii)$/i;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, MEMBERS, context);
    const encoding = members["encoding"] ?? "utf-8";
    if (typeof encoding !== "string" || !ENCODINGS.test(encoding)) {
      throw new TypeError(`${NAME}: "encoding" must be utf-8 or ascii, found ${describeJson(encoding)}`);
    }
    const ascii = /ascii/i.test(encoding);
    const strict = readBoolean(NAME, members, "strict", true);
    const options = readWriterOptions(members);
    return Object.freeze({
      kind: "array_to_bytes",
      configuration: {
        encoding,
        skipkeys: readBoolean(NAME, members, "skipkeys", false),
        check_circular: readBoolean(NAME, members, "check_circular", true),
        ...options,
        strict,
      },
      validate: (spec) => void listedDtype(NAME, spec.dataType),
      encode(chunk, spec) {
        const text = writeJson(toObjectList(NAME, chunk, spec), options);
        const bytes = encoder.encode(text);
        if (ascii && bytes.length !== text.length)
          throw new RangeError(`${NAME}: the text does not fit encoding ${encoding}`);
        return bytes;
      },
      decode: (bytes, spec) => fromObjectList(NAME, parseJson(decoder.decode(bytes), strict), spec),
    } satisfies ArrayToBytesCodec);
  },
};

function readWriterOptions(members: JsonObject): JsonWriterOptions {
  const indent = members["indent"] ?? null;
  const indentFits =
    indent === null || typeof indent === "string" || (Number.isInteger(indent) && Number(indent) <= 64);
  if (!indentFits || (typeof indent === "string" && indent.length > 64)) {
    throw new TypeError(
      `${NAME}: "indent" must be null, a small integer or a short string, found ${describeJson(indent)}`,
    );
  }
  const separators = members["separators"] ?? (indent === null ? [",", ":"] : [", ", ": "]);
  if (
    !Array.isArray(separators) ||
    separators.length !== 2 ||
    separators.some((text) => !/^\s*[,:]\s*$/.test(String(text)))
  ) {
    throw new TypeError(`${NAME}: "separators" must be a comma and a colon, found ${describeJson(separators)}`);
  }
  return {
    ensure_ascii: readBoolean(NAME, members, "ensure_ascii", true),
    allow_nan: readBoolean(NAME, members, "allow_nan", true),
    indent: indent as number | string | null,
    separators: separators as unknown as readonly [string, string],
    sort_keys: readBoolean(NAME, members, "sort_keys", true),
  };
}
