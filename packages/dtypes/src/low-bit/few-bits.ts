import type { Elements } from "@zarrkit/core/contract";
import type { FloatSpelling } from "../float/float-data-type.ts";
import type { FloatFormat } from "../float/float-format.ts";
import { copyBytes } from "../foundation.ts";
import { hasBitsOutside } from "../memory/bit-mask.ts";

/** What is peculiar to elements of `count` numbers of a format that may have less than 8 bits, or no 0. */
export function fewBits(format: FloatFormat, count: number): Pick<FloatSpelling, "normalize" | "defaultFillValue"> {
  return { ...maskedBits(format), ...leastElement(format, count) };
}

/** Formats of less than 8 bits: stored bytes may carry anything in the bits that do not count. */
function maskedBits({ mask }: FloatFormat): { normalize?: (elements: Elements) => Elements } {
  if (mask === undefined) {
    return {};
  }
  return {
    normalize(elements: Elements): Elements {
      const bytes = elements as Uint8Array;
      return hasBitsOutside(bytes, mask) ? copyBytes(bytes).map((byte) => byte & mask) : bytes;
    },
  };
}

/** The fill value of a format whose word of zeros is not 0: `float8_e8m0fnu` has no 0, and takes 1. */
function leastElement(format: FloatFormat, count: number): { defaultFillValue?: Uint8Array } {
  const element = new Uint8Array(count * format.size);
  if (format.read(element, 0) === 0) {
    return {};
  }
  for (let i = 0; i < count; i++) {
    format.write(1, element, i * format.size);
  }
  return { defaultFillValue: element };
}
