import { findCompany } from '../customers/customers.queries.ts';
import { BOOKS_CURRENCY } from '../ledger/booking.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { allocateChosen, allocateProRata } from './allocation.ts';
import { type LockedLine, lockBankLine, settleLine } from './bank-line.queries.ts';
import { listOpenItems } from './open-item.queries.ts';
import type { ShareOut } from './pay-orders.ts';
import { receivePayment } from './receive-payment.ts';

/** How money of a line is shared out among what its company has to pay; the rest is the company's balance. Minor units. */
export type LineShare =
  | { way: 'oldest-first' | 'pro-rata' | 'balance' }
  | { way: 'chosen'; orders: readonly { orderId: string; amountMinor: number }[] };

/** Whose money a line is, and what it pays. */
export type LineBooking = { lineId: string; companyId: string; share: LineShare; at: Date };

/**
 * Books money that came to our account as a payment of a company, for orders of
 * it or for its balance (K4, R12): an accountant has said whose it is. Of two
 * who say so at once one wins and the other is told who did what; the same
 * person's second click changes nothing. An amount beyond what is due of an order
 * now, or beyond the line, is refused whole. Locks line, account, orders.
 */
export async function bookBankLine(tx: Tx, clerk: Staff, booking: LineBooking): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  await bookLine(tx, clerk.personId, booking);
}

/** The same by the word of somebody who was asked before. Returns whether it booked anything. */
export async function bookLine(tx: Tx, personId: string, booking: LineBooking): Promise<boolean> {
  const { lineId, companyId, share, at } = booking;
  const line = await lockBankLine(tx, lineId);
  if (line?.direction !== 'in') throw new NotFound('bank line', lineId);
  if (line.state === 'booked' && line.companyId === companyId && line.settledBy === personId) {
    return false;
  }
  refuseSettled(line);
  if (line.currency !== BOOKS_CURRENCY) {
    throw new Refusal({ code: 'bank-line-currency', currency: line.currency });
  }
  if (!(await findCompany(tx, companyId))) throw new NotFound('company', companyId);
  const { paymentId } = await receivePayment(tx, {
    ...{ method: 'transfer', reference: referenceOf(line), companyId },
    ...{ amountMinor: line.amountMinor, personId, channel: null, at },
    ...{ payer: line.partyName, purpose: line.purpose, receivedOn: line.bookedOn },
    orderIds: await ordersOf(tx, companyId, share),
    ...shareOutOf(share),
  });
  await settleLine(
    tx,
    { id: lineId, personId, at },
    { state: 'booked', companyId, paymentId, refundId: null },
  );
  return true;
}

/** Refuses what somebody else has settled meanwhile, saying who did what. */
export function refuseSettled({ state, settledByName, companyName }: LockedLine): void {
  if (state === 'waits') return;
  const who = { by: settledByName ?? '', company: companyName ?? '' };
  throw new Refusal({ code: 'bank-line-settled', state, ...who });
}

/** The payment of a line for ever; one that was taken back makes room for another. */
const referenceOf = ({ account, fingerprint, timesReversed }: LockedLine): string =>
  [account, fingerprint, ...(timesReversed > 0 ? [timesReversed + 1] : [])].join('/');

async function ordersOf(tx: Tx, companyId: string, share: LineShare): Promise<string[]> {
  if (share.way === 'balance') return [];
  if (share.way === 'chosen') return share.orders.map(({ orderId }) => orderId);
  const items = await listOpenItems(tx, { companyId });
  return items.map(({ id }) => id);
}

function shareOutOf(share: LineShare): { shareOut?: ShareOut } {
  if (share.way === 'pro-rata') {
    return { shareOut: (account) => allocateProRata(account).allocations };
  }
  if (share.way !== 'chosen') return {};
  return {
    shareOut: (account) => {
      const paymentId = account.payments[0]?.id ?? '';
      const choices = share.orders.map(({ orderId: itemId, amountMinor }) => ({
        ...{ paymentId, itemId, amountMinor },
      }));
      const shared = allocateChosen(account, choices);
      if (!shared.ok) throw new Refusal({ code: 'bank-share-wrong', problem: shared.problem });
      return shared.allocations;
    },
  };
}
