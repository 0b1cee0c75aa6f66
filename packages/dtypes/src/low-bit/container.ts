import { type FloatFormat, packFloat } from "../float/float-format.ts";
import type { Container } from "../foundation.ts";
import { type NumberView, numberView } from "../memory/element-view.ts";

/** Numbers of a format that no typed array has. */
export function numbersOf(format: FloatFormat): Container<NumberView> {
  return numberView({
    layout: format.name,
    itemSize: format.size,
    read: format.read,
    write: (value, bytes, offset) => packFloat(format, value, bytes, offset),
  });
}
