import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { PricePastePage } from '../../../views/office/price-paste.tsx';
import { transact } from '../../platform/db/transact.ts';
import { Refusal } from '../../platform/refusal.ts';
import { pastePrices } from '../../pricing/paste-prices.ts';
import { type LineProblem, readPastedPrices } from '../../pricing/pasted-prices.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { wholeField } from '../trade-fields.ts';
import { draftOf, listOf } from './price-draft-query.ts';

const Pasted = z.object({
  seenEdits: wholeField({ min: 0, max: 1_000_000_000 }),
  pasted: z.string().max(90_000),
});

/** A block of a spreadsheet into the draft, with scripts or without. Mounted below the draft. */
export const pricePaste = new Hono<StaffEnv>()
  .get('/', (c) => show(c, '', []))

  .post('/', async (c) => {
    const form = await readForm(c, Pasted);
    if (!form.ok) {
      if (form.problems['seenEdits']) throw new Refusal({ code: 'changed-meanwhile' });
      return show(c, form.values['pasted'] ?? '', [], form.problems['pasted']);
    }
    const { pasted, seenEdits } = form.data;
    const { prices, problems } = readPastedPrices(pasted);
    if (prices.length === 0 && problems.length === 0) return show(c, pasted, [], 'required');
    if (problems.length > 0) return show(c, pasted, problems);
    const { db, actor } = c.var;
    const listId = listOf(c);
    const done = await transact(db, (tx) => pastePrices(tx, actor, { listId, seenEdits, prices }));
    if (done.problems.length > 0) return show(c, pasted, done.problems);
    const query = new URLSearchParams({
      only: 'changed',
      done: 'moved',
      products: String(done.changed),
    });
    return c.redirect(`/office/price-lists/${listId}/draft?${query.toString()}`, 303);
  });

async function show(
  c: Context<StaffEnv>,
  pasted: string,
  lines: readonly LineProblem[],
  problem?: string,
): Promise<Response> {
  const { list, draft, place } = await draftOf(c);
  const page = <PricePastePage {...{ place, list, draft, pasted, lines, problem }} />;
  const title = wordsFor(c.var.language).prices.pasteTitle;
  return answerPage(c, page, { title, status: lines.length > 0 || problem ? 422 : 200 });
}
