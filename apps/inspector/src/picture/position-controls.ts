import type { ReadableArray } from "@zarrkit/core/read";
import { element } from "../page/element.ts";
import { firstView, type View } from "../plane/view.ts";

/** Chooses the two axes of a picture and the positions on the others; hands over a new view whenever one changes. */
export function positionControls(array: ReadableArray, view: View, change: (view: View) => void): HTMLElement {
  const controls = element("div", { className: "controls" });
  const show = (next: View): void => {
    controls.replaceChildren(...controlsOf(array, next, update));
  };
  let current = view;
  function update(next: View): void {
    const isTurned = next.rows !== current.rows || next.columns !== current.columns;
    current = next;
    if (isTurned) show(next);
    change(next);
  }
  show(view);
  return controls;
}

/** What an axis is called. */
export const axisName = (array: ReadableArray, axis: number): string => array.dimensionNames?.[axis] ?? `axis ${axis}`;

function* controlsOf(array: ReadableArray, view: View, update: (view: View) => void): Generator<HTMLElement> {
  const { rows, columns, shape } = { ...view, shape: array.shape };
  if (rows !== undefined && shape.length > 2) {
    const turn = (down: number, right: number) => update(firstView(array, down, right, position));
    yield axisChoice(array, "Down", rows, (axis) => turn(axis, axis === columns ? rows : columns));
    yield axisChoice(array, "Right", columns, (axis) => turn(axis === rows ? columns : rows, axis));
  }
  let position = view.position;
  for (const [axis, length] of shape.entries()) {
    if (axis === rows || axis === columns) continue;
    yield slider(axisName(array, axis), length, view.position[axis] as number, (at) => {
      position = position.with(axis, at);
      update({ ...view, position });
    });
  }
}

function axisChoice(array: ReadableArray, text: string, chosen: number, choose: (axis: number) => void): HTMLElement {
  const options = array.shape.map((_, axis) =>
    element("option", { value: String(axis), selected: axis === chosen }, axisName(array, axis)),
  );
  const select = element("select", {}, ...options);
  select.addEventListener("change", () => choose(Number(select.value)));
  return element("label", {}, `${text} `, select);
}

function slider(name: string, length: number, at: number, move: (at: number) => void): HTMLElement {
  const shown = element("output", {}, `${at} of ${length - 1}`);
  const input = element("input", { type: "range", min: "0", max: String(length - 1), value: String(at) });
  input.addEventListener("input", () => {
    shown.textContent = `${input.value} of ${length - 1}`;
    move(Number(input.value));
  });
  return element("label", { className: "slider" }, element("span", {}, name), input, shown);
}
