import { BOOKS_CURRENCY } from '../ledger/booking.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { OrderHead } from '../ordering/order-lines.queries.ts';
import type { OrderConfirmation, Proforma, TaxInvoice } from './document.ts';
import type { DocumentLine, DocumentTotals } from './document-lines.ts';
import type { PaperNamed } from './document-parties.ts';
import { linesOnTurnover } from './lines-on-turnover.ts';
import type { PaperParties } from './paper-parties.queries.ts';

/** An order as far as papers about it say it. */
export type OrderOnPaper = Pick<
  OrderHead,
  | 'number'
  | 'placedAt'
  | 'purchaseNumber'
  | 'siteName'
  | 'siteAddress'
  | 'payment'
  | 'dueOn'
  | 'note'
>;

/** Between whom, by what agreement, on which day, made out by whom. */
type Issued = {
  parties: Pick<PaperParties, 'seller' | 'buyer' | 'agreement'>;
  issuedOn: string;
  issuedByName: string;
};

type Lined = { lines: DocumentLine[]; totals: DocumentTotals };

/** What every document says of itself before it has a number. */
export const headOnPaper = ({ parties, issuedOn, issuedByName }: Issued) =>
  ({
    contentVersion: 1,
    // Known only when the document is issued.
    number: '',
    currency: BOOKS_CURRENCY,
    ...{ seller: parties.seller, buyer: parties.buyer, issuedOn, issuedByName },
  }) as const;

/** What a document about an order says of it. */
export const saleOnPaper = (order: OrderOnPaper, { agreement }: Issued['parties']) => ({
  order: { number: order.number, issuedOn: tradingDay(order.placedAt) },
  purchaseNumber: order.purchaseNumber,
  agreement,
  deliverTo:
    order.siteName === null ? null : { name: order.siteName, address: order.siteAddress ?? '' },
  payment: order.payment,
  dueOn: order.dueOn,
  note: order.note,
});

/** What confirms an order: its lines and terms, as they were when it was placed. */
export const confirmationOf = (
  order: OrderOnPaper & Pick<OrderHead, 'reservedUntil' | 'instalments'>,
  lined: Lined,
  issued: Issued,
): OrderConfirmation => ({
  kind: 'order-confirmation',
  ...{ ...headOnPaper(issued), ...saleOnPaper(order, issued.parties), ...lined },
  reservedUntil: order.reservedUntil?.toISOString() ?? null,
  instalments: order.instalments.map(({ shareBp, dueAfter, days, dueMinor }) => ({
    ...{ shareBp, dueAfter, days, dueMinor },
  })),
});

/** Code of the purpose of payment for goods (NBK resolution 203). */
const KNP_GOODS = '710';

/** What an order is paid by: how much of it, until when. Minor units. */
export const proformaOf = (
  order: OrderOnPaper,
  lined: Lined,
  issued: Issued & { toPayMinor: number; dueOn: string | null },
): Proforma => ({
  kind: 'proforma',
  ...{ ...headOnPaper(issued), ...saleOnPaper(order, issued.parties), ...lined },
  ...{ dueOn: issued.dueOn, toPayMinor: issued.toPayMinor, knp: KNP_GOODS },
});

/** The number is given when it is issued. */
const NO_NUMBER = '0';

/**
 * The tax invoice for goods of an order that were handed over on a day, with the
 * VAT of that day (R14): lines as they were agreed, divided anew where the rate
 * has changed.
 */
export function taxInvoiceOf(
  order: OrderOnPaper,
  agreed: readonly DocumentLine[],
  issued: Issued & {
    turnoverOn: string;
    rateBp: number;
    releasedByName: string | null;
    deliveryNote: PaperNamed | null;
    authority: PaperNamed | null;
  },
): TaxInvoice {
  const { turnoverOn, rateBp, releasedByName, deliveryNote, authority, parties } = issued;
  const { seller, buyer } = parties;
  return {
    kind: 'tax-invoice',
    ...{ ...headOnPaper(issued), ...saleOnPaper(order, parties), note: '' },
    ...{ ...linesOnTurnover(agreed, rateBp), turnoverOn, releasedByName },
    ...{ deliveryNote, authority },
    eInvoice: {
      number: NO_NUMBER,
      ...{ sellerCategories: [], buyerCategories: [], countryCode: 'KZ', publicOffice: null },
      consignor: {
        ...{ name: seller.name, bin: seller.bin },
        address: `${seller.branch.name.ru}, ${seller.branch.address}`,
      },
      consignee: {
        ...{ name: buyer.name, bin: buyer.bin },
        address: order.siteAddress ?? buyer.address ?? '',
      },
      ...{ transportCode: null, deliveryConditionCode: null },
    },
  };
}
