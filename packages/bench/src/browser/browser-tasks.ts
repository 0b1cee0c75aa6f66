import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright";
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, and its types lie beside it
import { launchOptions } from "../../../../scripts/chromium.mjs";
import type { Data } from "../data.ts";
import type { Row } from "../result.ts";
import type { Storage } from "../storage.ts";
import { type Measurement, randomCorners } from "../task.ts";
import { serve } from "../web/serve.ts";
import { bundlePage } from "./bundle-page.ts";
import type { PageContender, PageTask } from "./page.ts";

export interface BrowserOptions {
  readonly edge: number;
  readonly rounds: number;
  readonly progress: (line: string) => void;
}

const contenders: readonly { readonly name: string; readonly kind: PageContender }[] = [
  { name: "zarrkit Chromium workers", kind: "workers" },
  { name: "zarrkit Chromium inline", kind: "inline" },
  { name: "zarrita Chromium", kind: "zarrita" },
];
const minutes = 60_000;

declare global {
  /** In the page: what was bundled for it. */
  var measure: (contender: PageContender, task: PageTask) => Promise<Measurement>;
}

/** Measures reading in Chromium, over HTTP: the whole array, and 300 boxes of 32³. Contenders take turns, each time in a new page. */
export async function browserTasks(
  data: Data,
  storages: readonly Storage[],
  { edge, rounds, progress }: BrowserOptions,
): Promise<Row[]> {
  const root = dirname(data.pathOf(storages[0] as Storage));
  await bundlePage(join(root, "page"));
  const server = await serve(root);
  const browser = await chromium.launch(launchOptions());
  const rows: Row[] = [];
  try {
    for (const [operation, corners] of [
      ["read", undefined],
      ["random", randomCorners(300, edge)],
    ] as const) {
      for (const storage of storages) {
        const name = `browser ${operation} ${storage.name}`;
        progress(name);
        const task: PageTask = { url: `${server.url}/${storage.name}.zarr`, corners };
        rows.push(...(await inTurns(name, rounds, (kind) => measureInPage(browser, server.url, kind, task))));
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  return rows;
}

async function inTurns(
  task: string,
  rounds: number,
  measure: (kind: PageContender) => Promise<Measurement>,
): Promise<Row[]> {
  const milliseconds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  const failures = new Map<string, string>();
  let expected: number | undefined;
  for (let round = 0; round < rounds; round++) {
    for (const { name, kind } of round % 2 === 0 ? contenders : contenders.toReversed()) {
      if (failures.has(name)) continue;
      try {
        const { milliseconds: taken, sum } = await measure(kind);
        expected ??= sum;
        if (sum !== expected) throw new Error(`read a sum of ${sum}, others ${expected}`);
        milliseconds.get(name)?.push(taken);
      } catch (error) {
        failures.set(name, error instanceof Error ? error.message.slice(0, 300) : String(error));
      }
    }
  }
  return contenders.map(({ name }) => ({
    task,
    contender: name,
    milliseconds: milliseconds.get(name) ?? [],
    failure: failures.get(name),
  }));
}

async function measureInPage(
  browser: Browser,
  server: string,
  kind: PageContender,
  task: PageTask,
): Promise<Measurement> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(5 * minutes);
    await page.goto(`${server}/page/index.html`);
    await page.waitForFunction(() => globalThis.measure !== undefined);
    return await page.evaluate(([who, what]) => measure(who, what), [kind, task] as const);
  } finally {
    await context.close();
  }
}
