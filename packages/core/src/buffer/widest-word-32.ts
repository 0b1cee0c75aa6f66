/**
 * Bytes of the widest word that copies use, where the engine makes an object of every bigint: in JavaScriptCore
 * 64 bits at a time are 20 times slower than 32.
 */
export const widest: 4 | 8 = 4;
