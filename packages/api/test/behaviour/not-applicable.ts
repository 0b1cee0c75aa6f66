/** Behaviours of zarr-python, by number, that have no test here, and why. */
export const notApplicable: Readonly<Record<number, string>> = {
  17: "Nothing is unimplemented and ignored: every parameter acts or is refused, which vocabulary.test.ts checks.",
  18: "JavaScript reads stores asynchronously only, so there is one set of functions.",
  25: "A handle is not serialized: another thread or program opens the node again.",
  50: "JavaScript has no `[]` to overload: the method says which kind of selection is meant.",
  51: "JavaScript has no `[]` to overload: the method says which kind of selection is meant.",
  67: "The iterators over regions are private here.",
  109: "Waits: `subchunk_write_order` is not offered yet; inner chunks are read in whatever order they lie.",
  112: "There is one pipeline.",
  119: "Waits for the stores that wrap others (logging, latency, caches), which are a later issue.",
};
