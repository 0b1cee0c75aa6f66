/** A read gave something else than the corpus expects. Never to be mistaken for an error of the library. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
}
