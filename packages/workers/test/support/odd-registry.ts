import { isMainThread, workerData } from "node:worker_threads";
import { defaultRegistry, type Registry } from "@zarrkit/api";
import type { BytesToBytesCodec, Extension, MaybePromise } from "@zarrkit/core/contract";

/** A codec that changes nothing. In a worker, it does something odd when it encodes or decodes, which may take its time. */
function odd(name: string, act: () => void | Promise<void>): Extension<"codec"> {
  const pass = (bytes: Uint8Array): MaybePromise<Uint8Array> => {
    const acting = isMainThread ? undefined : act();
    return acting instanceof Promise ? acting.then(() => bytes) : bytes;
  };
  const codec: BytesToBytesCodec = { kind: "bytes_to_bytes", configuration: undefined, encode: pass, decode: pass };
  return { point: "codec", name, load: () => ({ create: () => codec }) };
}

const sleep = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);

/** The default registry and codecs that behave badly in workers. */
export const registry: Registry = defaultRegistry.extend(
  odd("odd.later", () => new Promise((resolve) => setImmediate(resolve))),
  odd("odd.exit", () => process.exit(3)),
  odd("odd.memory", () => {
    const hoard: unknown[] = [];
    for (;;) hoard.push(new Array(10_000).fill(hoard.length));
  }),
  odd("odd.sleep", sleep),
  // The pool's `workerData` is a gate: its first number is 1 once it is open, its second counts who came to it.
  odd("odd.gate", () => {
    const gate = workerData as Int32Array<SharedArrayBuffer>;
    Atomics.add(gate, 1, 1);
    Atomics.wait(gate, 0, 0);
    sleep();
  }),
  odd("odd.throw", () => {
    throw Object.assign(new RangeError("it is odd", { cause: new TypeError("as always") }), { status: 418 });
  }),
);
