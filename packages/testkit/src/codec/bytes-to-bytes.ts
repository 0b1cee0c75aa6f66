import type { BytesToBytesCodec } from "@zarrkit/core/contract";
import type { TestRunner } from "../runner.ts";
import { assertRejects, assertSameBytes } from "./assertion.ts";
import { lend } from "./lent-memory.ts";
import { mutate } from "./mutation.ts";
import { createRandom, randomBytes, sampleByteStrings, smoothBytes } from "./sample.ts";
import { type CodecCase, type CodecSubject, caseText, createCodec } from "./subject.ts";

/** Decoding with an unknown size may go this far in the tests. */
const AMPLE = 1 << 20;

async function create(subject: CodecSubject, one: CodecCase): Promise<BytesToBytesCodec> {
  return (await createCodec(subject.extension, one)) as BytesToBytesCodec;
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, i) => byte === right[i]);
}

async function damage(
  codec: BytesToBytesCodec,
  original: Uint8Array,
  detected: boolean,
  rounds: number,
): Promise<void> {
  const encoded = await codec.encode(original);
  const random = createRandom(original.length);
  let refused = 0;
  for (let round = 0; round < rounds; round++) {
    const mutated = mutate(encoded, random);
    const before = mutated.slice();
    const bound =
      round % 4 === 3
        ? { size: undefined, limit: 2 * original.length }
        : { size: original.length, limit: original.length };
    const lent = bound.size !== undefined && round % 2 === 1 ? lend(bound.size) : undefined;
    let decoded: Uint8Array;
    try {
      decoded = await codec.decode(mutated, bound, lent?.into);
    } catch (error) {
      if (!(error instanceof Error)) throw new Error(`mutation ${round}: threw ${String(error)}, which is no Error`);
      refused++;
      continue;
    } finally {
      lent?.assertUntouchedAround();
      assertSameBytes(mutated, before, `input of mutation ${round}`);
    }
    if (decoded.length > bound.limit) {
      throw new Error(`mutation ${round}: decoded ${decoded.length} bytes, past the limit of ${bound.limit}`);
    }
    if (bound.size !== undefined && decoded.length !== bound.size) {
      throw new Error(`mutation ${round}: decoded ${decoded.length} bytes in place of ${bound.size}`);
    }
    if (detected && !isSame(decoded, original)) throw new Error(`mutation ${round}: wrong data and no error`);
  }
  if (refused === 0) throw new Error("not one of the damaged inputs was refused");
}

/** The tests of codecs from bytes to bytes. */
export function bytesToBytesTests({ test }: TestRunner, subject: CodecSubject): void {
  const { name } = subject.extension;
  const detected = subject.damage === "detected";

  for (const one of subject.configurations) {
    const title = `${name} ${caseText(one)}`;
    for (const { name: sample, bytes } of sampleByteStrings()) {
      test(`${title}: ${sample} come back`, async () => {
        const codec = await create(subject, one);
        const shifted = new Uint8Array(bytes.length + 3).subarray(3);
        shifted.set(bytes);
        const encoded = await codec.encode(shifted);
        assertSameBytes(shifted, bytes, "input of encode");
        if (codec.encodedSize !== undefined && codec.encodedSize(bytes.length) !== encoded.length) {
          throw new Error(`encodedSize: expected ${encoded.length}, found ${codec.encodedSize(bytes.length)}`);
        }
        const memory: ReturnType<typeof lend>[] = [];
        const again = await codec.encode(shifted, (byteLength) => {
          memory.push(lend(byteLength));
          return (memory.at(-1) as ReturnType<typeof lend>).into;
        });
        assertSameBytes(again, encoded, "encoded with memory lent");
        if (memory.length > 1) throw new Error(`encode asked for memory ${memory.length} times`);
        for (const { into, assertUntouchedAround } of memory) {
          assertUntouchedAround();
          if (into.length !== encoded.length) throw new Error(`asked for ${into.length} bytes for ${encoded.length}`);
        }
        const moved = new Uint8Array(encoded.length + 1).subarray(1);
        moved.set(encoded);
        const exact = { size: bytes.length, limit: bytes.length };
        assertSameBytes(await codec.decode(moved, exact), bytes, "decoded");
        assertSameBytes(moved, encoded, "input of decode");
        const lent = lend(bytes.length);
        assertSameBytes(await codec.decode(moved, exact, lent.into), bytes, "decoded with memory lent");
        lent.assertUntouchedAround();
        const wanted = { start: bytes.length >> 2, end: (bytes.length >> 1) + 1 };
        const part = await codec.decode(moved, exact, lend(bytes.length).into, wanted);
        if (part.length !== bytes.length) throw new Error(`decoded ${part.length} bytes in place of ${bytes.length}`);
        const { start, end } = wanted;
        assertSameBytes(part.subarray(start, end), bytes.subarray(start, end), "what was wanted of the decoded bytes");
        const open = { size: undefined, limit: AMPLE };
        assertSameBytes(await codec.decode(encoded, open), bytes, "decoded without a known size");
      });
    }

    test(`${title}: many bytes come back, also where the thread may be held up`, async () => {
      const bytes = smoothBytes(300_000, 1);
      const exact = { size: bytes.length, limit: bytes.length };
      const [usual, blocking] = [await create(subject, one), await create(subject, { ...one, blocking: true })];
      assertSameBytes(
        await blocking.decode(await usual.encode(bytes), exact),
        bytes,
        "decoded by the one that may block",
      );
      assertSameBytes(
        await usual.decode(await blocking.encode(bytes), exact),
        bytes,
        "encoded by the one that may block",
      );
    });

    test(`${title}: output past the limit, or of another size, is an error`, async () => {
      const codec = await create(subject, one);
      const encoded = await codec.encode(smoothBytes(4000, 1));
      for (const limit of [0, 1, 100, 3999]) {
        await assertRejects(() => codec.decode(encoded, { size: limit, limit }), `decoding 4000 bytes as ${limit}`);
        await assertRejects(
          () => codec.decode(encoded, { size: undefined, limit }),
          `decoding 4000 bytes, limit ${limit}`,
        );
      }
      await assertRejects(() => codec.decode(encoded, { size: 4001, limit: 4001 }), "decoding 4000 bytes as 4001");
    });

    test(`${title}: empty and cut input is an error`, async () => {
      const codec = await create(subject, one);
      const bytes = smoothBytes(3000, 7);
      const encoded = await codec.encode(bytes);
      const exact = { size: bytes.length, limit: bytes.length };
      for (let length = 0; length < encoded.length; length += length < 64 ? 1 : 37) {
        await assertRejects(() => codec.decode(encoded.slice(0, length), exact), `decoding the first ${length} bytes`);
      }
      await assertRejects(() => codec.decode(encoded.slice(0, -1), exact), "decoding all but the last byte");
    });

    test(`${title}: 1000 damaged inputs give an error or ${detected ? "the right data" : "data within the bound"}`, async () => {
      const codec = await create(subject, one);
      await damage(codec, smoothBytes(3001, 8), detected, 500);
      await damage(
        codec,
        Uint8Array.from({ length: 700 }, (_, i) => (i >> 4) & 3),
        detected,
        300,
      );
      await damage(codec, randomBytes(500, 9), detected, 200);
    });

    test(`${title}: calls at the same time do not disturb each other`, async () => {
      const codec = await create(subject, one);
      const samples = Array.from({ length: 12 }, (_, i) => smoothBytes(100 + i * i * 1000, i + 1));
      const encoded = await Promise.all(samples.map((bytes) => codec.encode(bytes)));
      const decoded = await Promise.all(
        encoded.map((bytes, i) => {
          const size = samples[i]?.length ?? 0;
          return codec.decode(bytes, { size, limit: size }, i % 2 === 0 ? undefined : lend(size).into);
        }),
      );
      for (const [i, bytes] of decoded.entries()) assertSameBytes(bytes, samples[i] as Uint8Array, `call ${i}`);
    });
  }

  for (const golden of subject.golden ?? []) {
    test(`${name}: golden bytes "${golden.name}"`, async () => {
      const codec = await create(subject, golden);
      const { encoded, decoded } = golden;
      const size = decoded.length;
      assertSameBytes(await codec.decode(encoded, { size, limit: size }), decoded, "decoded");
      const again = await codec.encode(decoded);
      assertSameBytes(await codec.decode(again, { size, limit: size }), decoded, "decoded after encoding");
    });
  }
}
