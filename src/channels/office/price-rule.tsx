import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { draftQuery } from '../../../views/office/draft-query.ts';
import { PriceRulePage } from '../../../views/office/price-rule.tsx';
import { transact } from '../../platform/db/transact.ts';
import { Refusal } from '../../platform/refusal.ts';
import { applyPriceRule } from '../../pricing/apply-price-rule.ts';
import { overWholeList } from '../../pricing/price-draft.queries.ts';
import { foreseeRule, type PriceRule } from '../../pricing/price-rule.queries.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { decimalField, percentField, wholeField } from '../trade-fields.ts';
import { draftOf, filterOf, listOf, priceFilterOf } from './price-draft-query.ts';

const SHOWN = 20;

const Share = percentField({ min: -50, max: 100 });
const Factor = decimalField({ decimals: 4, min: 0.1, max: 10 });

/** A rule as it is typed: by how many per cent, or how many times what. Gives the rule that the department knows. */
const Rule = z
  .object({
    basis: z.enum(['share', 'price', 'cost']),
    value: z.string().max(16),
    roundTo: z.enum(['1', '10', '50', '100', '500', '1000']),
  })
  .transform(({ basis, value, roundTo }, context): PriceRule => {
    const read = (basis === 'share' ? Share : Factor).safeParse(value);
    const roundToMinor = Number(roundTo) * 100;
    if (read.success) {
      return basis === 'share'
        ? { basis: 'price', factorBp: 10_000 + read.data, roundToMinor }
        : { basis, factorBp: read.data, roundToMinor };
    }
    const message = read.error.issues[0]?.message ?? 'number';
    context.addIssue({ code: 'custom', path: ['value'], message });
    return z.NEVER;
  });
const Seen = z.object({ seenEdits: wholeField({ min: 0, max: 1_000_000_000 }) });
const Typed = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Many prices at once by a rule: first what it would do, then the deed. Mounted below the draft. */
export const priceRule = new Hono<StaffEnv>()
  .get('/', async (c) => {
    const typed = readQuery(c, Typed);
    const read = Rule.safeParse(typed);
    const values = Object.fromEntries(
      Object.entries(typed).flatMap(([name, text]) =>
        typeof text === 'string' ? [[name, text]] : [],
      ),
    );
    if (read.success) return foresee(c, read.data, values, {});
    const problems = read.error.issues.map(({ path, message, code }) => {
      const field = String(path[0]);
      const unreadable = typed[field] === undefined ? 'required' : 'choose';
      return [field, code === 'custom' ? message : unreadable];
    });
    return foresee(c, undefined, values, Object.fromEntries(problems));
  })

  .post('/', async (c) => {
    const seen = await readForm(c, Seen);
    if (!seen.ok) throw new Refusal({ code: 'changed-meanwhile' });
    const form = await readForm(c, Rule);
    if (!form.ok) return foresee(c, undefined, form.values, form.problems);
    const { db, actor, at } = c.var;
    const filter = filterOf(c);
    const given = { listId: listOf(c), ...seen.data, rule: form.data, at };
    const moved = await transact(db, (tx) =>
      applyPriceRule(tx, actor, { ...given, filter: priceFilterOf(filter) }),
    );
    const query = new URLSearchParams(draftQuery(filter));
    query.set('done', 'moved');
    query.set('products', String(moved));
    return c.redirect(`/office/price-lists/${given.listId}/draft?${query.toString()}`, 303);
  });

/** What a rule would do; where it is none yet, the form that asks for one. */
async function foresee(
  c: Context<StaffEnv>,
  rule: PriceRule | undefined,
  values: Record<string, string>,
  problems: Record<string, string>,
): Promise<Response> {
  const { list, draft, place } = await draftOf(c);
  const filter = filterOf(c);
  const asked = rule && { draft, rule, filter: priceFilterOf(filter), limit: SHOWN };
  const foreseen = asked && (await overWholeList(c.var.db, (tx) => foreseeRule(tx, asked)));
  const shown = { place, list, draft, filter, values, problems, rule, foreseen };
  const title = wordsFor(c.var.language).prices.ruleTitle;
  return answerPage(c, <PriceRulePage {...shown} />, { title, status: rule ? 200 : 422 });
}
