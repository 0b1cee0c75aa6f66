/** A signal that follows another: hosts take many listeners on one that many tasks share for a leak. */
export function ownSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  return signal && AbortSignal.any([signal]);
}
