import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createArray, openArray, openDescriptor } from "../src/index.ts";

const data = Int16Array.of(1, 2, 3);

test("an array in a folder is opened again from its descriptor, also in a read-only view", async () => {
  const folder = await mkdtemp(join(tmpdir(), "zarrkit-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const store = join(folder, "a.zarr");
  const array = await createArray({ store, name: "x", data, attributes: { unit: "m" } });
  const again = await openDescriptor<"int16">(structuredClone(array.toDescriptor()));
  expect((await again.get()).data).toEqual(data);
  expect([again.path, again.attrs, again.readOnly]).toEqual(["x", { unit: "m" }, false]);
  const view = await openArray(store, { path: "x", mode: "r" });
  const viewed = await openDescriptor(structuredClone(view.toDescriptor()), { config: { order: "F" } });
  expect(viewed.readOnly).toBe(true);
  expect((await viewed.get()).toList()).toEqual([1, 2, 3]);
});

test("an array in a Map needs its store", async () => {
  const store = new Map<string, Uint8Array>();
  const array = await createArray({ store, name: "x", data });
  const descriptor = structuredClone(array.toDescriptor());
  await expect(openDescriptor(descriptor)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  expect((await (await openDescriptor(descriptor, { store })).get()).toList()).toEqual([1, 2, 3]);
});

test("a promise of an executor is refused", async () => {
  const executor = Promise.resolve() as never;
  await expect(createArray({ data, executor })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  await expect(openArray(new Map(), { config: { executor } })).rejects.toThrow(/await workerPool\(\)/);
});
