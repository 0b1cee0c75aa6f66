import { describe, expect, test } from "vitest";
import { MetadataValidationError } from "../../../src/error/metadata-error.ts";
import {
  ArrayNotFoundError,
  ContainsArrayError,
  ContainsGroupError,
  GroupNotFoundError,
} from "../../../src/error/node-error.ts";
import { InvalidArgumentError } from "../../../src/error/usage-error.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { jsonOf, putJson } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { blocksOf } from "../../support/small-array.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment();
const created = (store: MapStore | CountingStore, options: object = {}, path = "") =>
  ZarrGroup.create({ store, path }, options, environment);

describe("what a group says of itself", () => {
  test.each([2, 3] as const)("comes from its documents, version %i", async (zarrFormat) => {
    const store = new MapStore();
    const group = await created(store, { zarrFormat, attributes: { a: 1 } }, "x/g");
    const expected = {
      kind: "group",
      zarrFormat,
      attrs: { a: 1 },
      path: "x/g",
      name: "/x/g",
      basename: "g",
      readOnly: false,
    };
    expect(group).toMatchObject(expected);
    expect(await ZarrGroup.open({ store, path: "x/g" }, environment)).toMatchObject(expected);
  });

  test("is read-only where its store is", async () => {
    const store = new MapStore();
    await created(store);
    expect((await ZarrGroup.open({ store: withReadOnly(store), path: "" }, environment)).readOnly).toBe(true);
  });

  test("keeps members of its document that it does not know", async () => {
    const store = new MapStore();
    putJson(store, "zarr.json", { zarr_format: 3, node_type: "group", foo: { must_understand: false } });
    const group = await ZarrGroup.open({ store, path: "" }, environment);
    await group.updateAttributes({ a: 1 });
    expect(jsonOf(store, "zarr.json")).toEqual({
      zarr_format: 3,
      node_type: "group",
      foo: { must_understand: false },
      attributes: { a: 1 },
    });
  });
});

describe.each([2, 3] as const)("members of version %i", (zarrFormat) => {
  test("are created in the group's own version, and found by path", async () => {
    const store = new MapStore();
    const group = await created(store, { zarrFormat }, "g");
    const array = await group.createArray("deep/a", { shape: [2] });
    const child = await group.createGroup("b");
    expect([array.path, array.zarrFormat, child.path, child.zarrFormat]).toEqual([
      "g/deep/a",
      zarrFormat,
      "g/b",
      zarrFormat,
    ]);
    expect((await group.get("deep/a"))?.kind).toBe("array");
    expect((await group.get("/b/"))?.kind).toBe("group");
    expect(await group.get("nothing")).toBeUndefined();
    expect([await group.has("deep"), await group.has("deep/nothing")]).toEqual([true, false]);
    expect((await group.array("deep/a")).shape).toEqual([2]);
    expect((await group.group("deep")).path).toBe("g/deep");
  });

  test("of the wrong kind, or missing, are told apart", async () => {
    const group = await created(new MapStore(), { zarrFormat });
    await group.createArray("a", { shape: [2] });
    await group.createGroup("g");
    expect(await caught(group.array("g"))).toBeInstanceOf(ContainsGroupError);
    expect(await caught(group.group("a"))).toBeInstanceOf(ContainsArrayError);
    expect(await caught(group.array("x"))).toBeInstanceOf(ArrayNotFoundError);
    expect(await caught(group.group("x"))).toBeInstanceOf(GroupNotFoundError);
    expect(await caught(group.createGroup("a"))).toBeInstanceOf(ContainsArrayError);
  });

  test("that are broken are errors, not missing", async () => {
    const store = new MapStore();
    const group = await created(store, { zarrFormat });
    putJson(store, zarrFormat === 3 ? "a/zarr.json" : "a/.zarray", "{");
    expect(await caught(group.get("a"))).toBeInstanceOf(MetadataValidationError);
    expect(await caught(group.has("a"))).toBeInstanceOf(MetadataValidationError);
  });

  test("are deleted with everything below them; what is not there is no matter", async () => {
    const store = new MapStore();
    const group = await created(store, { zarrFormat });
    await group.createArray("a/b/c", { shape: [2] });
    await group.createGroup("ab");
    await group.delete("a");
    await group.delete("nothing");
    expect([await group.has("a"), await group.has("a/b/c"), await group.has("ab")]).toEqual([false, false, true]);
  });
});

describe("an array of data", () => {
  test("has the shape and the data type of it, and holds it", async () => {
    const group = await created(new MapStore());
    const array = await group.createArray("a", { data: { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] } });
    expect([array.shape, array.dtype]).toEqual([[2, 2], "float32"]);
    expect((await array.get()).data).toEqual(Float32Array.of(1, 2, 3, 4));
    const again = await group.createArray("b", { data: array, chunks: [1, 2] });
    expect((await again.get()).data).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  test("holds nothing when it is not to be written", async () => {
    const store = new MapStore();
    await (await created(store)).createArray("a", { data: Float32Array.of(1), writeData: false });
    expect([...store.values.keys()].sort()).toEqual(["a/zarr.json", "zarr.json"]);
  });

  test.each([
    ["both", { data: Float32Array.of(1), shape: [1] }],
    ["both", { data: Float32Array.of(1), dtype: "float32" }],
    ["neither", {}],
    ["no array", { data: {} as never }],
  ])("is refused where the options name %s", async (_, options) => {
    const store = new MapStore();
    const group = await created(store);
    expect(await caught(group.createArray("a", options))).toBeInstanceOf(InvalidArgumentError);
    expect([...store.values.keys()]).toEqual(["zarr.json"]);
  });
});

test("a member that is deleted and made again remembers nothing", async () => {
  const group = await created(new CountingStore());
  const options = { shape: [8], chunks: [8], codecs: blocksOf([2]) };
  const array = await group.createArray("a", options);
  await array.set(null, 1);
  await array.get([0]);
  await group.delete("a");
  expect((await (await group.createArray("a", options)).get([0])).item()).toBe(0);
});

test("a group does not delete itself", async () => {
  const store = new MapStore();
  const group = await created(store, {}, "g");
  for (const path of ["", "/"]) expect((await caught(group.delete(path))).path).toBe("g");
  expect(store.values.has("g/zarr.json")).toBe(true);
});

test("opening a member takes one request", async () => {
  const store = new CountingStore();
  const group = await created(store);
  await group.createArray("a", { shape: [2] });
  store.reset();
  await group.array("a");
  expect(store.reads).toEqual(["a/zarr.json"]);
});

test("creating is refused for what cannot be written, before anything is deleted", async () => {
  const store = new MapStore();
  await created(store, { attributes: { kept: 1 } });
  for (const options of [{ zarrFormat: 4 }, { attributes: { f: () => 0 } }]) {
    const error = await caught(created(store, { ...options, overwrite: true }));
    expect([InvalidArgumentError, MetadataValidationError].some((kind) => error instanceof kind)).toBe(true);
  }
  expect([...store.values.keys()]).toEqual(["zarr.json"]);
});

test("everything can be stopped", async () => {
  const store = new CountingStore();
  const group = await created(store);
  const signal = AbortSignal.abort(new Error("no"));
  store.reset();
  for (const work of [
    () => group.get("a", { signal }),
    () => group.array("a", { signal }),
    () => group.group("a", { signal }),
    () => group.has("a", { signal }),
    () => group.delete("a", { signal }),
    () => group.createArray("a", { shape: [1], signal }),
    () => group.createGroup("a", { signal }),
    () => group.updateAttributes({ a: 1 }, { signal }),
  ]) {
    expect((await caught(work)).message).toBe("no");
  }
  expect(store.requests).toEqual([]);
});
