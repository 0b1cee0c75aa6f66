import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { createArray, openArray } from "@zarrkit/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../src/corpus/files.ts";
import { bundled } from "../src/process/bundled.ts";
import { type S3Server, startS3 } from "./s3-server.ts";
import {
  arrayNames,
  arrays,
  blockLength,
  blockStart,
  type Report,
  setValue,
  type WritersPlan,
} from "./writers/plan.ts";

/** A process that writes, and what it has reported. */
interface Writer {
  readonly child: ChildProcess;
  readonly reports: Report[];
  /** How it ended: empty when all went well. */
  readonly ending: Promise<string>;
}

function start(
  bundle: string,
  writer: number,
  plan: WritersPlan,
  onReport: (report: Report) => void = () => {},
): Writer {
  const child = spawn(process.execPath, [bundle, String(writer), JSON.stringify(plan)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const reports: Report[] = [];
  createInterface(child.stdout).on("line", (line) => {
    const report = JSON.parse(line) as Report;
    reports.push(report);
    onReport(report);
  });
  let complaints = "";
  child.stderr.on("data", (part: Buffer) => {
    complaints = (complaints + part.toString()).slice(-2000);
  });
  const ending = new Promise<string>((resolve) => {
    child.once("close", (code, signal) => resolve(code === 0 ? "" : `${code ?? signal}: ${complaints}`));
  });
  return { child, reports, ending };
}

/** Makes the arrays, lets eight writers at them and one more that is killed, and looks for what each of them wrote. */
async function loseNothing(plan: WritersPlan): Promise<void> {
  const bundle = await bundled(new URL("./writers/writer.ts", import.meta.url));
  const options = plan.storageOptions === undefined ? {} : { storageOptions: { ...plan.storageOptions } };
  const length = plan.sets * plan.writers;
  for (const name of arrayNames) {
    await createArray({ store: plan.store, name, shape: [length], dtype: "int32", ...arrays[name], ...options });
  }
  const victim = plan.writers - 1;
  const writers = Array.from({ length: plan.writers }, (_, writer) => {
    let sets = 0;
    return start(bundle, writer, plan, ({ kind }) => {
      // In the middle of its work, holding whatever it holds.
      if (writer === victim && kind === "set" && ++sets === plan.sets) writers[victim]?.child.kill("SIGKILL");
    });
  });
  const endings = await Promise.all(writers.map(({ ending }) => ending));
  expect(endings.slice(0, victim)).toEqual(Array(victim).fill(""));
  expect(endings[victim]).toMatch(/^SIGKILL/);

  const raced = writers.filter(({ reports }) => reports.some((report) => report.kind === "started" && report.created));
  expect(raced).toHaveLength(1);
  expect((await openArray(plan.store, { path: "raced", ...options })).attrs).toEqual({
    writer: writers.indexOf(raced[0] as Writer),
  });
  let kept = 0;
  for (const name of arrayNames) {
    const array = await openArray(plan.store, { path: name, ...options });
    const data = (await array.get()).data as Int32Array;
    for (const [writer, { reports }] of writers.entries()) {
      const reported = reports.filter((report) => report.kind === "set" && report.array === name).length;
      if (writer !== victim) expect(reported).toBe(plan.sets);
      for (const report of reports) {
        if (report.kind !== "set" || report.array !== name) continue;
        if (data[report.position] !== setValue(report.position)) {
          expect.unreachable(`${name}: element ${report.position} of writer ${writer} is ${data[report.position]}`);
        }
        kept++;
      }
    }
    kept += checkAppended(name, data.subarray(length), array.attrs, plan, victim);
  }
  expect(kept).toBeGreaterThanOrEqual(10_000);
}

/** Checks that every block is there once, whole, wherever it begins. Answers how many elements survived. */
function checkAppended(
  name: string,
  data: Int32Array,
  attributes: Readonly<Record<string, unknown>>,
  plan: WritersPlan,
  victim: number,
): number {
  expect(data.length % blockLength).toBe(0);
  const starts = new Set<number>();
  let holes = 0;
  for (let at = 0; at < data.length; at += blockLength) {
    const start = data[at] as number;
    const block = [...data.subarray(at, at + blockLength)];
    // Claimed by the one that was killed before it could write.
    if (block.every((element) => element === 0)) holes++;
    else {
      expect(block, name).toEqual(block.map((_, index) => start - index));
      expect(starts.has(start), `${name}: block ${start} twice`).toBe(false);
      starts.add(start);
    }
  }
  expect(holes).toBeLessThan(2);
  for (let writer = 0; writer < plan.writers; writer++) {
    if (writer === victim) continue;
    for (let append = 0; append < plan.appends; append++) {
      const start = blockStart(plan, writer, append);
      expect(starts.has(start), `${name}: block ${start} of writer ${writer}`).toBe(true);
      expect(attributes[`${writer} ${append}`]).toBe(start);
    }
  }
  return starts.size * blockLength;
}

describe("eight processes that write the same chunks, and one that is killed at it, lose no update", () => {
  const bucket = "writers";
  let folder: string;
  let server: S3Server;

  beforeAll(async () => {
    folder = temporaryFolder();
    server = await startS3("versitygw");
    const { endpoint, region, credentials } = server;
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    client.destroy();
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("in a folder, with locks", async () => {
    const store = join(folder, "writers.zarr");
    await loseNothing({
      store,
      storageOptions: undefined,
      locks: `${store}.locks`,
      writers: 9,
      sets: 560,
      appends: 15,
    });
  });

  test("in a bucket, without", async () => {
    const { endpoint, region, credentials } = server;
    const storageOptions = { endpoint, region, credentials };
    await loseNothing({
      store: `s3://${bucket}/a`,
      storageOptions,
      locks: undefined,
      writers: 9,
      sets: 560,
      appends: 15,
    });
  });
});
