import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Display, openScaleSimulator } from './platform/gateways/scale-simulator.ts';

/**
 * A scale to try the shop with: `npm run scale-simulator -- --port 4001`. What stands on
 * it is typed: kilograms, kilograms with a tilde for a weight that still moves, `over`
 * for an overload, `off` for a scale that says nothing. Ends with its input or Ctrl-C.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '4001' } } });

let display: Display = { massG: 0, isStable: true };
const { port, close } = await openScaleSimulator({
  port: Number(values.port),
  shows: () => display,
});
process.stdout.write(
  `The scale is open. Start the shop with\n  SCALES=ALA=tcp://127.0.0.1:${port}/TRIAL\nand type what stands on it: 9040, ~9040, over, off.\n`,
);
for await (const line of createInterface({ input: process.stdin })) {
  display = read(line.trim()) ?? display;
  process.stdout.write(`${JSON.stringify(display)}\n`);
}
await close();

function read(said: string): Display | undefined {
  if (said === 'over') return 'overloaded';
  if (said === 'off') return 'silent';
  const [, moves, kg] = /^(~?)(\d{1,6})$/.exec(said) ?? [];
  return kg === undefined ? undefined : { massG: Number(kg) * 1000, isStable: moves === '' };
}
