/** Huffman tables for a block: several, each fitted to the groups of symbols that choose it. */
import { GROUP_SIZE, MOST_SELECTORS } from "./format.ts";

/** Longest code that is written; the format allows 20. */
const LONGEST = 17;
const ROUNDS = 4;

/** Code lengths for each table, and which table each group of 50 symbols uses. */
export interface HuffmanTables {
  readonly tables: readonly Uint8Array[];
  readonly selectors: Uint8Array;
}

/** Fits tables to the symbols of a block. */
export function huffmanTables(symbols: Uint16Array, symbolCount: number): HuffmanTables {
  const groups = Math.ceil(symbols.length / GROUP_SIZE);
  if (groups > MOST_SELECTORS) throw new RangeError(`bz2: ${groups} groups of symbols are too many for one block`);
  const tableCount =
    symbols.length < 200 ? 2 : symbols.length < 600 ? 3 : symbols.length < 1200 ? 4 : symbols.length < 2400 ? 5 : 6;
  const selectors = new Uint8Array(groups);
  for (let group = 0; group < groups; group++) selectors[group] = Math.floor((group * tableCount) / groups);
  let tables: Uint8Array[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const frequencies = Array.from({ length: tableCount }, () => new Float64Array(symbolCount));
    for (let index = 0; index < symbols.length; index++) {
      const counts = frequencies[selectors[Math.floor(index / GROUP_SIZE)] as number] as Float64Array;
      const symbol = symbols[index] as number;
      counts[symbol] = (counts[symbol] as number) + 1;
    }
    tables = frequencies.map(codeLengths);
    if (round === ROUNDS - 1) break;
    for (let group = 0; group < groups; group++) {
      const part = symbols.subarray(group * GROUP_SIZE, (group + 1) * GROUP_SIZE);
      const costs = tables.map((lengths) => part.reduce((sum, symbol) => sum + (lengths[symbol] as number), 0));
      selectors[group] = costs.indexOf(Math.min(...costs));
    }
  }
  return { tables, selectors };
}

/** The canonical code of each symbol. */
export function codesOf(lengths: Uint8Array): Uint32Array {
  const codes = new Uint32Array(lengths.length);
  let code = 0;
  for (let size = 1; size <= LONGEST; size++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) if (lengths[symbol] === size) codes[symbol] = code++;
    code <<= 1;
  }
  return codes;
}

/** Lengths of Huffman codes; where they get too long, rare symbols are taken for less rare. */
function codeLengths(frequencies: Float64Array): Uint8Array {
  // Every symbol needs a code, and a weight of zero would make it very long.
  for (
    let weights = frequencies.map((count) => Math.max(1, count));
    ;
    weights = weights.map((weight) => 1 + Math.floor(weight / 2))
  ) {
    const lengths = huffmanLengths(weights);
    if (Math.max(...lengths) <= LONGEST) return lengths;
  }
}

function huffmanLengths(weights: Float64Array): Uint8Array {
  const leaves = Array.from(weights.keys()).sort(
    (first, second) => (weights[first] as number) - (weights[second] as number),
  );
  const count = weights.length;
  const parents = new Uint32Array(2 * count - 1);
  const nodeWeights = new Float64Array(2 * count - 1);
  nodeWeights.set(weights);
  // Leaves and joined nodes both come in order of weight, so two queues replace a heap.
  let leaf = 0;
  let joined = count;
  const take = (end: number): number => {
    const next = leaves[leaf];
    if (next !== undefined && (joined >= end || (nodeWeights[next] as number) <= (nodeWeights[joined] as number))) {
      leaf++;
      return next;
    }
    return joined++;
  };
  for (let node = count; node < 2 * count - 1; node++) {
    const first = take(node);
    const second = take(node);
    parents[first] = node;
    parents[second] = node;
    nodeWeights[node] = (nodeWeights[first] as number) + (nodeWeights[second] as number);
  }
  const depths = new Uint8Array(2 * count - 1);
  for (let node = 2 * count - 3; node >= 0; node--) depths[node] = (depths[parents[node] as number] as number) + 1;
  return depths.slice(0, count);
}
