import type { ArrayToBytesCodec, Chunk, ChunkSpec } from "@zarrkit/core/contract";
import type { TestRunner } from "../runner.ts";
import { assertEqual, assertRejects, assertSameBytes } from "./assertion.ts";
import { lend } from "./lent-memory.ts";
import { elementList, sampleChunk, sampleDataTypes, sampleSpec } from "./sample.ts";
import { type CodecCase, type CodecSubject, caseText, createCodec } from "./subject.ts";

const SHAPES: readonly (readonly number[])[] = [[], [1], [5], [0], [3, 4], [2, 3, 4], [2, 1, 3, 2]];

async function create(subject: CodecSubject, one: CodecCase, spec: ChunkSpec): Promise<ArrayToBytesCodec> {
  return (await createCodec(subject.extension, { ...one, spec })) as ArrayToBytesCodec;
}

function specs(subject: CodecSubject): readonly ChunkSpec[] {
  const shapes = subject.shapes ?? SHAPES;
  return subject.specs ?? sampleDataTypes().flatMap((dataType) => shapes.map((shape) => sampleSpec(shape, dataType)));
}

function assertContiguous(chunk: Chunk, spec: ChunkSpec): void {
  assertEqual(chunk.shape, spec.shape, "shape of the decoded chunk");
  assertEqual(chunk.stride, sampleChunk(spec, 0).stride, "stride of the decoded chunk");
  assertEqual(chunk.offset, 0, "offset of the decoded chunk");
}

/** The tests of codecs from arrays to bytes. */
export function arrayToBytesTests({ test }: TestRunner, subject: CodecSubject): void {
  const { name } = subject.extension;

  for (const one of subject.configurations) {
    const title = `${name} ${caseText(one)}`;
    for (const spec of one.spec ? [one.spec] : specs(subject)) {
      const what = `${spec.dataType.name} of shape [${spec.shape.join(", ")}]`;
      test(`${title}: ${what} comes back`, async () => {
        const codec = await create(subject, one, spec);
        codec.validate?.(spec);
        for (const byteOffset of [0, 1]) {
          const chunk = sampleChunk(spec, 11, byteOffset);
          const before = sampleChunk(spec, 11, 0);
          const encoded = await codec.encode(chunk, spec);
          const copy = encoded.slice();
          const size = codec.encodedSize?.(spec);
          if (size !== undefined) assertEqual(encoded.length, size, "encodedSize");
          const moved = new Uint8Array(encoded.length + 3).subarray(3);
          moved.set(encoded);
          const decoded = await codec.decode(moved, spec);
          assertContiguous(decoded, spec);
          assertEqual(elementList(decoded, spec.dataType), elementList(before, spec.dataType), "elements");
          assertEqual(elementList(chunk, spec.dataType), elementList(before, spec.dataType), "input of encode");
          assertSameBytes(moved, copy, "input of decode");
          if (codec.elementwise === true) {
            const count = elementList(before, spec.dataType).length;
            const itemSize = encoded.length / Math.max(count, 1);
            const first = Math.min(count, 2);
            const part = { ...spec, shape: [count - first] };
            const some = await codec.decode(moved.subarray(first * itemSize), part);
            assertEqual(
              elementList(some, spec.dataType),
              elementList(before, spec.dataType).slice(first),
              "elements decoded by themselves",
            );
          }
          if (chunk.elements instanceof Uint8Array) {
            const lent = lend(chunk.elements.length);
            const again = await codec.decode(moved, spec, lent.into);
            assertContiguous(again, spec);
            assertEqual(
              elementList(again, spec.dataType),
              elementList(before, spec.dataType),
              "elements in lent memory",
            );
            lent.assertUntouchedAround();
          }
        }
      });

      test(`${title}: ${what} of another length is an error`, async () => {
        const codec = await create(subject, one, spec);
        const encoded = await codec.encode(sampleChunk(spec, 12), spec);
        const longer = new Uint8Array(encoded.length + 1);
        longer.set(encoded);
        await assertRejects(() => codec.decode(longer, spec), "decoding one byte more");
        if (encoded.length > 0)
          await assertRejects(() => codec.decode(encoded.slice(0, -1), spec), "decoding one byte less");
        if (encoded.length > 1) await assertRejects(() => codec.decode(new Uint8Array(0), spec), "decoding no bytes");
      });
    }
  }

  for (const golden of subject.golden ?? []) {
    test(`${name}: golden bytes "${golden.name}"`, async () => {
      if (golden.spec === undefined) throw new Error("golden bytes of an array codec need a spec");
      const { encoded, decoded, spec } = golden;
      const codec = await create(subject, golden, spec);
      const chunk = await codec.decode(encoded, spec);
      assertContiguous(chunk, spec);
      assertSameBytes(chunk.elements as Uint8Array, decoded, "elements");
      assertSameBytes(await codec.encode({ ...chunk, elements: decoded }, spec), encoded, "encoded");
    });
  }
}
