import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../src/contract/index.ts";
import { MetadataValidationError, NodeTypeValidationError } from "../../src/error/metadata-error.ts";
import { emptyGroup, formatV3Group, parseV2Group, parseV3Group } from "../../src/metadata/group.ts";
import { caught } from "../support/caught.ts";

const place = { store: "map://test", path: "g" };
const group = (members: JsonObject = {}): JsonObject => ({ zarr_format: 3, node_type: "group", ...members });
const parse = (document: JsonObject) => parseV3Group(document, place);

describe("parseV3Group", () => {
  test("needs no attributes", () => {
    expect(parse(group())).toEqual({ zarrFormat: 3, attributes: {}, consolidated: undefined, extra: {} });
  });

  test("keeps attributes as they are, and documents of nodes below unread", () => {
    const consolidated_metadata = { kind: "inline", must_understand: false, metadata: { a: { x: 2n ** 64n } } };
    const { attributes, consolidated } = parse(group({ attributes: { a: 1 }, consolidated_metadata }));
    expect(attributes).toEqual({ a: 1 });
    expect(consolidated?.entries()).toEqual([["a", { zarrFormat: 3, document: { x: 2n ** 64n } }]]);
  });

  test("takes consolidated metadata that is null, as early writers left it, for none", () => {
    expect(parse(group({ consolidated_metadata: null })).consolidated).toBeUndefined();
  });

  test.each<[JsonObject]>([
    [{ node_type: "group" }],
    [group({ zarr_format: "3" })],
    [group({ zarr_format: 2 })],
    [group({ attributes: [] })],
    [group({ attributes: null })],
    [group({ extra: 1 })],
    [group({ extra: { must_understand: true } })],
    [group({ shape: [1] })],
  ])("refuses %j", async (document) => {
    const error = await caught(() => parse(document));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error).toMatchObject(place);
  });

  test.each<[JsonValue]>([["array"], ["Group"], [null]])("refuses node_type %j", async (nodeType) => {
    expect(await caught(() => parse(group({ node_type: nodeType })))).toBeInstanceOf(NodeTypeValidationError);
  });
});

describe("formatV3Group", () => {
  test("writes members in the order of zarr-python and keeps those nobody knows", () => {
    const document = group({
      attributes: { b: 1, a: [Number.NaN] },
      consolidated_metadata: { kind: "inline", must_understand: false, metadata: {} },
      foo: { must_understand: false },
    });
    const written = formatV3Group(parse(document));
    expect(written).toEqual(document);
    expect(Object.keys(written)).toEqual(["attributes", "zarr_format", "consolidated_metadata", "node_type", "foo"]);
  });

  test("of a new group writes empty attributes", () => {
    expect(formatV3Group(emptyGroup(3, {}))).toEqual({ attributes: {}, zarr_format: 3, node_type: "group" });
  });
});

describe("parseV2Group", () => {
  test("takes attributes from their own document and ignores what it does not know", () => {
    expect(parseV2Group({ zarr_format: 2, foo: 1 }, { a: 1 }, place)).toEqual({
      zarrFormat: 2,
      attributes: { a: 1 },
      consolidated: undefined,
      extra: {},
    });
  });

  test.each<[JsonObject]>([[{}], [{ zarr_format: 3 }], [{ zarr_format: "2" }]])("refuses %j", async (document) => {
    expect(await caught(() => parseV2Group(document, {}, place))).toBeInstanceOf(MetadataValidationError);
  });
});
