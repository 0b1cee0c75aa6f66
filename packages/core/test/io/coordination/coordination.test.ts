import { describe, expect, test } from "vitest";
import { noteChanged, noteCleared, watchBelow } from "../../../src/io/coordination/changes.ts";
import { ChunkCache } from "../../../src/io/coordination/chunk-cache.ts";
import { Coordination, coordinationOf } from "../../../src/io/coordination/coordination.ts";
import { IndexCache } from "../../../src/io/coordination/index-cache.ts";
import { exclusively, undisturbed } from "../../../src/io/coordination/turns.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { caught } from "../../support/caught.ts";
import { MapStore } from "../../support/map-store.ts";

const later = (milliseconds = 1) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe("the coordination of a store", () => {
  test("is one for all stores of equal identity, and for read-only views", () => {
    const store = new MapStore();
    expect(coordinationOf(store)).toBe(coordinationOf(store));
    expect(coordinationOf(withReadOnly(store))).toBe(coordinationOf(store));
    const [one, two] = [new MapStore({ identity: "bucket" }), new MapStore({ identity: "bucket" })];
    expect(coordinationOf(one)).toBe(coordinationOf(two));
  });

  test("is in touch with that of a view of a part of the store", async () => {
    const store = new MapStore();
    const view = { ...store, identity: store, identityPrefix: "a/" } as unknown as MapStore;
    const [whole, part] = [coordinationOf(store), coordinationOf(view)];
    expect(coordinationOf(withReadOnly(view))).toBe(part);
    const log: string[] = [];
    const turns = [
      exclusively(whole, "a/b", async () => later(5).then(() => log.push("whole"))),
      exclusively(part, "b", async () => log.push("part")),
      exclusively(whole, "b", async () => log.push("other key")),
    ];
    await Promise.all(turns);
    expect(log).toEqual(["other key", "whole", "part"]);
    let runs = 0;
    await undisturbed(part, "b", async () => {
      if (++runs === 1) noteChanged(whole, "a/b");
    });
    await undisturbed(whole, "a/b", async () => {
      if (++runs === 3) noteCleared(part, "");
    });
    expect([runs, whole.writes, part.writes]).toEqual([4, 2, 2]);
  });

  test("is another for a store over other values", () => {
    expect(coordinationOf(new MapStore())).not.toBe(coordinationOf(new MapStore()));
    expect(coordinationOf(new MapStore({ identity: "one" }))).not.toBe(
      coordinationOf(new MapStore({ identity: "two" })),
    );
  });
});

describe("turns", () => {
  test("at one key come in the order asked, at others side by side", async () => {
    const coordination = new Coordination();
    const log: string[] = [];
    const turn = (key: string, name: string, wait: number) =>
      exclusively(coordination, key, async () => {
        log.push(`${name} begins`);
        await later(wait);
        log.push(`${name} ends`);
        return name;
      });
    const results = await Promise.all([turn("a", "first", 10), turn("a", "second", 1), turn("b", "other", 1)]);
    expect(results).toEqual(["first", "second", "other"]);
    expect(log).toEqual(["first begins", "other begins", "other ends", "first ends", "second begins", "second ends"]);
  });

  test("go on after one that failed", async () => {
    const coordination = new Coordination();
    const failing = exclusively(coordination, "a", async () => Promise.reject(new Error("no")));
    const next = exclusively(coordination, "a", async () => 2);
    expect((await caught(failing)).message).toBe("no");
    expect(await next).toBe(2);
  });
});

describe("work that must not be disturbed", () => {
  test("is done once when nobody writes", async () => {
    const coordination = new Coordination();
    let runs = 0;
    expect(await undisturbed(coordination, "a", async () => ++runs)).toBe(1);
    noteChanged(coordination, "a");
    expect(await undisturbed(coordination, "a", async () => ++runs)).toBe(2);
  });

  test("is done again, in turn, when its value changed meanwhile", async () => {
    const coordination = new Coordination();
    const log: string[] = [];
    const result = await undisturbed(
      coordination,
      "a",
      async () => {
        noteChanged(coordination, "a");
        log.push("first");
        return 1;
      },
      async () => {
        log.push("again");
        return 2;
      },
    );
    expect([result, ...log]).toEqual([2, "first", "again"]);
  });

  test("waits for a writer at work, whose change may be half visible", async () => {
    const coordination = new Coordination();
    let written = false;
    const writer = exclusively(coordination, "a", async () => {
      await later(5);
      written = true;
    });
    expect(await undisturbed(coordination, "a", async () => written)).toBe(true);
    await writer;
  });

  test("does not care for changes elsewhere", async () => {
    const coordination = new Coordination();
    let runs = 0;
    await undisturbed(coordination, "a", async () => {
      runs++;
      noteChanged(coordination, "b");
      noteCleared(coordination, "c/");
    });
    expect(runs).toBe(1);
  });

  test("is done again when everything below a prefix goes", async () => {
    const coordination = new Coordination();
    let runs = 0;
    await undisturbed(coordination, "a/c/0", async () => {
      if (++runs === 1) noteCleared(coordination, "a/");
    });
    expect(runs).toBe(2);
  });

  test("fails only when it was alone", async () => {
    const coordination = new Coordination();
    const alone = undisturbed(coordination, "a", async () => Promise.reject(new Error("damaged")));
    expect((await caught(alone)).message).toBe("damaged");
    const disturbed = undisturbed(
      coordination,
      "a",
      async () => {
        noteChanged(coordination, "a");
        throw new Error("half seen");
      },
      async () => "whole",
    );
    expect(await disturbed).toBe("whole");
  });
});

test("every change is counted and forgets the index of its value, and its chunks", () => {
  const coordination = new Coordination();
  const indexes = new IndexCache();
  coordination.shared.indexes = indexes;
  const index = { byteLength: 8, range: () => undefined };
  const keys = ["a/c/0", "a/c/1", "b/c/0"];
  const named = (key: string) => ({ key, layout: "", version: undefined });
  const decoded = new ChunkCache();
  coordination.shared.decoded = decoded;
  decoded.reserve(1000);
  for (const key of keys) {
    indexes.add(key, "", undefined, "", index);
    decoded.add(named(key), "", undefined);
  }
  const remembered = () => [
    keys.filter((key) => indexes.get(key, "") !== undefined),
    keys.filter((key) => decoded.has(named(key))),
  ];
  noteChanged(coordination, "a/c/0");
  expect(remembered()).toEqual([keys.slice(1), keys.slice(1)]);
  noteCleared(coordination, "a/");
  expect(remembered()).toEqual([["b/c/0"], ["b/c/0"]]);
  expect(coordination.writes).toBe(2);
});

describe("who watches what is below a prefix", () => {
  test("hears of the values that are written, and of writers who have not finished", async () => {
    const coordination = new Coordination();
    noteChanged(coordination, "a/0");
    const watch = watchBelow(coordination, "a/");
    noteChanged(coordination, "a/1");
    noteChanged(coordination, "b/1");
    const writer = exclusively(coordination, "a/2", () => later());
    const changes = watch.end();
    expect(["a/0", "a/1", "a/2", "b/1"].filter((key) => changes.has(key))).toEqual(["a/1", "a/2"]);
    await writer;
    noteChanged(coordination, "a/3");
    expect(changes.has("a/3")).toBe(false);
  });

  test("hears that everything is gone, above, below and there", () => {
    const coordination = new Coordination();
    const [above, below, other] = ["a/b/", "a/", "c/"].map((prefix) => watchBelow(coordination, prefix));
    noteCleared(coordination, "a/b/");
    expect(above?.end().has("a/b/0")).toBe(true);
    const changes = below?.end();
    expect([changes?.any, changes?.has("a/b/0"), changes?.has("a/c/0")]).toEqual([true, true, false]);
    expect(other?.end().any).toBe(false);
    const inside = watchBelow(coordination, "a/b/c/");
    noteCleared(coordination, "a/");
    expect(inside.end().has("a/b/c/0")).toBe(true);
  });

  test("hears of nothing when nothing happens", () => {
    expect(watchBelow(new Coordination(), "").end().any).toBe(false);
  });
});
