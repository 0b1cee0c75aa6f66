import type { StoreEvent } from "@zarrkit/store-tools";
import { element } from "../page/element.ts";
import { formatBytes, formatCount } from "../page/quantity.ts";

const shown = 100;

/** Shows how many requests there were, their bytes and times: the sum, and the latest one by one. */
export class Traffic {
  readonly element: HTMLDetailsElement;
  readonly #sum = element("summary", { textContent: "No requests yet" });
  readonly #rows = element("tbody");
  #requests = 0;
  #bytes = 0;

  constructor() {
    const heads = ["Operation", "Key", "Outcome", "Bytes", "Milliseconds"];
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
    const table = element(
      "table",
      {},
      element("caption", {}, "Latest requests"),
      element("thead", {}, head),
      this.#rows,
    );
    const scroll = element("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "Requests" }, table);
    this.element = element("details", { className: "traffic" }, this.#sum, scroll);
  }

  readonly add = (event: StoreEvent): void => {
    this.#requests++;
    this.#bytes += event.bytes;
    const time = event.milliseconds.toFixed(1);
    this.#sum.textContent = `${formatCount(this.#requests, "request")}, ${formatBytes(this.#bytes)}, the latest in ${time} ms`;
    const cells = [event.operation, event.key, event.outcome, event.bytes.toLocaleString("en"), time];
    this.#rows.prepend(element("tr", {}, ...cells.map((text) => element("td", {}, text))));
    while (this.#rows.childElementCount > shown) this.#rows.lastElementChild?.remove();
  };

  /** What there was so far. */
  get total(): { readonly requests: number; readonly bytes: number } {
    return { requests: this.#requests, bytes: this.#bytes };
  }
}
