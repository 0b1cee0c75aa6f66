/**
 * The conformance suite for codecs.
 *
 * ```ts
 * import { codecConformance } from "@zarrkit/testkit/codec";
 * import { test } from "vitest";
 * import { gzip } from "../src/index.ts";
 *
 * codecConformance(
 *   { test },
 *   { extension: gzip, kind: "bytes_to_bytes", configurations: [{ configuration: { level: 5 } }], damage: "detected" },
 * );
 * ```
 *
 * It needs nothing of a runner but `test(name, body)`, so it works with vitest, `node:test`, `bun:test` and others.
 * It checks the contract alone: add `golden` bytes that another implementation wrote, where there is one.
 *
 * @module
 */
import { arrayToArrayTests } from "./codec/array-to-array.ts";
import { arrayToBytesTests } from "./codec/array-to-bytes.ts";
import { assertEqual, assertRejects } from "./codec/assertion.ts";
import { bytesToBytesTests } from "./codec/bytes-to-bytes.ts";
import { type CodecSubject, caseText, createCodec } from "./codec/subject.ts";
import type { TestRunner } from "./runner.ts";

export { type SampleEngine, sampleEngine } from "./codec/engine.ts";
export { type DamagedChunk, type GoldenChunk, type GoldenChunks, parseGoldenChunks } from "./codec/golden.ts";
export { mutations } from "./codec/mutation.ts";
export {
  chunkOf,
  createRandom,
  elementList,
  randomBytes,
  sampleByteStrings,
  sampleChunk,
  sampleDataType,
  sampleDataTypes,
  sampleSpec,
  smoothBytes,
} from "./codec/sample.ts";
export type { CodecCase, CodecGolden, CodecResolvers, CodecSubject } from "./codec/subject.ts";
export { createCodec, sampleContext } from "./codec/subject.ts";
export type { Expect, TestRunner } from "./runner.ts";

/** Registers the tests of one codec. */
export function codecConformance(runner: TestRunner, subject: CodecSubject): void {
  const { extension, configurations, invalid = [] } = subject;
  runner.test(`${extension.name}: the descriptor is a literal that loads a factory`, async () => {
    if (extension.point !== "codec") throw new Error(`point: expected "codec", found ${String(extension.point)}`);
    const factory = await extension.load();
    if (typeof factory.create !== "function") throw new Error("load() gave no factory");
  });

  for (const one of configurations) {
    const title = `${extension.name} ${caseText(one)}`;
    runner.test(`${title}: the stored configuration makes the same codec`, async () => {
      const codec = await createCodec(extension, one);
      if (one.stored !== undefined) assertEqual(codec.configuration ?? null, one.stored, "configuration");
      const again = await createCodec(extension, { ...one, configuration: codec.configuration });
      assertEqual(again.configuration, codec.configuration, "configuration of the second codec");
      assertEqual(codec.kind, subject.kind, "kind");
    });
  }
  if (subject.kind === "bytes_to_bytes") bytesToBytesTests(runner, subject);
  else if (subject.kind === "array_to_bytes") arrayToBytesTests(runner, subject);
  else arrayToArrayTests(runner, subject);

  for (const one of invalid) {
    runner.test(`${extension.name} ${caseText(one)} is refused`, async () => {
      await assertRejects(() => createCodec(extension, one), "creating the codec");
    });
  }
}
