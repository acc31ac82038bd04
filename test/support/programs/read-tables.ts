import { readFileSync } from 'node:fs';
import { readTable } from '../../../src/platform/gateways/spreadsheet.ts';

/** Reads the files named, one after another, and tells of each how it ended, how long it took and the most memory used so far. */
const bounds = { rowsMax: 10_000, columnsMax: 50, cellCharsMax: 1000 };
const told = [];
const ownMsSince = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
for (const file of process.argv.slice(2)) {
  // Of the file before: what is measured is the cost of one.
  globalThis.gc?.();
  const began = performance.now();
  const busy = process.cpuUsage();
  const read = await readTable(readFileSync(file), bounds);
  told.push({
    outcome: read.ok ? 'read' : read.problem,
    ms: Math.round(performance.now() - began),
    ownMs: Math.round(ownMsSince(busy)),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  });
}
process.stdout.write(JSON.stringify(told));
