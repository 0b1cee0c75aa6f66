/** Sum of elements modulo 2³². */
export function sumOf(elements: Uint16Array): number {
  let sum = 0;
  for (let index = 0; index < elements.length; index++) sum = (sum + (elements[index] as number)) >>> 0;
  return sum;
}
