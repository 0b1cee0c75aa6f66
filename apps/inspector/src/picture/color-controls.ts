import { element } from "../page/element.ts";
import { type ColorMapName, colorMapNames } from "./color-map.ts";
import { automaticContrast, type Contrast, extremes } from "./paint.ts";

/** Chooses the colours of a picture: a map, and which values get its first and last one. */
export class ColorControls {
  readonly element: HTMLElement;
  readonly #map = element("select", {}, ...colorMapNames.map((value) => element("option", { value }, value)));
  readonly #auto = element("input", { type: "checkbox", checked: true });
  readonly #low = element("input", { type: "range", step: "any" });
  readonly #high = element("input", { type: "range", step: "any" });
  readonly #shown = element("output");
  #extremes: Contrast = { low: 0, high: 1 };
  #automatic: Contrast = { low: 0, high: 1 };

  constructor(change: () => void) {
    this.#map.value = "viridis";
    this.element = element(
      "div",
      { className: "controls" },
      element("label", {}, "Colours ", this.#map),
      element("label", { className: "slider" }, element("span", {}, "Lowest"), this.#low),
      element("label", { className: "slider" }, element("span", {}, "Highest"), this.#high),
      element("label", {}, this.#auto, " Automatic contrast"),
      this.#shown,
    );
    for (const input of [this.#low, this.#high]) {
      input.addEventListener("input", () => {
        this.#auto.checked = false;
      });
    }
    this.element.addEventListener("input", () => {
      this.#update();
      change();
    });
  }

  get colorMapName(): ColorMapName {
    return this.#map.value as ColorMapName;
  }

  get contrast(): Contrast {
    return { low: Number(this.#low.value), high: Number(this.#high.value) };
  }

  /** Takes note of the values that are drawn. */
  measure(values: Float64Array): void {
    this.#extremes = extremes(values);
    this.#automatic = automaticContrast(values);
    this.#update();
  }

  #update(): void {
    const { low, high } = this.#auto.checked ? this.#automatic : this.contrast;
    // What was chosen by hand stays, also where the values of another slice do not reach it.
    const min = String(Math.min(low, this.#extremes.low));
    const max = String(Math.max(high, this.#extremes.high));
    for (const input of [this.#low, this.#high]) Object.assign(input, { min, max });
    this.#low.value = String(low);
    this.#high.value = String(high);
    this.#shown.textContent = [low, high].map((value) => String(Number(value.toPrecision(4)))).join(" to ");
  }
}
