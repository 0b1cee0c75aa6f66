interface Host {
  readonly setImmediate?: (run: () => void) => unknown;
  readonly scheduler?: { readonly yield?: () => Promise<void> };
}

/** Lets timers, sockets and the page have their turn, with as little delay as the host can. */
export function nextTurn(): Promise<void> {
  const { setImmediate, scheduler } = globalThis as Host;
  if (setImmediate !== undefined) return new Promise((resolve) => void setImmediate(resolve));
  if (scheduler?.yield !== undefined) return scheduler.yield();
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
