import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { LinePage, StatementsActPage } from '../../../views/storefront/statements-act.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { findLedgerLine, readLedger } from '../../payments/account-ledger.queries.ts';
import { objectToLine, withdrawObjection } from '../../payments/object-to-line.ts';
import { issueReconciliation, readAct } from '../../payments/issue-reconciliation.ts';
import { ACT_LINES_MAX } from '../../payments/reconciliation-act.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { hrefOfPeriod, readPeriod } from '../period-query.ts';
import { MoneyField } from '../trade-fields.ts';

const BASE = '/statements/reconciliation';

const Printed = z.object({ language: z.enum(['en', 'ru', 'kk']).optional().catch(undefined) });
const Disputed = z.object({
  key: z.uuid(),
  theirs: MoneyField,
  note: z.string().trim().min(3, 'reason').max(500),
});

/** The act of reconciliation of some days. */
export const statementsAct = new Hono<BuyerEnv>()
  .use(buyer('see-money'))

  .get('/', async (c) => {
    const { db, actor, at, language } = c.var;
    const { companyId, companyName } = actor;
    const { from, to } = readPeriod(c);
    const ledger = await readLedger(db, { companyId, from, to, limit: ACT_LINES_MAX });
    const shown = {
      ...{ ledger, companyName, period: { from, to }, on: tradingDay(at) },
      mayDispute: may(actor, 'pay-orders'),
    };
    const { act: title } = wordsFor(language).statements;
    return answerPage(c, <StatementsActPage {...shown} />, { title });
  })

  .post('/', async (c) => {
    const { db, actor, at } = c.var;
    const { from, to } = readPeriod(c);
    const id = await transact(db, (tx) =>
      issueReconciliation(tx, actor, { period: { from, to }, at }),
    );
    return c.redirect(`/documents/${id}`, 303);
  })

  .get('/file', async (c) => {
    const { db, actor, at, print } = c.var;
    const { companyId, companyName } = actor;
    const { from, to } = readPeriod(c);
    const { language = c.var.language } = readQuery(c, Printed);
    const { content: act } = await readAct(db, { companyId, period: { from, to }, at });
    const { act: title } = wordsFor(language).statements;
    const name = encodeURIComponent(`${title} ${companyName} ${from} ${to}.pdf`);
    c.header('Content-Type', 'application/pdf');
    c.header('Content-Disposition', `inline; filename="act.pdf"; filename*=UTF-8''${name}`);
    c.header('Cache-Control', 'private, no-store');
    return c.body(new Uint8Array(await print(act, language)));
  });

/** Lines of the account that the customer's books say otherwise. */
export const statementLines = new Hono<BuyerEnv>()
  .get('/lines/:entryId', buyer('pay-orders'), async (c) => showLine(c))

  .post('/lines/:entryId/dispute', buyer('pay-orders'), async (c) => {
    const lineId = pathId('line', c.req.param('entryId'));
    const form = await readForm(c, Disputed);
    if (!form.ok) return showLine(c, form);
    const { db, actor, at } = c.var;
    const { key: id, theirs: theirsMinor, note } = form.data;
    await transact(db, (tx) => objectToLine(tx, actor, { id, lineId, theirsMinor, note, at }));
    return c.redirect(`${hrefOfPeriod(BASE, readPeriod(c))}#line-${lineId}`, 303);
  })

  .post('/disputes/:disputeId/withdrawal', buyer('pay-orders'), async (c) => {
    const id = pathId('dispute', c.req.param('disputeId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => withdrawObjection(tx, actor, { id, at }));
    return c.redirect(hrefOfPeriod(BASE, readPeriod(c)), 303);
  });

type Typed = { values: Record<string, string>; problems: Record<string, string> };

async function showLine(c: Context<BuyerEnv>, typed?: Typed): Promise<Response> {
  const lineId = pathId('line', c.req.param('entryId') ?? '');
  const { db, actor, language } = c.var;
  const line = await findLedgerLine(db, { companyId: actor.companyId, lineId });
  if (!line) throw new NotFound('line', lineId);
  const { from, to } = readPeriod(c);
  const { values = {}, problems = {} } = typed ?? {};
  const shown = { line, period: { from, to }, formKey: newId(), values, problems };
  return answerPage(c, <LinePage {...shown} />, {
    title: wordsFor(language).statements.disputeTitle,
    status: typed ? 422 : 200,
  });
}
