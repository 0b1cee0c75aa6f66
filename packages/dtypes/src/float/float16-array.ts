import type { Float16Data } from "@zarrkit/core/contract";
import { bytesOfView, type Container, typedArrayName } from "../foundation.ts";
import { numberView } from "../memory/element-view.ts";
import { float16Format } from "./binary-float.ts";
import { packFloat } from "./float-format.ts";

type Float16ArrayConstructor = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => Float16Data;

const standIn = numberView({
  layout: "float16",
  itemSize: 2,
  read: float16Format.read,
  write: (value, bytes, offset) => packFloat(float16Format, value, bytes, offset),
});

/** A container of half-precision numbers: the host's own array where it has one. Takes either kind back. */
export function float16Container(native: Float16ArrayConstructor | undefined): Container<Float16Data> {
  return Object.freeze({
    view: (bytes: Uint8Array): Float16Data =>
      native === undefined ? standIn.view(bytes) : new native(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2),
    bytesOf: (data: unknown): Uint8Array | undefined =>
      typedArrayName(data) === "Float16Array" ? bytesOfView(data as ArrayBufferView) : standIn.bytesOf(data),
  });
}

/** The container for this host. */
export const float16Array: Container<Float16Data> = float16Container(
  (globalThis as { readonly Float16Array?: Float16ArrayConstructor }).Float16Array,
);
