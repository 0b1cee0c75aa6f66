import type { ElementView as ElementViewContract, NumberView as NumberViewContract } from "@zarrkit/core/contract";
import type { Container } from "./container.ts";

/** How one element is read from bytes and stored into them. */
export interface ElementAccess<Value> {
  /** Equal for views whose bytes mean the same. */
  readonly layout: string;
  readonly itemSize: number;
  read(bytes: Uint8Array, offset: number): Value;
  /** Throws when the element cannot hold the value. */
  write(value: unknown, bytes: Uint8Array, offset: number): void;
}

/** Elements that no typed array can show, over the bytes of a chunk. */
export class ElementView<Value> implements ElementViewContract<Value> {
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly #access: ElementAccess<Value>;

  constructor(bytes: Uint8Array, access: ElementAccess<Value>) {
    this.bytes = bytes;
    this.length = bytes.byteLength / access.itemSize;
    this.#access = access;
  }

  /** The layout of the elements, if `data` is a view at all. */
  static layoutOf(data: unknown): string | undefined {
    return typeof data === "object" && data !== null && #access in data ? data.#access.layout : undefined;
  }

  get(index: number): Value {
    return this.#access.read(this.bytes, this.#offset(index));
  }

  set(index: number, value: Value): void {
    this.#access.write(value, this.bytes, this.#offset(index));
  }

  at(index: number): Value | undefined {
    const position = index < 0 ? index + this.length : index;
    return position >= 0 && position < this.length ? this.get(Math.trunc(position)) : undefined;
  }

  *[Symbol.iterator](): IterableIterator<Value> {
    for (let i = 0; i < this.length; i++) {
      yield this.get(i);
    }
  }

  toArray(): Value[] {
    return Array.from({ length: this.length }, (_, i) => this.get(i));
  }

  #offset(index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) {
      throw new RangeError(`index ${index} is outside 0 to ${this.length - 1}`);
    }
    return index * this.#access.itemSize;
  }
}

/** A view of numbers that also answers to `view[i]`. */
export class NumberView extends ElementView<number> implements NumberViewContract {
  [index: number]: number;

  override set(index: number, value: number): void;
  override set(values: ArrayLike<number>, offset?: number): void;
  override set(target: number | ArrayLike<number>, value = 0): void {
    if (typeof target === "number") {
      super.set(target, value);
      return;
    }
    if (!Number.isInteger(value) || value < 0 || target.length + value > this.length) {
      throw new RangeError(`${target.length} values at offset ${value} do not fit into a view of ${this.length}`);
    }
    for (let i = 0; i < target.length; i++) {
      super.set(value + i, target[i] as number);
    }
  }
}

/** The position that a property key of a typed array would name. */
function positionOf(key: string | symbol): number | undefined {
  return typeof key === "string" && /^(?:0|[1-9][0-9]*)$/.test(key) ? Number(key) : undefined;
}

// The proxy stands behind the prototype, not before the view: methods and `length` are found without
// it, and only keys that nothing else answers to, the indices, come here.
Object.setPrototypeOf(
  ElementView.prototype,
  new Proxy(
    {},
    {
      get(target, key, receiver): unknown {
        const position = positionOf(key);
        return position !== undefined && receiver instanceof NumberView
          ? receiver.at(position)
          : Reflect.get(target, key, receiver);
      },
      set(target, key, value, receiver): boolean {
        const position = positionOf(key);
        if (position === undefined || !(receiver instanceof NumberView)) {
          return Reflect.set(target, key, value, receiver);
        }
        // As with typed arrays, a store outside the view has no effect.
        if (position < receiver.length) {
          receiver.set(position, value as number);
        }
        return true;
      },
    },
  ),
);

/** A container that is an {@link ElementView}. */
export function elementView<Value>(access: ElementAccess<Value>): Container<ElementView<Value>> {
  return Object.freeze({
    view: (bytes: Uint8Array): ElementView<Value> => new ElementView(bytes, access),
    bytesOf: (data: unknown): Uint8Array | undefined => viewedBytes(data, access.layout),
  });
}

/** A container that is a {@link NumberView}. */
export function numberView(access: ElementAccess<number>): Container<NumberView> {
  return Object.freeze({
    view: (bytes: Uint8Array): NumberView => new NumberView(bytes, access),
    bytesOf: (data: unknown): Uint8Array | undefined => viewedBytes(data, access.layout),
  });
}

function viewedBytes(data: unknown, layout: string): Uint8Array | undefined {
  return ElementView.layoutOf(data) === layout ? (data as ElementView<unknown>).bytes : undefined;
}
