import { element } from "../page/element.ts";
import type { Plane } from "../plane/plane.ts";

/** What someone does on a picture: the elements are of the plane that is shown. */
export interface CanvasEvents {
  /** The cursor is on an element. */
  point(row: number, column: number): void;
  /** The window is to be moved, by elements of the plane. */
  move(rows: number, columns: number): void;
  /** The window is to be `factor` times as long, around an element. */
  zoom(factor: number, row: number, column: number): void;
}

const arrows: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A picture of a plane with a cursor on it, for pointers and keys. */
export class PlaneCanvas {
  readonly element: HTMLElement;
  readonly #canvas = element("canvas", { width: 1, height: 1 });
  readonly #mark = element("div", { className: "mark" });
  readonly #events: CanvasEvents;
  #cursor: readonly [row: number, column: number] = [0, 0];

  constructor(events: CanvasEvents) {
    this.#events = events;
    this.element = element("div", { className: "picture", tabIndex: 0, role: "application" }, this.#canvas, this.#mark);
    this.element.ariaLabel =
      "Picture of the slice. Arrow keys move the cursor, with Shift the window; plus and minus zoom.";
    this.element.addEventListener("keydown", (event) => this.#press(event));
    this.#followPointer();
  }

  /** Draws a plane. Its proportions are those of the window, within reason. */
  draw(plane: Plane, pixels: Uint8ClampedArray<ArrayBuffer>): void {
    const { height, width } = plane;
    const { rows, columns } = plane.view.window;
    const ratio = (columns.stop - columns.start) / (rows.stop - rows.start);
    this.element.style.aspectRatio = String(Math.max(0.5, Math.min(8, ratio)));
    Object.assign(this.#canvas, { width, height });
    if (pixels.length > 0) this.#canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
    this.#place(...this.#cursor);
  }

  #place(row: number, column: number): void {
    const { height, width } = this.#canvas;
    const inside = (at: number, length: number): number => Math.max(0, Math.min(length - 1, at));
    this.#cursor = [inside(row, height), inside(column, width)];
    const [y, x] = this.#cursor;
    this.#mark.style.top = `${((y + 0.5) / height) * 100}%`;
    this.#mark.style.left = `${((x + 0.5) / width) * 100}%`;
    this.#events.point(y, x);
  }

  #press(event: KeyboardEvent): void {
    const { height, width } = this.#canvas;
    const [row, column] = this.#cursor;
    const arrow = arrows[event.key];
    if (arrow !== undefined) {
      const [down, right] = arrow;
      if (event.shiftKey) this.#events.move(Math.ceil((down * height) / 4), Math.ceil((right * width) / 4));
      else this.#place(row + down, column + right);
    } else if (event.key === "+" || event.key === "=") this.#events.zoom(0.5, row, column);
    else if (event.key === "-") this.#events.zoom(2, row, column);
    else return;
    event.preventDefault();
  }

  #followPointer(): void {
    const at = ({ clientX, clientY }: MouseEvent): readonly [row: number, column: number] => {
      const { left, top, width, height } = this.#canvas.getBoundingClientRect();
      const { height: rows, width: columns } = this.#canvas;
      return [Math.floor(((clientY - top) / height) * rows), Math.floor(((clientX - left) / width) * columns)];
    };
    let held: readonly [row: number, column: number] | undefined;
    this.element.addEventListener("pointerdown", (event) => {
      held = at(event);
      this.element.setPointerCapture(event.pointerId);
    });
    this.element.addEventListener("pointermove", (event) => this.#place(...at(event)));
    this.element.addEventListener("pointerup", (event) => {
      const [row, column] = at(event);
      if (held !== undefined && (held[0] !== row || held[1] !== column)) {
        this.#events.move(held[0] - row, held[1] - column);
      }
      held = undefined;
    });
    this.element.addEventListener("dblclick", (event) => this.#events.zoom(event.shiftKey ? 2 : 0.5, ...at(event)));
  }
}
