/** Bytes of the widest word that copies use, where the engine makes an object of every bigint (JavaScriptCore: 20 times slower). */
export const widest: 4 | 8 = 4;
