import type { Codec, JsonValue } from "../contract/index.ts";
import { CodecError } from "../error/data-error.ts";
import { isZarrError, messageOf, type ZarrError } from "../error/zarr-error.ts";

/** A codec in its chain. */
export interface Stage<C extends Codec = Codec> {
  readonly name: string;
  readonly codec: C;
  /** What the document holds for it. */
  readonly source: JsonValue;
}

/** Adds to a codec's own error which codec it was and what it was doing. */
export function codecFailure(name: string, doing: "encode" | "decode" | "use", cause: unknown): ZarrError {
  if (isZarrError(cause)) return cause;
  return new CodecError(`Codec "${name}" could not ${doing}: ${messageOf(cause)}`, { cause });
}

/** Runs one step of a codec so that whatever it throws, now or later, says which codec it was. */
export function guarded<T>(name: string, doing: "encode" | "decode", step: () => T | Promise<T>): T | Promise<T> {
  try {
    const result = step();
    if (!(result instanceof Promise)) return result;
    return result.catch((cause: unknown) => {
      throw codecFailure(name, doing, cause);
    });
  } catch (cause) {
    throw codecFailure(name, doing, cause);
  }
}
