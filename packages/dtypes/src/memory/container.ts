/** The array-like that people hold, over the bytes of elements. */
export interface Container<Data> {
  /** Shows elements without a copy. `bytes` is aligned for the container. */
  view(bytes: Uint8Array): Data;
  /** The bytes behind such an array-like, without a copy; `undefined` for anything else. */
  bytesOf(data: unknown): Uint8Array | undefined;
}

interface TypedArrayConstructor<Data> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Data;
}

const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get as (
  this: unknown,
) => string | undefined;

/** `"Float32Array"` for one, of whatever realm and subclass; `undefined` for what is no typed array. */
export function typedArrayName(data: unknown): string | undefined {
  return tagOf.call(data);
}

/** True for a `Uint8Array`, Node's `Buffer` included. */
export function isBytes(data: unknown): data is Uint8Array {
  return typedArrayName(data) === "Uint8Array";
}

/** The bytes behind any typed array, as a plain `Uint8Array`. */
export function bytesOfView(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** A copy in memory of its own. (`slice` of a `Buffer` would share.) */
export function copyBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** A container that is a typed array; `names` are the kinds of typed array that it takes back. */
export function typedArray<Data extends ArrayBufferView>(
  kind: TypedArrayConstructor<Data>,
  names: readonly string[],
): Container<Data> {
  const { BYTES_PER_ELEMENT: size } = kind;
  return Object.freeze({
    view: (bytes: Uint8Array): Data => new kind(bytes.buffer, bytes.byteOffset, bytes.byteLength / size),
    bytesOf(data: unknown): Uint8Array | undefined {
      const name = typedArrayName(data);
      return name !== undefined && names.includes(name) ? bytesOfView(data as ArrayBufferView) : undefined;
    },
  });
}
