import { type BasicSelection, type NDArray, slice, type ZarrArray } from "@zarrkit/core";
import { element } from "../page/element.ts";
import { formatValue } from "../page/quantity.ts";

const rowLimit = 20;
const columnLimit = 8;

/** The first values of an array that makes no picture, such as one of text, in a table. */
export function sampleTable(array: ZarrArray, signal: AbortSignal): HTMLElement {
  const status = element("p", { role: "status" }, "Reading …");
  const section = element("section", { ariaLabel: "Values" }, element("h3", {}, "Values"), status);
  const show = async (): Promise<void> => {
    const values = await array.get(sampleOf(array.shape), { signal });
    status.textContent = values.size === 0 ? "The array is empty." : `The first ${values.size} of ${array.size}`;
    if (values.size > 0) section.append(tableOf(values));
  };
  show().catch((error: unknown) => {
    if (!signal.aborted) status.textContent = error instanceof Error ? error.message : String(error);
  });
  return section;
}

/** The beginning of the last two axes. */
function sampleOf(shape: readonly number[]): BasicSelection {
  return shape.map((length, axis) => {
    if (axis < shape.length - 2) return length === 0 ? slice(0, 0) : 0;
    return slice(0, axis === shape.length - 1 && shape.length > 1 ? columnLimit : rowLimit);
  });
}

function tableOf(values: NDArray): HTMLElement {
  const [height = 1, width = 1] = values.shape;
  const row = (at: number): HTMLElement => {
    const cells = Array.from({ length: width }, (_, column) => values.item(...[at, column].slice(0, values.ndim)));
    return element("tr", {}, ...cells.map((value) => element("td", {}, formatValue(value))));
  };
  const rows = element("tbody", {}, ...Array.from({ length: height }, (_, at) => row(at)));
  const table = element("table", {}, element("caption", {}, "First values"), rows);
  return element("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "First values" }, table);
}
