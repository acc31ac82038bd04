import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { PriceFormulaPage } from '../../../views/office/price-formula.tsx';
import { transact } from '../../platform/db/transact.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { findFormulaChoices } from '../../pricing/price-formula.queries.ts';
import { setPriceFormula } from '../../pricing/set-price-formula.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { TickField, wholeField } from '../trade-fields.ts';
import { draftOf, listOf } from './price-draft-query.ts';
import { readPriceFormula, typedFormula } from './price-formula-fields.ts';

const Seen = z.object({
  seenEdits: wholeField({ min: 0, max: 1_000_000_000 }),
  isAfresh: TickField,
});

/** How the draft of a list follows a base list. Mounted below the draft. */
export const priceFormula = new Hono<StaffEnv>()
  .get('/', async (c) => ask(c))

  .post('/', async (c) => {
    const { seenEdits, isAfresh } = await seenBy(c);
    const { db, actor, at, fields } = c.var;
    const { draft } = await demandFollower(c);
    const choices = await findFormulaChoices(db, draft.versionId);
    const { values, problems, formula } = readPriceFormula(fields, choices);
    if (Object.keys(problems).length > 0) return ask(c, values, problems);
    const given = { listId: listOf(c), seenEdits, formula, isAfresh, at };
    await transact(db, (tx) => setPriceFormula(tx, actor, given));
    return c.redirect(`/office/price-lists/${given.listId}/draft?done=computed`, 303);
  })

  .post('/removal', async (c) => {
    const { seenEdits } = await seenBy(c);
    const { db, actor, at } = c.var;
    const given = { listId: listOf(c), seenEdits, formula: undefined, at };
    await transact(db, (tx) => setPriceFormula(tx, actor, given));
    return c.redirect(`/office/price-lists/${given.listId}/draft?done=saved`, 303);
  });

async function seenBy(c: Context<StaffEnv>): Promise<z.infer<typeof Seen>> {
  const seen = await readForm(c, Seen);
  if (!seen.ok) throw new Refusal({ code: 'changed-meanwhile' });
  return seen.data;
}

/** A base list follows none, so there is nothing to ask. */
async function demandFollower(c: Context<StaffEnv>) {
  const shown = await draftOf(c);
  if (shown.list.level === 'base') throw new NotFound('formula of price list', shown.list.id);
  return shown;
}

/** The form as it was typed, or as the draft follows its base now. */
async function ask(
  c: Context<StaffEnv>,
  typed?: Record<string, string>,
  problems: Record<string, string> = {},
): Promise<Response> {
  const { list, draft, place } = await demandFollower(c);
  const { db } = c.var;
  const { formula } = draft;
  const values = typed ?? (formula ? typedFormula(formula) : {});
  const choices = await findFormulaChoices(db, draft.versionId);
  const page = <PriceFormulaPage {...{ place, list, draft, formula, choices, values, problems }} />;
  const title = wordsFor(c.var.language).prices.formulaTitle;
  return answerPage(c, page, { title, status: Object.keys(problems).length > 0 ? 422 : 200 });
}
