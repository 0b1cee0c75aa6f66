interface Listening {
  readonly leaves: Set<() => void>;
  readonly tell: () => void;
}

const listenings = new WeakMap<AbortSignal, Listening>();

/**
 * Calls `leave` when a signal aborts, unless the answer is called before. However many there are on one signal, it has one
 * listener: hosts take many for a leak and warn of it.
 */
export function onAbort(signal: AbortSignal, leave: () => void): () => void {
  const { leaves, tell } = listenings.get(signal) ?? listenTo(signal);
  leaves.add(leave);
  return () => {
    if (!leaves.delete(leave) || leaves.size > 0) return;
    signal.removeEventListener("abort", tell);
    if (listenings.get(signal)?.leaves === leaves) listenings.delete(signal);
  };
}

function listenTo(signal: AbortSignal): Listening {
  const leaves = new Set<() => void>();
  const tell = (): void => {
    listenings.delete(signal);
    for (const leave of [...leaves]) leave();
  };
  const listening = { leaves, tell };
  listenings.set(signal, listening);
  signal.addEventListener("abort", tell, { once: true });
  return listening;
}
