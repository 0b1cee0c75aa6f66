import { expect, test } from "vitest";
import { InvalidArgumentError } from "../../src/error/usage-error.ts";
import { openStore } from "../../src/store/descriptor.ts";
import { withReadOnly } from "../../src/store/read-only.ts";
import { withChunkStore } from "../../src/store/split.ts";
import { caught } from "../support/caught.ts";
import { MapStore } from "../support/map-store.ts";

const modules = {
  "map-store": async () => ({ mapStore: (key: string) => new MapStore({ identity: key }), version: 1 }),
  "@zarrkit/core": async () => ({ withReadOnly, withChunkStore }),
  broken: async () => Promise.reject(new Error("no network")),
};
const mapStore = (key: string) => ({ module: "map-store", export: "mapStore", arguments: [key] });
const portable = (key: string) => Object.assign(new MapStore({ identity: key }), { portable: mapStore(key) });

test("a store is made by the function that its descriptor names", async () => {
  const store = await openStore(mapStore("one"), modules);
  expect(store).toBeInstanceOf(MapStore);
  expect(store.identity).toBe("one");
});

test("a module may be named by its address", async () => {
  const text = 'export const store = (description) => ({ contract: "zarrkit.store.v1", description })';
  const module = `data:text/javascript,${encodeURIComponent(text)}`;
  expect(await openStore({ module, export: "store", arguments: ["made"] })).toMatchObject({ description: "made" });
});

test("views of stores are made again around them", async () => {
  const view = withReadOnly(portable("one"));
  const again = await openStore(structuredClone(view.portable) as never, modules);
  expect(again.readOnly).toBe(true);
  expect(again.identity).toBe("one");
  const split = withChunkStore(portable("one"), withReadOnly(portable("two")));
  expect((await openStore(structuredClone(split.portable) as never, modules)).description).toBe(split.description);
});

test("views of stores that stay here stay here", () => {
  expect(withReadOnly(new MapStore()).portable).toBeUndefined();
  expect(withChunkStore(portable("one"), new MapStore()).portable).toBeUndefined();
});

test.each([
  [{ module: "broken", export: "store" }, /"store" of module "broken": no network/],
  [{ module: "./there/is/none.js", export: "store" }, /"store" of module "\.\/there\/is\/none\.js"/],
  [{ module: "map-store", export: "version" }, /There is no function "version" of module "map-store"/],
  [{ module: "map-store", export: "toString" }, /There is no function "toString"/],
  [{ module: "toString", export: "call" }, /"call" of module "toString"/],
])("%o is refused", async (descriptor, message) => {
  const error = await caught(openStore(descriptor, modules));
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(error.message).toMatch(message);
});
