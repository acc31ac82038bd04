import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { BalancePage } from '../../../views/desk/balance.tsx';
import type { Desk } from '../../../views/desk/frame.tsx';
import type { TendersShown } from '../../../views/desk/order-money.tsx';
import { wordsFor } from '../../../views/language.tsx';
import type { SheetForm } from '../../../views/parts/sheet-form.ts';
import { findOrderFacts } from '../../ordering/order.queries.ts';
import { readBalance } from '../../payments/balance.queries.ts';
import { listPayments } from '../../payments/payment-list.queries.ts';
import { takeTenders } from '../../payments/take-tenders.ts';
import { useBalance } from '../../payments/use-balance.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { Tenders } from '../tenders-form.ts';

const PAYMENTS_MAX = 20;

const Putting = z.object({ orderId: z.uuid('choose') });
const Arrival = z.object({ done: z.enum(['taken', 'put']).optional().catch(undefined) });

/** What a customer has with us: taken over the counter, and put to his orders. */
export function customerBalance(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>()
    .get('/:companyId/balance', (c) => show(c, desk, {}))

    .post('/:companyId/balance', async (c) => {
      const companyId = companyIdOf(c);
      const form = await readForm(c, Tenders);
      if (!form.ok) return show(c, desk, { tenders: form });
      const { db, actor, at } = c.var;
      const { cash, terminal, ...typed } = form.data;
      const laid = { ...typed, cashMinor: cash, terminalMinor: terminal, keepsRest: true };
      // A company that is not there has no account to be opened.
      if (!(await readBalance(db, companyId))) throw new NotFound('company', companyId);
      try {
        const taken = { ...laid, companyId, orderId: undefined, channel, at };
        await transact(db, (tx) => takeTenders(tx, actor, taken));
        return c.redirect(`${desk.base}/customers/${companyId}/balance?done=taken`, 303);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const refusal = error.reason;
        return show(c, desk, { tenders: { values: typedIn(c), problems: {}, refusal } });
      }
    })

    .post('/:companyId/balance/orders', async (c) => {
      const companyId = companyIdOf(c);
      const form = await readForm(c, Putting);
      if (!form.ok) return show(c, desk, { form: { of: 'put', ...form } });
      const { db, actor, at } = c.var;
      const { orderId } = form.data;
      const order = await findOrderFacts(db, orderId);
      if (order?.companyId !== companyId) throw new NotFound('order', orderId);
      await transact(db, (tx) => useBalance(tx, actor, { orderId, channel, at }));
      return c.redirect(`${desk.base}/customers/${companyId}/balance?done=put`, 303);
    });
}

const companyIdOf = (c: Context<StaffEnv>): string =>
  pathId('company', c.req.param('companyId') ?? '');

/** Two statements. */
async function show(
  c: Context<StaffEnv>,
  desk: Desk,
  { tenders, form }: { tenders?: TendersShown['refused']; form?: SheetForm },
): Promise<Response> {
  const companyId = companyIdOf(c);
  const { db, at, language } = c.var;
  const [balance, payments] = await Promise.all([
    readBalance(db, companyId),
    listPayments(db, { companyId, isUnspent: true, limit: PAYMENTS_MAX }),
  ]);
  if (!balance) throw new NotFound('company', companyId);
  const page = (
    <BalancePage
      {...{ desk, balance, payments, form }}
      tenders={{ formKey: newId(at.getTime()), refused: tenders }}
      deed={readQuery(c, Arrival).done}
    />
  );
  const title = wordsFor(language).payments.balanceOf(balance.companyName);
  return answerPage(c, page, { title, status: tenders || form ? 422 : 200 });
}
