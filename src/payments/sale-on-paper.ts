import { tradingDay } from '../measures/calendar.ts';
import type { OrderHead } from '../ordering/order-lines.queries.ts';
import { BOOKS_CURRENCY } from '../ledger/booking.ts';
import type { PaperParties } from './paper-parties.queries.ts';

/** What every document says of itself before it has a number. */
export const headOnPaper = (
  parties: Pick<PaperParties, 'seller' | 'buyer'>,
  of: { issuedOn: string; issuedByName: string },
) =>
  ({
    contentVersion: 1,
    // Known only when the document is issued.
    number: '',
    currency: BOOKS_CURRENCY,
    seller: parties.seller,
    buyer: parties.buyer,
    ...of,
  }) as const;

/** What a document about an order says of it. */
export const saleOnPaper = (order: OrderHead, { agreement }: Pick<PaperParties, 'agreement'>) => ({
  order: { number: order.number, issuedOn: tradingDay(order.placedAt) },
  purchaseNumber: order.purchaseNumber,
  agreement,
  deliverTo:
    order.siteName === null ? null : { name: order.siteName, address: order.siteAddress ?? '' },
  payment: order.payment,
  dueOn: order.dueOn,
  note: order.note,
});
