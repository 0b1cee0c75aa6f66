import { memoryTable, ratioTable, requestTable, rowsIn, timeTable } from "./report.ts";
import type { Result } from "./result.ts";

/** The page of the documentation that shows a result. */
export function benchmarkPage(result: Result): string {
  const { date, edge, machine, rows } = result;
  const [processes, browser] = [rowsIn(result, "process"), rowsIn(result, "browser")];
  const counts = rows.filter(({ failure }) => failure === undefined).map(({ milliseconds }) => milliseconds.length);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const rounds = fewest === most ? `${most}` : `${fewest} to ${most}`;
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  const mebibytes = (edge ** 3 * 2) / 2 ** 20;
  return `# Benchmark

Made by \`npm run bench\`; do not edit. ${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores,
${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB of memory, ${machine.system}; ${versions.join(", ")}.

The array holds ${edge}³ elements of \`uint16\` (${mebibytes} MiB) in chunks of 64³, or in shards of 256³ with chunks of 32³, on a
local disk whose pages are in memory. Each measurement is a new process that opens the array, reads one element, and then is
timed once; contenders take turns, ${rounds} times each. Times are medians, and the answers of all contenders are checked to be equal. On a machine with
other work, differences of a tenth mean nothing.

![Times of all tasks](benchmark.svg)

- \`read\`: the whole array. \`random\`: 300 boxes of 32³, one after another. \`write\`: the whole array, with and without waiting
  for the disk. \`open\`: the array opened 100 times. \`element\`: 1,000 elements, one after another. \`plan\`: an array of
  100,000 chunks in memory, none of them stored. \`tiles\`: 200 tiles of 256² asked for at once, over HTTP.
- \`huge pages\`: with \`GLIBC_TUNABLES=glibc.malloc.hugetlb=1\` in the environment, by which the C library asks Linux for large memory in
  pages of 2 MiB. numpy, into which zarr-python and zarrs read, asks for them by itself.
- \`workers\` uses a pool of \`@zarrkit/workers\`, started before the time is taken; \`inline\` does not.

## Time in milliseconds

${timeTable(processes)}

## Time as a multiple of tensorstore's

${ratioTable(processes, "tensorstore")}

## Time as a multiple of zarr-python's

${ratioTable(processes, "zarr-python")}

${browserSection(browser)}## Requests over HTTP

${requestTable(processes)}

## Peak memory of the process in MiB

${memoryTable(processes)}
`;
}

/** Nothing where no browser was measured. */
function browserSection(browser: Pick<Result, "rows">): string {
  if (browser.rows.length === 0) return "";
  return `## In Chromium

The same whole array, and the same 300 boxes one after another, over HTTP from a server on the same machine; each time in a new page,
isolated from other origins. \`requests alone\` gets all values, 32 at a time, and does nothing with them. Time in milliseconds:

${timeTable(browser)}

As a multiple of zarrita's:

${ratioTable(browser, "zarrita Chromium")}

`;
}
