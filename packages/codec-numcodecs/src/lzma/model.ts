/**
 * The probability model that LZMA coders share: where each context lies in one table of adaptive bits,
 * and how the state moves. Source: the LZMA specification by Igor Pavlov.
 */
export const PROBABILITY_BITS = 11;
export const PROBABILITY_START: number = 1 << (PROBABILITY_BITS - 1);
export const MOVE_BITS = 5;
export const STATES = 12;
export const SHORTEST_MATCH = 2;
export const LONGEST_MATCH = 273;

/** Up to 16 position contexts for each state. */
export const IS_MATCH = 0;
export const IS_REPEAT: number = IS_MATCH + STATES * 16;
export const IS_REPEAT_0: number = IS_REPEAT + STATES;
export const IS_REPEAT_1: number = IS_REPEAT_0 + STATES;
export const IS_REPEAT_2: number = IS_REPEAT_1 + STATES;
export const IS_REPEAT_0_LONG: number = IS_REPEAT_2 + STATES;
export const DISTANCE_SLOT: number = IS_REPEAT_0_LONG + STATES * 16;
export const DISTANCE_SPECIAL: number = DISTANCE_SLOT + 4 * 64;
export const DISTANCE_ALIGN: number = DISTANCE_SPECIAL + 115;
export const MATCH_LENGTH: number = DISTANCE_ALIGN + 16;
/** Within a length coder: two choices, then the trees. */
export const LENGTH_LOW = 2;
export const LENGTH_MIDDLE: number = LENGTH_LOW + 16 * 8;
export const LENGTH_HIGH: number = LENGTH_MIDDLE + 16 * 8;
const LENGTH_SIZE: number = LENGTH_HIGH + 256;
export const REPEAT_LENGTH: number = MATCH_LENGTH + LENGTH_SIZE;
export const LITERAL: number = REPEAT_LENGTH + LENGTH_SIZE;
export const LITERAL_SIZE = 0x300;

/** Literal context bits, literal position bits, position bits. */
export interface LzmaProperties {
  readonly lc: number;
  readonly lp: number;
  readonly pb: number;
}

/** What liblzma's presets use. */
export const defaultProperties: LzmaProperties = { lc: 3, lp: 0, pb: 2 };

/** How many probabilities there are. */
export function probabilityCount({ lc, lp }: LzmaProperties): number {
  return LITERAL + (LITERAL_SIZE << (lc + lp));
}

/** All probabilities at their start. */
export function newProbabilities(properties: LzmaProperties): Uint16Array {
  return new Uint16Array(probabilityCount(properties)).fill(PROBABILITY_START);
}

/** Reads the byte that holds the properties. Throws where liblzma does. */
export function propertiesOf(byte: number): LzmaProperties {
  const lc = byte % 9;
  const rest = Math.floor(byte / 9);
  const lp = rest % 5;
  const pb = Math.floor(rest / 5);
  if (pb > 4 || lc + lp > 4) throw new Error(`lzma: properties lc=${lc}, lp=${lp}, pb=${pb} are not possible`);
  return { lc, lp, pb };
}

/** The byte that holds the properties. */
export function propertiesByte({ lc, lp, pb }: LzmaProperties): number {
  return (pb * 5 + lp) * 9 + lc;
}

export function afterLiteral(state: number): number {
  return state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
}
export function afterMatch(state: number): number {
  return state < 7 ? 7 : 10;
}
export function afterRepeat(state: number): number {
  return state < 7 ? 8 : 11;
}
export function afterShortRepeat(state: number): number {
  return state < 7 ? 9 : 11;
}
