import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Receipt } from './document.ts';
import { issueDocument } from './issue-document.ts';
import { findPaperParties } from './paper-parties.queries.ts';
import type { OrderToPay } from './payments.queries.ts';
import type { Received } from './receive-payment.ts';
import { headOnPaper } from './sale-on-paper.ts';
import type { Tenders } from './tenders.ts';

/** Money that was just taken over the counter, in the same transaction. Minor units. */
export type Taken = {
  /** Of the form; one receipt for each. */
  key: string;
  companyId: string;
  orderId: string | undefined;
  branchCode: string | null;
  tenders: Tenders;
  /** What the money was booked as, and what it pays. */
  received: readonly Pick<Received, 'paymentId' | 'allocations'>[];
  /** The orders that it may pay. */
  orders: readonly Pick<OrderToPay, 'id' | 'number' | 'placedAt'>[];
  slip: string;
  channel: Channel;
  at: Date;
};

/**
 * Issues the receipt for what was laid on the counter: each means, the change, what
 * the cash was rounded by, and what it pays. Once for a form. Returns its id;
 * `undefined` where nobody said yet who we are on paper: the money is taken all the same.
 */
export async function issueReceipt(
  tx: Tx,
  clerk: Staff,
  taken: Taken,
): Promise<string | undefined> {
  const { companyId, orderId = null, branchCode, channel, at, received } = taken;
  const issuedOn = tradingDay(at);
  const of = { companyId, orderId, branchCode, on: issuedOn };
  const parties = await findPaperParties(tx, of);
  if (!parties) return undefined;
  return issueDocument(tx, {
    ...{ cause: taken.key, companyId, orderId, paymentId: received[0]?.paymentId ?? null },
    content: {
      kind: 'receipt',
      ...headOnPaper({ parties, issuedOn, issuedByName: clerk.name }),
      ...{ takenAt: at.toISOString(), payerName: '', ...laidOf(taken) },
      settles: settledBy(taken),
      vat: null,
    },
    ...{ language: parties.language, personId: clerk.personId, channel, at },
  });
}

/** The orders that are paid by it, each with how much, by their numbers. */
function settledBy({ orders, received }: Taken): Receipt['settles'] {
  const allocations = received.flatMap((one) => one.allocations);
  const settled = orders.map(({ id, number, placedAt }) => {
    const own = allocations.filter(({ itemId }) => itemId === id);
    const amountMinor = own.reduce((sum, one) => sum + one.amountMinor, 0);
    return { kind: 'order' as const, number, issuedOn: tradingDay(placedAt), amountMinor };
  });
  return settled
    .filter(({ amountMinor }) => amountMinor > 0)
    .toSorted((one, other) => (one.number < other.number ? -1 : 1));
}

function laidOf({
  tenders: { terminalMinor, cash },
  slip,
}: Taken): Pick<Receipt, 'tenders' | 'changeMinor' | 'receivedMinor' | 'roundingMinor'> {
  const byCard = { method: 'card', amountMinor: terminalMinor, reference: slip } as const;
  const inCash = { method: 'cash', amountMinor: cash?.tenderedMinor ?? 0, reference: '' } as const;
  return {
    tenders: [byCard, inCash].filter(({ amountMinor }) => amountMinor > 0),
    changeMinor: cash?.changeMinor ?? 0,
    receivedMinor: terminalMinor + (cash?.amountMinor ?? 0),
    roundingMinor: cash?.roundingMinor ?? 0,
  };
}
