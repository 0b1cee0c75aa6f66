import type { Executor } from "@zarrkit/core";
import type { ReadableArray } from "@zarrkit/core/read";
import { element } from "../page/element.ts";
import { formatBytes, formatCount } from "../page/quantity.ts";
import { Plane } from "../plane/plane.ts";
import { tilesOf } from "../plane/tile.ts";
import { TileReader } from "../plane/tile-reader.ts";
import { chunkBytes, firstView, move, sampleAt, stepOf, type View, zoom } from "../plane/view.ts";
import type { Traffic } from "../store/traffic.ts";
import { PlaneCanvas } from "./canvas.ts";
import { ColorControls } from "./color-controls.ts";
import { colorMap } from "./color-map.ts";
import { paint } from "./paint.ts";
import { axisName, positionControls } from "./position-controls.ts";

/** What goes on around a picture: what was requested, who reads, who hears of another view, and when it is over. */
export interface PictureSurroundings {
  readonly traffic: Traffic;
  /** Reads what takes long, off this thread. */
  readonly executor: Executor;
  readonly signal: AbortSignal;
  look(view: View): void;
}

/** A picture of any slice of an array of numbers, with what it takes to choose and to understand it. */
export class SlicePicture {
  readonly element: HTMLElement;
  readonly #array: ReadableArray;
  readonly #surroundings: PictureSurroundings;
  readonly #status = element("p", { className: "said", role: "status" });
  readonly #value = element("output", { className: "value" });
  readonly #window = element("span", { className: "hint" });
  readonly #colors = new ColorControls(() => this.#draw());
  readonly #canvas: PlaneCanvas;
  readonly #reader: TileReader;
  #view: View;
  /** What is drawn: of the view that is looked at, or as long as nothing of that is there, of the one before. */
  #plane: Plane | undefined;
  #isWaiting = false;

  constructor(array: ReadableArray, surroundings: PictureSurroundings) {
    this.#array = array;
    this.#surroundings = surroundings;
    this.#reader = new TileReader(array, surroundings.executor);
    this.#view = firstView(array);
    this.#canvas = new PlaneCanvas({
      point: (row, column) => this.#point(row, column),
      move: (rows, columns) => {
        const { window } = this.#view;
        this.#look(move(array, this.#view, rows * stepOf(window.rows), columns * stepOf(window.columns)));
      },
      zoom: (factor, row, column) => this.#zoom(factor, row, column),
    });
    this.element = element(
      "section",
      { ariaLabel: "Picture" },
      element("h3", {}, "Picture"),
      // The positions keep to the window that is looked at, unless the axes are others.
      positionControls(array, this.#view, ({ window, ...place }) => {
        const isTurned = place.rows !== this.#view.rows || place.columns !== this.#view.columns;
        this.#look({ ...place, window: isTurned ? window : this.#view.window });
      }),
      this.#buttons(),
      this.#canvas.element,
      this.#value,
      this.#status,
      this.#colors.element,
    );
    surroundings.signal.addEventListener("abort", () => this.#reader.want([]));
    this.#look(this.#view);
  }

  #buttons(): HTMLElement {
    const button = (text: string, act: () => void): HTMLButtonElement => {
      const made = element("button", { type: "button" }, text);
      made.addEventListener("click", act);
      return made;
    };
    const whole = () => zoom(this.#array, this.#view, Number.POSITIVE_INFINITY);
    return element(
      "div",
      { className: "controls" },
      button("Zoom in", () => this.#zoom(0.5)),
      button("Zoom out", () => this.#zoom(2)),
      button("Whole plane", () => this.#look(whole())),
      this.#window,
    );
  }

  #zoom(factor: number, row?: number, column?: number): void {
    const { rows, columns } = this.#view.window;
    const point =
      row === undefined || column === undefined
        ? undefined
        : ([sampleAt(rows, row), sampleAt(columns, column)] as const);
    this.#look(zoom(this.#array, this.#view, factor, point));
  }

  /** Reads and draws a view, unless another one is asked for before that is done. */
  #look(view: View): void {
    this.#view = view;
    const { rows, columns } = view.window;
    const spans = view.rows === undefined ? [columns] : [rows, columns];
    this.#window.textContent = spans
      .map(({ start, stop }) => `${start} to ${stop - 1}`)
      .join(" × ")
      .concat(spans.some((span) => stepOf(span) > 1) ? `, every ${stepOf(rows)} × ${stepOf(columns)}` : "");
    this.#surroundings.look(view);
    this.#canvas.element.ariaBusy = "true";
    this.#say(`Reading up to ${formatBytes(chunkBytes(this.#array, view))} of chunks …`);
    // A slider that moves asks more often than a picture can be shown.
    requestAnimationFrame(() => {
      if (view === this.#view && !this.#surroundings.signal.aborted) this.#read(view);
    });
  }

  #read(view: View): void {
    const before = this.#surroundings.traffic.total;
    const startTime = performance.now();
    const tiles = tilesOf(this.#array, view);
    const plane = new Plane(view);
    const errors: unknown[] = [];
    this.#reader.want(tiles, {
      arrive: (tile, elements) => {
        plane.add(tile, elements);
        this.#plane = plane;
        this.#drawSoon();
      },
      fail: (error) => errors.push(error),
      finish: () => {
        const { requests, bytes } = this.#surroundings.traffic.total;
        const time = `${Math.round(performance.now() - startTime)} ms`;
        const asked = `${formatCount(requests - before.requests, "request")}, ${formatBytes(bytes - before.bytes)}`;
        this.#drawNow();
        this.#canvas.element.ariaBusy = "false";
        if (errors.length > 0) this.#say(failureText(errors, tiles.length), true);
        else this.#say(`${plane.height} × ${plane.width} elements in ${time}: ${asked}`);
      },
    });
  }

  /** Draws once for all tiles that come before the page is shown again. */
  #drawSoon(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => this.#drawNow());
  }

  #drawNow(): void {
    if (!this.#isWaiting || this.#plane === undefined) return;
    this.#isWaiting = false;
    this.#colors.measure(this.#plane.values);
    this.#draw();
  }

  #say(text: string, isError = false): void {
    this.#status.textContent = text;
    this.#status.classList.toggle("error", isError);
  }

  #draw(): void {
    if (this.#plane === undefined) return;
    const { contrast, colorMapName } = this.#colors;
    this.#canvas.draw(this.#plane, paint(this.#plane.values, contrast, colorMap(colorMapName)));
  }

  #point(row: number, column: number): void {
    const plane = this.#plane;
    if (plane === undefined || plane.values.length === 0) return;
    const at = plane.coordinates(row, column).map((index, axis) => `${axisName(this.#array, axis)} ${index}`);
    this.#value.textContent = `${at.join(", ")}: ${plane.text(row, column)}`;
  }
}

function failureText([error, ...others]: readonly unknown[], tiles: number): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${others.length + 1} of ${formatCount(tiles, "tile")} cannot be read: ${message}`;
}
