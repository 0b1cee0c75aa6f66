import { type Repository as IcechunkRepository, Repository, type Session, Storage } from "@earthmover/icechunk";
import { createArray, createGroup, errors, open, openArray, openGroup, type StoreLike, slice } from "@zarrkit/api";
import { beforeAll, describe, expect, test } from "vitest";

// The real package. Where its native build does not load, it falls back to its WebAssembly build.
const values = Int32Array.from({ length: 60 }, (_, index) => index * 3 - 7);
const data = { data: values, shape: [6, 10] };
const storeOf = (session: Session): StoreLike => session.store as unknown as StoreLike;

describe("a hierarchy written into Icechunk", () => {
  let repository: IcechunkRepository;
  beforeAll(async () => {
    repository = await Repository.create(await Storage.newInMemory());
    const session = await repository.writableSession("main");
    const store = storeOf(session);
    await createGroup({ store, attributes: { title: "ours" } });
    await createArray({ store, name: "a/plain", data, chunks: [4, 4], compressors: null });
    await createArray({ store, name: "a/zstd", data, chunks: [4, 4], dimensionNames: ["y", "x"] });
    await createArray({ store, name: "sharded", data, chunks: [2, 5], shards: [4, 10] });
    await (await openArray(store, { path: "a/zstd" })).set([0, 0], 1000);
    await session.commit("first");
  });

  test("is read from the commit", async () => {
    const store = storeOf(await repository.readonlySession({ branch: "main" }));
    for (const path of ["a/plain", "sharded"]) {
      const array = await openArray(store, { path, dtype: "int32" });
      expect([...(await array.get()).data], path).toEqual([...values]);
      expect([...(await array.get([3, slice(2, 9)])).data], path).toEqual([...values.subarray(32, 39)]);
    }
    const changed = await openArray(store, { path: "a/zstd", dtype: "int32" });
    expect([...(await changed.get()).data]).toEqual([1000, ...values.subarray(1)]);
  });

  test("is listed", async () => {
    const group = await openGroup(storeOf(await repository.readonlySession({ branch: "main" })), { mode: "r" });
    expect(group.attrs).toEqual({ title: "ours" });
    const members: string[] = [];
    for await (const [path] of group.members({ maxDepth: null })) members.push(path);
    expect(members.sort()).toEqual(["a", "a/plain", "a/zstd", "sharded"]);
    expect(await (await group.array("a/plain")).nchunksInitialized()).toBe(6);
  });

  test("cannot be written through a session that reads", async () => {
    const store = storeOf(await repository.readonlySession({ branch: "main" }));
    const array = await openArray(store, { path: "a/plain" });
    expect(array.readOnly).toBe(true);
    await expect(array.set([0, 0], 1)).rejects.toBeInstanceOf(errors.ReadOnlyError);
    expect((await open(store)).readOnly).toBe(true);
  });

  test("is changed, resized and deleted in another session, which others see once it is committed", async () => {
    const session = await repository.writableSession("main");
    const store = storeOf(session);
    const array = await openArray(store, { path: "a/plain", dtype: "int32" });
    await array.set([0, 0], -1);
    const row = Int32Array.from({ length: 10 }, (_, index) => index);
    await array.append({ data: row, shape: [1, 10] }, { axis: 0 });
    const group = await openGroup(store);
    await group.delete("sharded");
    const before = storeOf(await repository.readonlySession({ branch: "main" }));
    expect((await openArray(before, { path: "a/plain" })).shape).toEqual([6, 10]);
    await session.commit("second");
    const after = storeOf(await repository.readonlySession({ branch: "main" }));
    const changed = await openArray(after, { path: "a/plain", dtype: "int32" });
    expect(changed.shape).toEqual([7, 10]);
    expect((await changed.get([0, 0])).item()).toBe(-1);
    expect([...(await changed.get([6])).data]).toEqual([...row]);
    await expect(openArray(after, { path: "sharded" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
  });

  test("answers missing nodes and chunks as missing", async () => {
    const store = storeOf(await repository.readonlySession({ branch: "main" }));
    await expect(openArray(store, { path: "nowhere" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
  });
});
