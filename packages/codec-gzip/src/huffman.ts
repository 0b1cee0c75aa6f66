/**
 * Huffman codes as deflate has them: of limited length, and given by their lengths alone.
 *
 * Source: RFC 1951, section 3.2.2.
 */

/** Keys hold a frequency above a symbol of so many values. */
const SYMBOLS = 512;

/**
 * The length of each symbol's code, 0 for those that do not occur. At least two frequencies must not be 0. Where the best codes
 * would be longer than `longest`, frequencies are halved until they are not.
 */
export function codeLengths(frequencies: Uint32Array, longest: number): Uint8Array {
  for (let scaled = frequencies; ; scaled = scaled.map((frequency) => (frequency + 1) >>> 1)) {
    const lengths = bestLengths(scaled);
    if (Math.max(...lengths) <= longest) return lengths;
  }
}

function bestLengths(frequencies: Uint32Array): Uint8Array {
  const keys: number[] = [];
  for (const [symbol, frequency] of frequencies.entries()) {
    if (frequency > 0) keys.push(frequency * SYMBOLS + symbol);
  }
  const leaves = Float64Array.from(keys).sort();
  const { length: count } = leaves;
  const root = 2 * count - 2;
  // Leaves by weight, and behind them the nodes, which come into being by weight as well.
  const weights = new Float64Array(root + 1);
  const parents = new Uint16Array(root + 1);
  for (let leaf = 0; leaf < count; leaf++) weights[leaf] = Math.floor((leaves[leaf] as number) / SYMBOLS);
  let nextLeaf = 0;
  let nextNode = count;
  for (let node = count; node <= root; node++) {
    for (let child = 0; child < 2; child++) {
      const isLeaf =
        nextLeaf < count && (nextNode >= node || (weights[nextLeaf] as number) <= (weights[nextNode] as number));
      const lightest = isLeaf ? nextLeaf++ : nextNode++;
      weights[node] = (weights[node] as number) + (weights[lightest] as number);
      parents[lightest] = node;
    }
  }
  const depths = new Uint8Array(root + 1);
  const lengths = new Uint8Array(frequencies.length);
  for (let node = root - 1; node >= 0; node--) {
    depths[node] = (depths[parents[node] as number] as number) + 1;
    if (node < count) lengths[(leaves[node] as number) % SYMBOLS] = depths[node] as number;
  }
  return lengths;
}

/** The codes of such lengths, first bit lowest, with their lengths in the upper half of the word. */
export function prefixCodes(lengths: Uint8Array): Uint32Array {
  const next = new Uint32Array(17);
  for (const length of lengths) if (length > 0) next[length + 1] = (next[length + 1] as number) + 1;
  for (let length = 1, first = 0; length < 17; length++) {
    first = (first + (next[length] as number)) << 1;
    next[length] = first;
  }
  const codes = new Uint32Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const code = next[length] as number;
    next[length] = code + 1;
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) reversed |= ((code >>> bit) & 1) << (length - 1 - bit);
    codes[symbol] = reversed | (length << 16);
  }
  return codes;
}
