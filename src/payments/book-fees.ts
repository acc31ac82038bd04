import { feeEntries } from '../ledger/booking.ts';
import { book } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import type { CardPayments } from '../platform/gateways/card-payments.ts';
import { listWithoutFee } from './payments.queries.ts';

/** Fees are known a while after the payment; so long they are asked for. */
const ASKED_FOR_MS = 3 * 86_400_000;

/** Books what the provider kept of payments by card, once for each, as soon as it says so. */
export async function bookFees(db: Db, cards: CardPayments, at: Date): Promise<void> {
  const since = new Date(at.getTime() - ASKED_FOR_MS);
  for (const { id, reference, companyId } of await listWithoutFee(db, since)) {
    const { feeMinor } = await cards.readPayment(reference);
    if (feeMinor === undefined || feeMinor === 0) continue;
    await transact(db, (tx) =>
      book(tx, {
        ...{ kind: 'payment-fee', reference: id, companyId, orderId: null },
        entries: feeEntries(feeMinor),
        ...{ at, effectiveOn: tradingDay(at), personId: null, channel: null },
      }),
    );
  }
}
