import { formatValue } from "./format.ts";

// The worker in which a snippet runs. It is sent a module, and answers lines that are printed; then how it ended.

/** What the worker says. */
export type RunnerMessage =
  | { readonly printed: string }
  | { readonly failed: string }
  | { readonly milliseconds: number };

const say = (message: RunnerMessage): void => postMessage(message);
const print = (...values: unknown[]): void => say({ printed: values.map(formatValue).join(" ") });
Object.assign(console, { log: print, info: print, warn: print, error: print });

addEventListener("message", async ({ data }: MessageEvent<string>) => {
  const url = URL.createObjectURL(new Blob([data], { type: "text/javascript" }));
  const start = performance.now();
  try {
    await import(/* @vite-ignore */ url);
    say({ milliseconds: performance.now() - start });
  } catch (error) {
    say({ failed: formatValue(error) });
  }
});
