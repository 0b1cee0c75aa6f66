import { create, errors, openArray } from "@zarrkit/api";
import { processorClock } from "../process/processor-time.ts";
import { seededHash } from "../seed.ts";
import { type CodecCase, codecCases } from "./codec-case.ts";
import { mutated, randomFrom } from "./mutation.ts";

/** What became of the damaged chunks of one case. */
export interface Damage {
  readonly name: string;
  /** Reads that gave the values that were written, other values, and a typed error. */
  readonly right: number;
  readonly wrong: number;
  readonly refused: number;
  /** Errors that are not the library's own, each with the chunk that brought it about. */
  readonly untyped: readonly string[];
  readonly wrongExamples: readonly string[];
  /** Of processor time. */
  readonly slowestMilliseconds: number;
  readonly grownBytes: number;
}

const runs = Number(process.argv[2] ?? 1000);
const peak = (): number => process.resourceUsage().maxRSS * 1024;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").slice(0, 2000);

/** The values of an array as a text that differs where they do. */
async function valuesOf(store: Map<string, Uint8Array>): Promise<string> {
  const array = await openArray(store, { mode: "r" });
  const values = await array.get();
  if (array.dataType.itemSize !== undefined) return base64Of(values.toBytes());
  return JSON.stringify(values.data, (_, value: unknown) => {
    if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
    return typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)) ? `${value}` : value;
  });
}

const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

function nested(data: unknown, shape: readonly number[]): unknown {
  return ArrayBuffer.isView(data) ? { data, shape } : data;
}

async function damage(one: CodecCase): Promise<Damage> {
  const store = new Map<string, Uint8Array>();
  const array = await create({ store, ...one.options } as never);
  await array.set(null, nested(one.data, one.options["shape"] as number[]));
  const keys = [...store.keys()].filter((key) => !/zarr\.json$|\.z(array|attrs)$/.test(key));
  if (keys.length !== 1) throw new Error(`${one.name}: ${keys.length} chunks`);
  const key = keys[0] as string;
  const good = store.get(key) as Uint8Array;
  const expected = await valuesOf(store);
  const random = randomFrom(seededHash(one.name));
  const before = peak();
  const counts = { right: 0, wrong: 0, refused: 0 };
  const untyped: string[] = [];
  const wrongExamples: string[] = [];
  let slowestMilliseconds = 0;
  for (let run = 0; run < runs; run++) {
    const bytes = mutated(good, random);
    store.set(key, bytes);
    const spent = processorClock();
    const [result] = await Promise.allSettled([valuesOf(store)]);
    slowestMilliseconds = Math.max(slowestMilliseconds, spent());
    if (result.status === "fulfilled") {
      if (result.value === expected) counts.right++;
      else counts.wrong++;
      if (result.value !== expected && wrongExamples.length < 3) wrongExamples.push(base64(bytes));
    } else if (result.reason instanceof errors.ZarrError) {
      counts.refused++;
    } else if (untyped.length < 3) {
      untyped.push(`${result.reason instanceof Error ? result.reason.stack : String(result.reason)} ${base64(bytes)}`);
    }
  }
  return { name: one.name, ...counts, untyped, wrongExamples, slowestMilliseconds, grownBytes: peak() - before };
}

// Prints a line for each case, so that one that ends the process, or hangs, is the first without a line.
for (const one of codecCases) process.stdout.write(`${JSON.stringify(await damage(one))}\n`);
