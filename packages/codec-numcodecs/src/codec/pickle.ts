/**
 * `pickle`: refused by name. A Python pickle is a program, and reading one means running it.
 *
 * - Source: numcodecs `Pickle`
 * - v3 name: `numcodecs.pickle`; v2 filter id: `pickle`
 */
import type { CodecFactory } from "@zarrkit/core/contract";

export const factory: CodecFactory = {
  create() {
    throw new Error(
      "pickle: not supported, since reading a Python pickle means running code from the file; " +
        "rewrite the array in Python with vlen-utf8, vlen-bytes, json2 or msgpack2",
    );
  },
};
