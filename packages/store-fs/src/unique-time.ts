let lastMicroseconds = 0;

/**
 * The time now in seconds, later than any given before.
 *
 * File systems stamp files with a clock that ticks every few milliseconds and hand out file numbers anew, so that
 * two writes in quick succession may look the same. With times of their own they never do. Steps are of two
 * microseconds, because one may be lost on the way to the file system.
 */
export function uniqueTime(): number {
  lastMicroseconds = Math.max(Date.now() * 1000, lastMicroseconds + 2);
  return lastMicroseconds / 1e6;
}
