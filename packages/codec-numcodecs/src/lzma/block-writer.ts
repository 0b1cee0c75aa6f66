/** Collects parts and joins them once. */
export class BlockWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  append(part: Uint8Array): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** All parts in a row. */
  finish(): Uint8Array {
    const output = new Uint8Array(this.#length);
    let position = 0;
    for (const part of this.#parts) {
      output.set(part, position);
      position += part.length;
    }
    return output;
  }
}
