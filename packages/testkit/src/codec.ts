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
 *
 * @module
 */
import { arrayToArrayTests } from "./codec/array-to-array.ts";
import { arrayToBytesTests } from "./codec/array-to-bytes.ts";
import { assertRejects, assertSameJson } from "./codec/assertion.ts";
import { bytesToBytesTests } from "./codec/bytes-to-bytes.ts";
import { type CodecSubject, type CodecTestRunner, createCodec } from "./codec/subject.ts";

export {
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
export type { CodecCase, CodecGolden, CodecSubject, CodecTestRunner } from "./codec/subject.ts";
export { createCodec, sampleContext } from "./codec/subject.ts";

/** Registers the tests of one codec. */
export function codecConformance(runner: CodecTestRunner, subject: CodecSubject): void {
  const { extension, configurations, invalid = [] } = subject;
  runner.test(`${extension.name}: the descriptor is a literal that loads a factory`, async () => {
    if (extension.point !== "codec") throw new Error(`point: expected "codec", found ${String(extension.point)}`);
    const factory = await extension.load();
    if (typeof factory.create !== "function") throw new Error("load() gave no factory");
  });

  for (const one of configurations) {
    const title = `${extension.name} ${JSON.stringify(one.configuration) ?? "without configuration"}`;
    runner.test(`${title}: the stored configuration makes the same codec`, async () => {
      const codec = await createCodec(extension, one);
      if (one.stored !== undefined) assertSameJson(codec.configuration ?? null, one.stored, "configuration");
      const again = await createCodec(extension, { ...one, configuration: codec.configuration });
      assertSameJson(again.configuration, codec.configuration, "configuration of the second codec");
      assertSameJson(codec.kind, subject.kind, "kind");
    });
  }
  if (subject.kind === "bytes_to_bytes") bytesToBytesTests(runner, subject);
  else if (subject.kind === "array_to_bytes") arrayToBytesTests(runner, subject);
  else arrayToArrayTests(runner, subject);

  for (const one of invalid) {
    const spelling = one.spelling ?? "zarr";
    runner.test(`${extension.name} ${JSON.stringify(one.configuration)} (${spelling}) is refused`, async () => {
      await assertRejects(() => createCodec(extension, one), "creating the codec");
    });
  }
}
