import type { DataType, Elements } from "@zarrkit/core/contract";
import type { DataTypeSubject } from "../data-type.ts";
import type { Expect } from "../runner.ts";
import { valueText } from "../value-text.ts";

/** One promise of the contract, as a test. */
export interface Clause {
  readonly name: string;
  readonly run: (dataType: DataType, subject: DataTypeSubject, expect: Expect) => void | Promise<void>;
}

/** Room for so many elements, every one the default fill value. */
export function allocate(dataType: DataType, count: number): Elements {
  const fill = dataType.defaultFillValue;
  if (Array.isArray(fill)) {
    return Array.from({ length: count }, () => fill[0]);
  }
  const size = fill.byteLength;
  const elements = new Uint8Array(size * count);
  for (let i = 0; i < count; i++) {
    elements.set(fill, i * size);
  }
  return elements;
}

/** A copy whose content can be compared later. */
export function snapshot(elements: Elements): Elements {
  return Array.isArray(elements) ? [...elements] : new Uint8Array(elements);
}

/** Every scalar of the subject, packed. */
export function packed(dataType: DataType, subject: DataTypeSubject): Elements {
  const elements = allocate(dataType, subject.scalars.length);
  for (const [i, scalar] of subject.scalars.entries()) {
    dataType.pack(scalar, elements, i);
  }
  return elements;
}

/** Fails unless an `Error` is thrown; `what` names the attempt. */
export function mustThrow(what: string, attempt: () => unknown): void {
  let answer: unknown;
  try {
    answer = attempt();
  } catch (error) {
    if (error instanceof Error && error.message !== "") {
      return;
    }
    throw new Error(`${what}: expected an Error with a message`);
  }
  throw new Error(`${what}: expected an error, found ${valueText(answer, 300)}`);
}
