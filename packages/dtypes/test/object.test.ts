import { expect, test } from "vitest";
import { conformance } from "./conformance.ts";
import { v2, v3 } from "./resolve.ts";

conformance<unknown, unknown[]>({
  name: "object",
  dataType: () => v2("|O", "json2"),
  scalars: [null, "a", 3, 4.5, true, { k: [1, 2] }],
  rejected: [undefined, () => 1, Symbol.iterator],
  fillValues: [{ json: null }, { json: "a" }, { json: 0 }],
  rejectedFillValues: [],
  // A list as a value cannot be told from a nested list; packed one by one it is fine.
  foreignData: [[[1], [2]], [undefined], new Uint8Array(1)],
});

test("a list is a value too, when it is packed", async () => {
  const elements = [null, null];
  const object = await v2("|O", "json2");
  object.pack([1, [2]], elements, 1);
  expect(object.unpack(elements, 1)).toEqual([1, [2]]);
});

test("version 3 has no object type", async () => {
  await expect(v3("object")).rejects.toThrow(/version 3/);
  expect((await v2("|O", "msgpack2")).v2).toEqual({ dtype: "|O", objectCodec: "msgpack2" });
});
