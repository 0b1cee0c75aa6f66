interface Spent {
  readonly user: number;
  readonly system: number;
}
// These tests know no types of Node.
const { process } = globalThis as unknown as { readonly process: { cpuUsage(before?: Spent): Spent } };

/** Milliseconds of processor time that work takes: what other programs of the machine do meanwhile does not count. */
export function processorMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
