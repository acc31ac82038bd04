import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { wordsFor } from '../../views/language.tsx';
import { PaymentSheet } from '../../views/parts/payment-sheet.tsx';
import type { SheetForm } from '../../views/parts/sheet-form.ts';
import { askRefund, decideRefund, retryRefund } from '../payments/ask-refund.ts';
import {
  leaveRefund,
  noteTransferBack,
  noteTransferSent,
  payOutRefund,
} from '../payments/pay-out-refund.ts';
import {
  findPaymentHead,
  listBooked,
  listGivenBack,
  listUses,
} from '../payments/payment-sheet.queries.ts';
import { refundReasons } from '../payments/refund.ts';
import { findRefund } from '../payments/refund.queries.ts';
import { freeAllocation } from '../payments/take-off-order.ts';
import { useBalance } from '../payments/use-balance.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { RefundState } from '../platform/db/schema.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { NotFound } from '../platform/refusal.ts';
import type { StaffEnv } from './env.ts';
import { readForm, readQuery } from './exchange.ts';
import { staff } from './guards.ts';
import { answerPage } from './page.tsx';
import { pathId } from './path-id.ts';
import { MoreThanNothing } from './trade-fields.ts';

/** Where the pages of payments stand: in the office or at the counter. */
export type PaymentPlace = {
  base: string;
  /** Recorded with every deed; none in the office. */
  channel: Channel | null;
  orderHref: (orderId: string) => string;
  frame: (c: Context<StaffEnv>, content: Child) => Child;
};

export const doneDeeds = [
  'asked',
  'waits',
  'agreed',
  'refused',
  'given',
  'sent',
  'back',
  'again',
  'left',
  'put',
  'off',
  'tried',
  'looked',
  'closed',
] as const;
type Done = (typeof doneDeeds)[number];

const Arrival = z.object({ done: z.enum(doneDeeds).optional().catch(undefined) });
const Way = z.enum(['card', 'transfer', 'cash', 'terminal'], 'choose');
const Asking = z
  .object({
    key: z.uuid(),
    orderId: z.union([z.literal('').transform(() => null), z.uuid()], 'choose'),
    amount: MoreThanNothing,
    way: Way,
    reason: z.enum(refundReasons, 'choose'),
    note: z.string().trim().max(500),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', {
    path: ['note'],
    message: 'required',
  });
const Putting = z.object({ orderId: z.uuid('choose') });
const TakingOff = z.object({
  amount: MoreThanNothing,
  reason: z.string().trim().min(3, 'reason').max(300),
});
const Refusing = z.object({ note: z.string().trim().min(3, 'reason').max(300) });
const HandingOut = z.object({ slip: z.string().trim().max(30).optional() });
const Noting = z.object({ word: z.string().trim().min(1).max(200) });
const Retrying = z.object({ key: z.uuid(), way: Way });

/** One payment, and what a clerk does with it: put to an order, given back. Guarded for reading by whoever mounts it. */
export function paymentPages(place: PaymentPlace): Hono<StaffEnv> {
  const { channel } = place;
  const mover = staff('move-money');
  return new Hono<StaffEnv>()
    .get('/:paymentId', (c) => showSheet(c, place, paymentIdOf(c)))

    .post('/:paymentId/refunds', mover, async (c) => {
      const paymentId = paymentIdOf(c);
      const form = await readForm(c, Asking);
      if (!form.ok) return showSheet(c, place, paymentId, { of: 'refund', ...form });
      const { actor, at } = c.var;
      const { key: id, amount: amountMinor, ...asked } = form.data;
      const refund = { ...asked, id, paymentId, amountMinor, channel, at };
      const state = await transact(c.var.db, (tx) => askRefund(tx, actor, refund));
      return backTo(c, place, paymentId, doneBy[state] ?? 'asked');
    })

    .post('/:paymentId/orders', mover, async (c) => {
      const paymentId = paymentIdOf(c);
      const form = await readForm(c, Putting);
      if (!form.ok) return showSheet(c, place, paymentId, { of: 'put', ...form });
      const { db, actor, at } = c.var;
      const used = { ...form.data, paymentId, channel, at };
      await transact(db, (tx) => useBalance(tx, actor, used));
      return backTo(c, place, paymentId, 'put');
    })

    .post('/refunds/:refundId/payout', staff('take-payments'), (c) =>
      doWith(c, place, 'given', HandingOut, (tx, { actor, id, at, data }) =>
        payOutRefund(tx, actor, { id, slip: data.slip ?? '', at }),
      ),
    )

    .post('/refunds/:refundId/retry', mover, (c) =>
      doWith(c, place, 'again', Retrying, (tx, { actor, id, at, data }) =>
        retryRefund(tx, actor, { id: data.key, failedId: id, way: data.way, channel, at }),
      ),
    );
}

/** What only those do with a payment who keep the books: decide, take off an order, note what the bank did. */
export function paymentDecisions(place: PaymentPlace): Hono<StaffEnv> {
  const { channel } = place;
  const keeper = staff('keep-books');
  return new Hono<StaffEnv>()
    .post('/:paymentId/orders/:orderId/end', keeper, async (c) => {
      const paymentId = paymentIdOf(c);
      const orderId = pathId('order', c.req.param('orderId'));
      const form = await readForm(c, TakingOff);
      if (!form.ok) return showSheet(c, place, paymentId, { of: `off-${orderId}`, ...form });
      const { db, actor, at } = c.var;
      const { amount: amountMinor, reason } = form.data;
      const freed = { paymentId, orderId, amountMinor, reason, channel, at };
      await transact(db, (tx) => freeAllocation(tx, actor, freed));
      return backTo(c, place, paymentId, 'off');
    })

    .post('/refunds/:refundId/agreement', keeper, (c) =>
      doWith(c, place, 'agreed', z.object({}), (tx, { actor, id, at }) =>
        decideRefund(tx, actor, { id, isAgreed: true, note: '', at }),
      ),
    )

    .post('/refunds/:refundId/refusal', keeper, (c) =>
      doWith(c, place, 'refused', Refusing, (tx, { actor, id, at, data }) =>
        decideRefund(tx, actor, { id, isAgreed: false, ...data, at }),
      ),
    )

    .post('/refunds/:refundId/sent', keeper, (c) =>
      doWith(c, place, 'sent', Noting, (tx, { actor, id, at, data }) =>
        noteTransferSent(tx, actor, { id, reference: data.word, at }),
      ),
    )

    .post('/refunds/:refundId/back', keeper, (c) =>
      doWith(c, place, 'back', Noting, (tx, { actor, id, at, data }) =>
        noteTransferBack(tx, actor, { id, failure: data.word, at }),
      ),
    )

    .post('/refunds/:refundId/left', keeper, (c) =>
      doWith(c, place, 'left', z.object({}), (tx, { actor, id, at }) =>
        leaveRefund(tx, actor, { id, at }),
      ),
    );
}

const doneBy: Partial<Record<RefundState, Done>> = {
  waiting: 'waits',
  asked: 'asked',
  settled: 'given',
};

const paymentIdOf = (c: Context<StaffEnv>): string =>
  pathId('payment', c.req.param('paymentId') ?? '');

const backTo = (c: Context<StaffEnv>, { base }: PaymentPlace, paymentId: string, done: Done) =>
  c.redirect(`${base}/${paymentId}?done=${done}`, 303);

/** Reads the form of a refund, does what it asks for, and goes back to the payment's page. */
async function doWith<Data>(
  c: Context<StaffEnv>,
  place: PaymentPlace,
  done: Done,
  schema: z.ZodType<Data>,
  deed: (tx: Tx, of: { actor: Staff; id: string; at: Date; data: Data }) => Promise<unknown>,
): Promise<Response> {
  const id = pathId('refund', c.req.param('refundId') ?? '');
  const { db, actor, at } = c.var;
  const refund = await findRefund(db, id);
  if (!refund) throw new NotFound('refund', id);
  const form = await readForm(c, schema);
  const name = new URL(c.req.url).pathname.split('/').at(-1) ?? '';
  if (!form.ok) return showSheet(c, place, refund.paymentId, { of: `${id}-${name}`, ...form });
  await transact(db, (tx) => deed(tx, { actor, id, at, data: form.data }));
  return backTo(c, place, refund.paymentId, done);
}

/** The page of one payment: four statements. */
async function showSheet(
  c: Context<StaffEnv>,
  place: PaymentPlace,
  paymentId: string,
  form?: SheetForm,
): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const [payment, uses, givenBack, booked] = await Promise.all([
    findPaymentHead(db, paymentId),
    listUses(db, paymentId),
    listGivenBack(db, paymentId),
    listBooked(db, paymentId),
  ]);
  if (!payment) throw new NotFound('payment', paymentId);
  const mayDecide = may(actor, 'keep-books');
  const mayHandOut = may(actor, 'take-payments');
  const mayAsk = may(actor, 'move-money');
  const { personId } = actor;
  const rights = { personId, mayAsk, mayDecide, mayHandOut };
  const page = (
    <PaymentSheet
      {...{ payment, uses, givenBack, booked, rights, form }}
      base={place.base}
      orderHref={place.orderHref}
      formKey={newId(at.getTime())}
      deed={readQuery(c, Arrival).done}
    />
  );
  const title = `${wordsFor(language).officePayments.title}: ${payment.companyName}`;
  return answerPage(c, place.frame(c, page), { title, status: form ? 422 : 200 });
}
