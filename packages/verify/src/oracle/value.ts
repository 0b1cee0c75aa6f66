import { product } from "./array.ts";
import type { ElementType, Scalar } from "./element.ts";

/** How a value is handed to `set`. */
export const valueForms = ["scalar", "typed array", "ndarray", "fortran", "gaps", "reversed", "nested"] as const;
export type ValueForm = (typeof valueForms)[number];

function nested(values: readonly Scalar[], shape: readonly number[]): unknown {
  const [length, ...rest] = shape;
  if (length === undefined) return values[0];
  const size = product(rest);
  return Array.from({ length }, (_, i) => nested(values.slice(i * size, (i + 1) * size), rest));
}

function cStride(shape: readonly number[]): number[] {
  const stride: number[] = [];
  let step = 1;
  for (const length of [...shape].reverse()) {
    stride.unshift(step);
    step *= length;
  }
  return stride;
}

/** Values laid out anew: element `i` of the C order lands where `place` says. */
function laidOut(
  type: ElementType,
  values: readonly Scalar[],
  shape: readonly number[],
  stride: readonly number[],
  offset: number,
  room: number,
): unknown {
  const spread = Array.from({ length: room }, () => values[0] ?? type.zero);
  values.forEach((value, i) => {
    let rest = i;
    let at = offset;
    for (let dimension = shape.length - 1; dimension >= 0; dimension--) {
      at += (rest % (shape[dimension] as number)) * (stride[dimension] as number);
      rest = Math.floor(rest / (shape[dimension] as number));
    }
    spread[at] = value;
  });
  return { data: type.container(spread), shape: [...shape], stride: [...stride], offset };
}

/** The form that is really used: some shapes and types rule a form out. */
export function possibleForm(form: ValueForm, type: ElementType, shape: readonly number[]): ValueForm {
  if (form === "scalar") return form;
  // A nested list cannot tell (0, 3) from (0, 5).
  const empty = product(shape) === 0;
  if (type.container([]) === undefined) return empty ? "scalar" : "nested";
  return form === "nested" && empty ? "ndarray" : form;
}

/** A value in one of the forms. For `scalar` all values are the first one. */
export function publicValue(
  form: ValueForm,
  type: ElementType,
  values: readonly Scalar[],
  shape: readonly number[],
): unknown {
  const size = product(shape);
  switch (form) {
    case "scalar":
      return values[0] ?? type.zero;
    case "nested":
      return nested(values, shape);
    case "typed array":
      return type.container(values);
    case "ndarray":
      return { data: type.container(values), shape: [...shape] };
    case "fortran": {
      const stride = cStride([...shape].reverse()).reverse();
      return laidOut(type, values, shape, stride, 0, size);
    }
    case "gaps": {
      const stride = cStride(shape).map((step) => step * 2);
      return laidOut(type, values, shape, stride, 1, size * 2 + 1);
    }
    case "reversed": {
      const stride = cStride(shape).map((step) => -step);
      return laidOut(type, values, shape, stride, Math.max(0, size - 1), Math.max(1, size));
    }
  }
}
