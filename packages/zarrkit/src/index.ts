/**
 * The command line as a function, for programs and tests.
 *
 * @module
 */
export { run, type Surroundings } from "./run.ts";
