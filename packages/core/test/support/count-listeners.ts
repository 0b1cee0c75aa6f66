/** How many listeners a signal has, and the most it ever had at a time. Hosts warn of many as of a leak. */
export function countListeners(signal: AbortSignal): { readonly now: number; readonly most: number } {
  const listeners = { now: 0, most: 0 };
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...parameters: Parameters<typeof addEventListener>) => {
    listeners.most = Math.max(listeners.most, ++listeners.now);
    addEventListener.apply(signal, parameters);
  };
  signal.removeEventListener = (...parameters: Parameters<typeof removeEventListener>) => {
    listeners.now--;
    removeEventListener.apply(signal, parameters);
  };
  return listeners;
}
