import type { StoreCapabilities } from "../store.ts";
import { bytes, type Clause, failure, plain, put, type Subject, writable } from "./subject.ts";

/** Clauses of reads with a `pin`, for stores that tell versions. */
export function pinTests(capabilities: StoreCapabilities): Clause[] {
  const tests: Omit<Clause, "group">[] = [
    {
      name: "the first read fills it with the version, whole or in part",
      async run(subject) {
        await put(subject, "key", "value");
        const { store, expect } = subject;
        const version = await store.version?.("key");
        const [whole, part, parts] = [pin(), pin(), pin()];
        expect(plain(await store.get("key", { pin: whole }))).toEqual(plain(bytes("value")));
        expect(plain(await store.get("key", { pin: part, range: { suffix: 2 } }))).toEqual(plain(bytes("ue")));
        await store.getRanges?.("key", [{ offset: 0, length: 2 }], { pin: parts });
        expect(whole.version).toBe(version);
        expect(part.version).toBe(version);
        if (store.getRanges !== undefined) expect(parts.version).toBe(version);
      },
    },
    {
      name: "a missing value leaves it as it is",
      async run({ store, expect }) {
        const empty = pin();
        expect(await store.get("missing", { pin: empty })).toBe(undefined);
        expect(empty.version).toBe(undefined);
      },
    },
    {
      name: "reads of one version go on with it",
      async run(subject) {
        await put(subject, "key", "value");
        const { store, expect } = subject;
        const kept = pin(await store.version?.("key"));
        expect(plain(await store.get("key", { pin: kept, range: { offset: 1, length: 2 } }))).toEqual(
          plain(bytes("al")),
        );
        expect(plain(await store.get("key", { pin: kept }))).toEqual(plain(bytes("value")));
        const ranges = await store.getRanges?.("key", [{ suffix: 1 }], { pin: kept });
        if (store.getRanges !== undefined) expect(plain(ranges?.[0])).toEqual(plain(bytes("e")));
      },
    },
    {
      name: "a read of another version fails with the code `changed`",
      async run(subject) {
        await put(subject, "key", "old value");
        const { store, expect } = subject;
        const kept = pin();
        await store.get("key", { pin: kept, range: { offset: 0, length: 3 } });
        await put(subject, "key", "new value");
        await expectChanged(subject, () => store.get("key", { pin: kept, range: { offset: 4 } }));
        await expectChanged(subject, () => store.get("key", { pin: kept }));
        if (store.getRanges !== undefined) {
          await expectChanged(subject, () => store.getRanges?.("key", [{ suffix: 2 }], { pin: kept }));
        }
        expect(plain(await store.get("key", { pin: pin() }))).toEqual(plain(bytes("new value")));
      },
    },
    {
      name: "so does a read of what is gone",
      async run(subject) {
        if (!(capabilities.delete ?? capabilities.write)) return;
        await put(subject, "key", "value");
        const kept = pin();
        await subject.store.get("key", { pin: kept });
        await writable(subject).delete("key");
        await expectChanged(subject, () => subject.store.get("key", { pin: kept }));
      },
    },
  ];
  return tests.map((test) => ({
    group: "reads with a pin",
    name: test.name,
    async run(subject) {
      if (subject.store.version !== undefined) await test.run(subject);
    },
  }));
}

function pin(version?: string): { version: string | undefined } {
  return { version };
}

async function expectChanged({ expect }: Subject, read: () => unknown): Promise<void> {
  expect(((await failure(read)) as { code?: unknown } | undefined)?.code).toBe("changed");
}
