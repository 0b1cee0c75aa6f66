/** Milliseconds of processor time since a moment: what other programs of the machine do meanwhile does not count. */
export function processorClock(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
