import { readCart } from '../../src/ordering/read-cart.ts';
import { adviseTiers } from '../../src/ordering/tier-advice.ts';
import { giveCarts } from './carts.ts';
import { type Figures, sumUp } from './figures.ts';
import type { Ground } from './loads.ts';
import type { Recorder } from './statements.ts';

const LINES = 200;
const CARTS = 20;
const WARM_UP = 20;
const READS = 200;

/** What it takes to price a long cart, without HTTP and page. */
export type Pricing = {
  lines: number;
  /** Reading and pricing it. */
  priced: Figures;
  /** Finding where more of a tier group would cost less, from what was read. */
  advised: Figures;
  /** The most that one reading took. */
  statements: number;
};

/** Prices carts of two hundred lines of companies in turn, one after another, as every page of a cart does. */
export async function measurePricing(ground: Ground, recorder: Recorder): Promise<Pricing> {
  const { world, people, samples } = ground;
  const [first] = samples;
  const lines = samples.flatMap((sample) => sample.lines).slice(0, LINES);
  if (!first || lines.length < LINES)
    throw new Error('there are too few lines to make a long cart');
  const to = await people.first(CARTS);
  const wide = [{ branchCode: first.branchCode, lines }];
  const carts = await giveCarts(world, people, { to, samples: wide, lines: LINES });

  const [pricedMs, advisedMs]: [number[], number[]] = [[], []];
  let statements = 0;
  const begun = performance.now();
  for (let read = -WARM_UP; read < READS; read += 1) {
    const { id: cartId } = carts[(read + WARM_UP) % carts.length] ?? { id: '' };
    recorder.tape.rewind();
    const from = performance.now();
    const cart = await readCart(recorder.db, { cartId }, new Date());
    const readAt = performance.now();
    if (cart?.lines.length !== LINES) throw new Error('a long cart was not read');
    adviseTiers(cart);
    if (read < 0) continue;
    pricedMs.push(readAt - from);
    advisedMs.push(performance.now() - readAt);
    statements = Math.max(statements, recorder.tape.rewind().flat().length);
  }
  const spanMs = performance.now() - begun;
  return {
    lines: LINES,
    ...{ priced: sumUp(pricedMs, spanMs), advised: sumUp(advisedMs, spanMs), statements },
  };
}

/** The same in words, beneath the table. */
export function pricingInWords({ lines, priced, advised, statements }: Pricing): string {
  const ms = ({ p50Ms, p95Ms }: Figures) =>
    `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`;
  return `A cart of ${lines} lines: read and priced in ${ms(priced)} with ${statements} statements; advice on its tiers in ${ms(advised)}.\n`;
}
