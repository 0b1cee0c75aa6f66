import { defaultRegistry, type Registry } from "@zarrkit/api";
import type { BytesToBytesCodec, Extension } from "@zarrkit/core/contract";

/** A codec that changes nothing, and does something when it decodes in a worker. */
function odd(name: string, act: () => void | Promise<void>): Extension<"codec"> {
  const inWorker = !("document" in globalThis);
  const codec: BytesToBytesCodec = {
    kind: "bytes_to_bytes",
    configuration: undefined,
    encode: (bytes) => bytes,
    decode: (bytes) => {
      const acting = inWorker ? act() : undefined;
      return acting instanceof Promise ? acting.then(() => bytes) : bytes;
    },
  };
  return { point: "codec", name, load: () => ({ create: () => codec }) };
}

/** How a codec of somebody else may behave. */
export const registry: Registry = defaultRegistry.extend(
  odd("odd.good", () => {}),
  odd("odd.throw", () => {
    throw new RangeError("it is odd");
  }),
  // Nobody can catch it: it is what browsers tell of as an error of the worker.
  odd("odd.crash", () => {
    setTimeout(() => {
      throw new Error("the worker is broken");
    });
    return new Promise(() => {});
  }),
  odd("odd.close", () => {
    self.close();
    return new Promise(() => {});
  }),
);
