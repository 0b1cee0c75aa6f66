/** Bytes of the widest word that copies use. V8 moves 64 bits through bigint views about twice as fast as 32. */
export const widest: 4 | 8 = 8;
