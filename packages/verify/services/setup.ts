import { prepareEnvironment } from "./environment.ts";

/** Runs once before the tests of this folder. */
export function setup(): void {
  prepareEnvironment();
}
