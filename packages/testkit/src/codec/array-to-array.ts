import type { ArrayToArrayCodec, Chunk, ChunkSpec } from "@zarrkit/core/contract";
import type { TestRunner } from "../runner.ts";
import { assertEqual } from "./assertion.ts";
import { elementList, sampleChunk, sampleDataTypes, sampleSpec } from "./sample.ts";
import { type CodecCase, type CodecSubject, caseText, createCodec } from "./subject.ts";

async function create(subject: CodecSubject, one: CodecCase, spec: ChunkSpec): Promise<ArrayToArrayCodec> {
  return (await createCodec(subject.extension, { ...one, spec })) as ArrayToArrayCodec;
}

/** The same chunk seen through other strides: its axes lie in memory in reverse, behind a gap. */
function reversed(chunk: Chunk, itemSize: number): Chunk {
  const gap = 3;
  const count = chunk.shape.reduce((product, size) => product * size, 1);
  const stride: number[] = [];
  let step = 1;
  for (const size of chunk.shape) {
    stride.push(step);
    step *= size;
  }
  const elements = new Uint8Array((count + gap) * itemSize);
  const source = chunk.elements as Uint8Array;
  for (let position = 0; position < count; position++) {
    let rest = position;
    let target = gap;
    for (let axis = chunk.shape.length - 1; axis >= 0; axis--) {
      const size = chunk.shape[axis] as number;
      target += (rest % size) * (stride[axis] as number);
      rest = Math.floor(rest / size);
    }
    elements.set(source.subarray(position * itemSize, (position + 1) * itemSize), target * itemSize);
  }
  return { elements, shape: chunk.shape, stride, offset: gap };
}

/** The tests of codecs from arrays to arrays. Each configuration needs the spec it is made for, or `specs`. */
export function arrayToArrayTests({ test }: TestRunner, subject: CodecSubject): void {
  const { name } = subject.extension;
  for (const one of subject.configurations) {
    const title = `${name} ${caseText(one)}`;
    const shape = one.spec?.shape ?? [2, 3, 4];
    const specs = subject.specs ?? sampleDataTypes().map((dataType) => sampleSpec(shape, dataType));
    for (const spec of one.spec ? [one.spec, ...specs] : specs) {
      const what = `${spec.dataType.name} of shape [${spec.shape.join(", ")}]`;
      test(`${title}: ${what} comes back, and encodedSpec tells the truth`, async () => {
        const codec = await create(subject, one, spec);
        const chunk = sampleChunk(spec, 21);
        const { itemSize } = spec.dataType;
        const inputs = codec.strided && itemSize !== undefined ? [chunk, reversed(chunk, itemSize)] : [chunk];
        const elements = elementList(chunk, spec.dataType);
        const encodedSpec = codec.encodedSpec(spec);
        for (const input of inputs) {
          const encoded = await codec.encode(input, spec);
          assertEqual(encoded.shape, encodedSpec.shape, "shape of the encoded chunk");
          assertEqual(elementList(input, spec.dataType), elements, "input of encode");
          const decoded = await codec.decode(encoded, spec);
          assertEqual(decoded.shape, spec.shape, "shape of the decoded chunk");
          assertEqual(elementList(decoded, spec.dataType), elements, "elements");
        }
        if (encodedSpec.fillValue.length === 0) throw new Error("encodedSpec gave no fill value");
      });
    }
  }
}
