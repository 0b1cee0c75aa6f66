/**
 * The conformance suite for stores.
 *
 * ```ts
 * import { storeConformance } from "@zarrkit/testkit/store";
 * import { describe, test } from "vitest";
 * import { MapStore } from "../src/index.ts";
 *
 * storeConformance(
 *   { test, describe },
 *   { name: "MapStore", capabilities: { write: true, list: true }, create: () => ({ store: new MapStore() }) },
 * );
 * ```
 *
 * It needs nothing of a runner but `test(name, body)`, so it works with vitest, `node:test`, `bun:test` and others.
 *
 * Source: the store contract of `@zarrkit/core/contract`; zarr v3 core, "Abstract store interface".
 *
 * @module
 */
import type { ListableStore, MaybePromise, Store, WritableStore } from "@zarrkit/core/contract";
import { plainExpect, type TestRunner } from "./runner.ts";
import { conditionTests } from "./store/condition.ts";
import { keyTests } from "./store/key.ts";
import { listTests } from "./store/list.ts";
import { pinTests } from "./store/pin.ts";
import { rangeTests } from "./store/range.ts";
import { readTests } from "./store/read.ts";
import type { Clause } from "./store/subject.ts";
import { writeTests } from "./store/write.ts";

export type { Expect, TestRunner } from "./runner.ts";

/** A fresh and empty store for one test. */
export interface StoreUnderTest {
  /** The store. */
  readonly store: Store & Partial<Omit<WritableStore, keyof Store>> & Partial<Omit<ListableStore, keyof Store>>;
  /**
   * A second road to the same values that does not go through the store (files, a map, an object server).
   * Needed for read-only stores; others are prepared and checked through it, so that a mistake made both in
   * writing and in reading does not go unseen.
   */
  readonly behind?:
    | {
        write(key: string, bytes: Uint8Array): MaybePromise<void>;
        read?(key: string): MaybePromise<Uint8Array | undefined>;
      }
    | undefined;
  /** Called after the test. */
  cleanup?(): MaybePromise<void>;
}

/** What a store can do beyond `get`. Left-out members are off, unless it says otherwise. */
export interface StoreCapabilities {
  /** Has `set`. */
  readonly write?: boolean;
  /** Has `delete`. Default: the value of `write`. */
  readonly delete?: boolean;
  /** `set` honours `ifVersion`, also `null`. Needs `version`. Default: the value of `write`. */
  readonly condition?: boolean;
  /** Equal values may have equal versions, as entity tags are. Default false: every write makes a new one. */
  readonly versionOfContent?: boolean;
  /** Has `list` and `listDir`. */
  readonly list?: boolean;
  /** Tells `a` from `A`. Default true; off for stores over a file system that does not. */
  readonly caseSensitive?: boolean;
  /** Keys may hold any character. Default true. */
  readonly oddKeys?: boolean;
}

/** A kind of store under test: how to make one, and what it can do. */
export interface StoreConformanceSubject {
  /** For the names of the tests. */
  readonly name: string;
  /** Makes a fresh and empty store. */
  readonly create: () => MaybePromise<StoreUnderTest>;
  /** What the store can do. */
  readonly capabilities: StoreCapabilities;
}

/** Defines the tests of the store contract for one kind of store. */
export function storeConformance(runner: TestRunner, subject: StoreConformanceSubject): void {
  const { capabilities } = subject;
  const expect = runner.expect ?? plainExpect;
  const clauses: Clause[] = [
    ...readTests(capabilities),
    ...rangeTests(capabilities),
    ...pinTests(capabilities),
    ...keyTests(capabilities),
    ...writeTests(capabilities),
    ...conditionTests(capabilities),
    ...listTests(capabilities),
  ];
  const groups = [...new Set(clauses.map((clause) => clause.group))];
  for (const group of groups) {
    const title = `${subject.name}: ${group}`;
    const define = (prefix: string): void => {
      for (const clause of clauses) {
        if (clause.group !== group) continue;
        runner.test(prefix + clause.name, async () => {
          const under = await subject.create();
          try {
            await clause.run({ ...under, expect });
          } finally {
            await under.cleanup?.();
          }
        });
      }
    };
    if (runner.describe === undefined) define(`${title}: `);
    else runner.describe(title, () => define(""));
  }
}
