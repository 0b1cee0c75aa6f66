import type { OutputBuffer } from "../output-buffer.ts";
import { LzmaDecoder } from "./decoder.ts";
import { defaultProperties, propertiesOf } from "./model.ts";
import { RangeDecoder } from "./range-decoder.ts";

/**
 * Decodes LZMA2: chunks of LZMA or of plain bytes, up to a zero byte. Answers the position behind it.
 * Throws on damaged input.
 */
export function decodeLzma2(bytes: Uint8Array, start: number, output: OutputBuffer): number {
  const decoder = new LzmaDecoder(output, defaultProperties);
  const byteAt = (position: number): number => {
    const byte = bytes[position];
    if (byte === undefined) throw new RangeError("lzma: the data ends too early");
    return byte;
  };
  let needsDictionary = true;
  let needsProperties = true;
  let needsState = true;
  for (let position = start; ; ) {
    const control = byteAt(position++);
    if (control === 0) return position;
    if (control > 2 && control < 0x80) throw new Error(`lzma: a chunk is of unknown kind ${control}`);
    if (control >= 0xe0 || control === 1) {
      decoder.resetDictionary();
      needsDictionary = false;
    } else if (needsDictionary) throw new Error("lzma: the first chunk does not start a dictionary");
    if (control < 0x80) {
      const length = 1 + byteAt(position) * 256 + byteAt(position + 1);
      position += 2;
      if (position + length > bytes.length) throw new RangeError("lzma: the data ends too early");
      output.append(bytes.subarray(position, position + length));
      position += length;
      needsState = true;
      continue;
    }
    const size = 1 + (control & 0x1f) * 65536 + byteAt(position) * 256 + byteAt(position + 1);
    const packed = 1 + byteAt(position + 2) * 256 + byteAt(position + 3);
    position += 4;
    if (control >= 0xc0) {
      decoder.resetState(propertiesOf(byteAt(position++)));
      needsProperties = false;
      needsState = false;
    } else if (needsProperties) throw new Error("lzma: the first compressed chunk has no properties");
    else if (control >= 0xa0) {
      decoder.resetState();
      needsState = false;
    } else if (needsState) throw new Error("lzma: a chunk goes on from a state that there is not");
    if (position + packed > bytes.length) throw new RangeError("lzma: the data ends too early");
    const input = new RangeDecoder(bytes, position, position + packed);
    const marked = decoder.decode(input, output.length + size);
    position += packed;
    if (marked || input.finish() !== position) throw new Error("lzma: a chunk does not end where it should");
  }
}
