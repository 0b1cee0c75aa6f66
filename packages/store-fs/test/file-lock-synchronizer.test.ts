import { utimesSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { fileLockSynchronizer } from "../src/index.ts";
import { bundle, firstOutput, outputOf, run } from "./process.ts";
import { temporaryFolder } from "./temporary.ts";

const later = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The name of the lock that is held in a folder, and of its holder. */
async function heldIn(folder: string): Promise<readonly [lock: string, holder: string]> {
  const lock = (await readdir(folder)).find((name) => !name.endsWith(".claim")) as string;
  const [holder] = (await readdir(join(folder, lock))) as [string];
  return [lock, holder];
}

/** Puts a holder of another machine into the lock of the key "a". */
async function foreignHolder(folder: string): Promise<string> {
  let lock = "";
  await fileLockSynchronizer(folder).withLock("a", async () => {
    [lock] = await heldIn(folder);
  });
  const holder = join(folder, lock, `${process.pid}.elsewhere.1`);
  await mkdir(holder, { recursive: true });
  return holder;
}

describe("turns in one process", () => {
  test("at one key come one after the other, at others side by side, and leave nothing behind", async () => {
    const folder = join(await temporaryFolder(), "not", "yet");
    // Two of them, as two copies of the package would be.
    const [one, other] = [fileLockSynchronizer(folder), fileLockSynchronizer(folder)];
    const log: string[] = [];
    const step = (synchronizer: typeof one, key: string, name: string, wait?: Promise<unknown>) =>
      synchronizer.withLock(key, async () => {
        log.push(`${name} begins`);
        await wait;
        log.push(`${name} ends`);
        return name;
      });
    const third = step(one, "a/c/1", "third");
    const results = await Promise.all([step(one, "a/c/0", "first", third), step(other, "a/c/0", "second"), third]);
    expect(results).toEqual(["first", "second", "third"]);
    expect(log.indexOf("first ends")).toBeLessThan(log.indexOf("second begins"));
    expect(await readdir(folder)).toEqual([]);
  });

  test("take any key", async () => {
    const folder = await temporaryFolder();
    const { withLock } = fileLockSynchronizer(folder);
    const keys = ["", "/", "..", "a/../b", "\0", "ü".repeat(300), "con", "a:b*?"];
    expect(await Promise.all(keys.map((key) => withLock(key, async () => key)))).toEqual(keys);
  });

  test("are freed by work that fails, with its error", async () => {
    const { withLock } = fileLockSynchronizer(await temporaryFolder());
    const reason = new Error("the work failed");
    await expect(withLock("a", () => Promise.reject(reason))).rejects.toBe(reason);
    expect(await withLock("a", async () => "next")).toBe("next");
  });

  test("are not waited for by who has left", async () => {
    const folder = await temporaryFolder();
    const { withLock } = fileLockSynchronizer(folder);
    const holder = await foreignHolder(folder);
    const controller = new AbortController();
    const reason = new Error("left");
    const leaving = withLock("a", () => Promise.reject(new Error("not mine")), { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 30);
    await expect(leaving).rejects.toBe(reason);
    expect((await readdir(folder)).filter((name) => name.endsWith(".claim"))).toEqual([]);
    await rm(holder, { recursive: true });
    expect(await withLock("a", async () => "next")).toBe("next");
  });

  test("in a folder that cannot be made fail with its path and the system's code", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const { withLock } = fileLockSynchronizer(join(folder, "file"));
    await expect(withLock("a", async () => 1)).rejects.toThrow(/cannot lock file .*file.*(ENOTDIR|EEXIST)/);
  });
});

describe("processes", () => {
  /** Adds to a number in a file, which loses steps unless they come one after the other. */
  const counting = (steps: number) => `
    import { readFileSync, writeFileSync } from "node:fs";
    import { fileLockSynchronizer } from "./store.mjs";
    const { withLock } = fileLockSynchronizer(process.argv[2] + "/locks");
    const file = process.argv[2] + "/count";
    for (let i = 0; i < ${steps}; i++) {
      await withLock("count", async () => {
        const before = Number(readFileSync(file, "utf8"));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
        writeFileSync(file, String(before + 1));
      });
    }
    console.log("done");`;

  async function scene(): Promise<string> {
    const folder = await temporaryFolder();
    await bundle(folder);
    await mkdir(join(folder, "locks"));
    await chmod(join(folder, "locks"), 0o777);
    await writeFile(join(folder, "count"), "0");
    await chmod(join(folder, "count"), 0o666);
    return folder;
  }

  test("take turns, and lose no step", async () => {
    const folder = await scene();
    const children = await Promise.all(Array.from({ length: 6 }, () => run(folder, counting(50), folder)));
    await Promise.all(children.map(outputOf));
    expect(await readFile(join(folder, "count"), "utf8")).toBe("300");
    expect(await readdir(join(folder, "locks"))).toEqual([]);
  });

  test("that are killed while they hold a lock block nobody, and the others still take turns", async () => {
    const folder = await scene();
    for (let round = 0; round < 3; round++) {
      const holder = await run(
        folder,
        `
        import { fileLockSynchronizer } from "./store.mjs";
        await fileLockSynchronizer(process.argv[2] + "/locks").withLock("count", async () => {
          console.log("held");
          await new Promise((resolve) => setTimeout(resolve, 1e9));
        });`,
        folder,
      );
      await firstOutput(holder);
      const waiting = await Promise.all(Array.from({ length: 5 }, () => run(folder, counting(10), folder)));
      const results = Promise.all(waiting.map(outputOf));
      const ended = new Promise((resolve) => holder.once("close", resolve));
      holder.kill("SIGKILL");
      await Promise.all([ended, results]);
    }
    expect(await readFile(join(folder, "count"), "utf8")).toBe("150");
  });
});

describe("a holder of another machine", () => {
  test("is waited for, and counts as gone without a sign of life", async () => {
    const folder = await temporaryFolder();
    await foreignHolder(folder);
    const start = performance.now();
    expect(await fileLockSynchronizer(folder, { goneAfter: 200 }).withLock("a", async () => "mine")).toBe("mine");
    expect(performance.now() - start).toBeGreaterThan(200);
  });

  test("that gives signs of life is waited for as long as it takes", async () => {
    const folder = await temporaryFolder();
    const holder = await foreignHolder(folder);
    let signs = 0;
    // Each time that who waits looks at the clock, two thirds of the time have gone by, and there is a sign afterwards.
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      utimesSync(holder, new Date(), new Date(++signs * 1000));
      return signs * 1000;
    });
    let taken = false;
    const waiting = fileLockSynchronizer(folder, { goneAfter: 1500 }).withLock("a", async () => {
      taken = true;
    });
    while (signs < 20 && !taken) await later(5);
    expect(taken).toBe(false);
    clock.mockRestore();
    await rm(holder, { recursive: true });
    await waiting;
    expect(taken).toBe(true);
  });
});

test("a holder that was taken for gone is told so", async () => {
  const folder = await temporaryFolder();
  const { withLock } = fileLockSynchronizer(folder);
  const work = withLock("a/c/0", async () => {
    await rm(join(folder, ...(await heldIn(folder))), { recursive: true });
    return "done";
  });
  await expect(work).rejects.toThrow(/lock of "a\/c\/0" was taken over.*look at the value/);
  expect(await withLock("a/c/0", async () => "next")).toBe("next");
});

test("a holder gives signs of life", async () => {
  const folder = await temporaryFolder();
  await fileLockSynchronizer(folder, { goneAfter: 60 }).withLock("a", async () => {
    const holder = join(folder, ...(await heldIn(folder)));
    const before = (await stat(holder)).mtimeMs;
    while ((await stat(holder)).mtimeMs === before) await later(5);
  });
});
