import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { insertRows } from './bulk.queries.ts';
import { liftLimits } from './demo.queries.ts';
import { makePastObjections } from './make-past-objections.ts';
import { makePastQuotes } from './make-past-quotes.ts';
import {
  endQuotes,
  listPastLines,
  listPastOrders,
  setQuoteCounter,
} from './past-requests.queries.ts';
import { randomFrom } from './random.ts';

const DAY_MS = 86_400_000;
/** What is younger is told by the demo's own scenes. */
const OLDER_DAYS = 12;

/**
 * What companies of the demo asked prices for, and disputed of their accounts, in eighteen
 * months, with what came of it: written in bulk, as it would stand there, before the
 * scenes of today. The same seed and moment give the same.
 */
export async function seedDemoPastRequests(
  db: Db,
  plan: { seed: number; at: Date },
): Promise<void> {
  const random = randomFrom(plan.seed).fork('past-requests');
  const before = new Date(plan.at.getTime() - OLDER_DAYS * DAY_MS);
  await transact(db, async (tx) => {
    await liftLimits(tx);
    const quoted = makePastQuotes(random.fork('quotes'), await listPastOrders(tx, before), before);
    await insertRows(tx, 'quote', quoted.quotes);
    await insertRows(tx, 'quoteRequestLine', quoted.requestLines);
    await insertRows(tx, 'quoteVersion', quoted.versions);
    await insertRows(tx, 'quoteOffer', quoted.offers);
    await endQuotes(tx, quoted.ends);
    await insertRows(tx, 'quoteAcceptance', quoted.acceptances);
    await insertRows(tx, 'quoteTake', quoted.takes);
    const disputed = makePastObjections(random.fork('objections'), await listPastLines(tx, before));
    await insertRows(tx, 'lineObjection', disputed.objections);
    const events = [...quoted.events, ...disputed.events];
    await insertRows(tx, 'event', events);
    for (const [year, lastNumber] of quoted.lastNumbers) {
      await setQuoteCounter(tx, { year, lastNumber });
    }
  });
}
