import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright";
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, and its types lie beside it
import { launchOptions } from "../../../../scripts/chromium.mjs";
import type { Data } from "../data.ts";
import type { Row } from "../result.ts";
import { inTurns } from "../rounds.ts";
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

interface NamedContender {
  readonly name: string;
  readonly kind: PageContender;
  /** False for what reads no elements. */
  readonly answers?: boolean;
}

const contenders: readonly NamedContender[] = [
  { name: "zarrkit Chromium workers", kind: "workers" },
  { name: "zarrkit Chromium inline", kind: "inline" },
  { name: "zarrita Chromium", kind: "zarrita" },
  { name: "requests alone Chromium", kind: "requests", answers: false },
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
        const task: PageTask = {
          url: `${server.url}/${storage.name}.zarr`,
          corners,
          keys: valueKeys(edge / (storage.shardEdge ?? storage.chunkEdge)),
        };
        const measureOnce = ({ kind }: NamedContender): Promise<Measurement> =>
          measureInPage(browser, server.url, kind, task);
        const able = corners === undefined ? contenders : contenders.filter(({ answers }) => answers !== false);
        rows.push(...(await inTurns(able, name, rounds, measureOnce)));
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  return rows;
}

/** Keys of the values of a grid that is so long in each dimension. */
function valueKeys(length: number): string[] {
  const axis = Array.from({ length }, (_, index) => index);
  return axis.flatMap((first) => axis.flatMap((second) => axis.map((third) => `c/${first}/${second}/${third}`)));
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
