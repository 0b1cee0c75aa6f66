import { isEqual } from "../equality.ts";
import { valueText } from "../value-text.ts";

/** Throws unless the two are equal, members in any order. */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  if (isEqual(actual, expected)) return;
  throw new Error(`${what}: expected ${valueText(expected, 300)}, found ${valueText(actual, 300)}`);
}

/** Throws unless `action` fails with an `Error`. */
export async function assertRejects(action: () => unknown, what: string): Promise<void> {
  let result: unknown;
  try {
    result = await action();
  } catch (error) {
    if (!(error instanceof Error)) throw new Error(`${what}: threw ${String(error)}, which is no Error`);
    if (error.message === "") throw new Error(`${what}: threw an Error without a message`);
    return;
  }
  throw new Error(`${what}: expected an error, found ${valueText(result, 100)}`);
}

/** Throws unless the byte strings are equal. */
export function assertSameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  if (!(actual instanceof Uint8Array)) throw new Error(`${what}: expected bytes, found ${String(actual)}`);
  if (actual.length !== expected.length) {
    throw new Error(`${what}: expected ${expected.length} bytes, found ${actual.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    if (actual[i] !== expected[i]) {
      throw new Error(`${what}: expected ${expected[i]} at byte ${i} of ${expected.length}, found ${actual[i]}`);
    }
  }
}
