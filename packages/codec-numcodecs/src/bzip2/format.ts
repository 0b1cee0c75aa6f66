/** Numbers of the bzip2 format. */
export const BLOCK_MAGIC_HIGH = 0x314159;
export const BLOCK_MAGIC_LOW = 0x265359;
export const END_MAGIC_HIGH = 0x177245;
export const END_MAGIC_LOW = 0x385090;
/** A block holds this many bytes for each level. */
export const BLOCK_UNIT = 100000;
/** So many symbols share a Huffman table. */
export const GROUP_SIZE = 50;
export const MOST_SELECTORS = 18002;
export const LONGEST_CODE = 20;
/** The two symbols that spell the length of a run, and the first that names a byte. */
export const RUN_A = 0;
export const RUN_B = 1;
