/** Every coordinate of a grid of so many chunks along each axis, in C order. */
export function* gridCoordinates([count, ...rest]: readonly number[]): Generator<readonly number[]> {
  if (count === undefined) yield [];
  else for (let at = 0; at < count; at++) for (const tail of gridCoordinates(rest)) yield [at, ...tail];
}
