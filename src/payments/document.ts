import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Language } from '../platform/db/schema.ts';
import {
  type Amounts,
  type DocumentLine,
  type DocumentTotals,
  totalsOf,
} from './document-lines.ts';
import { Consignment, head, lined, sale } from './document-head.ts';
import { Day, PaperNamed } from './document-parties.ts';
import { GoodsLabels } from './goods-labels.ts';
import {
  deliveryNoteAddsUp,
  DeliveryNote,
  Waybill,
  waybillAddsUp,
  WeighTicketPaper,
  weighTicketAddsUp,
} from './goods-documents.ts';

/** The invoice to pay by (счёт на оплату), with a sample of the payment order. */
const Proforma = z.object({
  kind: z.literal('proforma'),
  ...{ ...head, ...sale, ...lined },
  /** What is asked for by it: the total, or an instalment of it. Minor units. */
  toPayMinor: z.int().positive(),
  /** Code of the purpose of payment (КНП): 710 for goods. */
  knp: z.string().regex(/^\d{3}$/),
});

/** What was ordered on what terms (подтверждение заказа). */
const OrderConfirmation = z.object({
  kind: z.literal('order-confirmation'),
  ...{ ...head, ...sale, ...lined },
  /** Until when the metal is held; null: it is not. */
  reservedUntil: z.iso.datetime().nullable(),
  instalments: z.array(
    z.object({
      /** Null where it is a fixed amount, or the rest. */
      shareBp: z.int().positive().nullable(),
      dueAfter: z.enum(['order', 'ready', 'shipment']),
      days: z.int().nonnegative(),
      dueMinor: z.int(),
    }),
  ),
});

/** What the electronic invoice (ЭСФ) asks beyond the sale itself; letters are sections of its form. */
const EInvoice = z.object({
  /** A: our own number in the register, digits only and never used twice. */
  number: z.string().regex(/^\d{1,30}$/),
  /** B 10: EXPORTER, COMMITTENT and so on; mostly none. */
  sellerCategories: z.array(z.string().regex(/^[A-Z_]+$/)),
  /** C 20: RETAIL, INDIVIDUAL, NONRESIDENT and so on; mostly none. */
  buyerCategories: z.array(z.string().regex(/^[A-Z_]+$/)),
  countryCode: z.string().regex(/^[A-Z]{2}$/),
  /** C1: what a state body pays from. */
  publicOffice: z
    .object({
      iik: z.string(),
      bik: z.string(),
      productCode: z.string(),
      payPurpose: z.string(),
    })
    .nullable(),
  /** D */
  consignor: Consignment,
  consignee: Consignment,
  /** E 29 and 31.1, by the codes of the form. */
  transportCode: z.string().nullable(),
  deliveryConditionCode: z.string().nullable(),
});

/** What both the tax invoice and what corrects it say. */
const taxed = {
  ...{ ...head, ...sale, ...lined },
  /** The day of shipment, by which the rate of VAT is found (R14). */
  turnoverOn: Day,
  /** The delivery note by which the goods were handed over (F 32). */
  deliveryNote: PaperNamed.nullable(),
  /** The power of attorney on which they were collected (E 30). */
  authority: PaperNamed.nullable(),
  /** Who let the goods out. */
  releasedByName: z.string().nullable(),
  eInvoice: EInvoice,
};

/** The tax document of one shipment (счёт-фактура). */
const TaxInvoice = z.object({ kind: z.literal('tax-invoice'), ...taxed });

/**
 * A document that changes what an invoice said: `corrected` (исправленный) says
 * anew what stands instead of it, `additional` (дополнительный) says by how much
 * its lines change, mostly less.
 */
const CreditNote = z.object({
  kind: z.literal('credit-note'),
  ...taxed,
  mode: z.enum(['corrected', 'additional']),
  reason: z.string(),
  invoice: z.object({
    number: z.string(),
    issuedOn: Day,
    eInvoiceNumber: z.string().regex(/^\d{1,30}$/),
    /** As the tax office registered it; null while that is not known. */
    registrationNumber: z.string().nullable(),
    netMinor: z.int(),
    vatMinor: z.int(),
    grossMinor: z.int(),
  }),
});

/** Money that was taken at the counter (квитанция). */
const Receipt = z.object({
  kind: z.literal('receipt'),
  ...head,
  takenAt: z.iso.datetime(),
  /** Whose hand gave it; empty where nobody asked. */
  payerName: z.string(),
  tenders: z
    .array(
      z.object({
        method: z.enum(['cash', 'card', 'transfer', 'qr']),
        amountMinor: z.int().positive(),
        /** Slip, terminal or transfer; empty for cash. */
        reference: z.string(),
      }),
    )
    .min(1),
  /** Given back in cash. */
  changeMinor: z.int().nonnegative(),
  /** What it counts for, and what lies in the till beyond that or is missing, since cash is whole tenge. */
  receivedMinor: z.int(),
  roundingMinor: z.int(),
  /** What it pays; what is left over stays on the buyer's account. */
  settles: z.array(
    z.object({
      kind: z.enum(['order', 'proforma', 'tax-invoice']),
      ...PaperNamed.shape,
      amountMinor: z.int(),
    }),
  ),
  /** The VAT in the sum where it is one of a sale; null where that is not known yet. */
  vat: z.object({ vatRateBp: z.int(), vatMinor: z.int() }).nullable(),
});

/** Both sides' agreed statement of the account over some days (акт сверки). Positive balances are owed to us. */
const ReconciliationAct = z.object({
  kind: z.literal('reconciliation'),
  ...head,
  fromDay: Day,
  untilDay: Day,
  agreement: PaperNamed.nullable(),
  openingMinor: z.int(),
  /** The opening balance of the buyer's books, from our side too; null where he has not stated it. */
  theirOpeningMinor: z.int().nullable(),
  entries: z.array(
    z.object({
      onDay: Day,
      kind: z.enum(['goods', 'tax-invoice', 'credit-note', 'payment', 'refund', 'other']),
      /** Of the paper, of the order whose goods they are, of the transfer; empty where it has none. */
      number: z.string(),
      debitMinor: z.int().nonnegative(),
      creditMinor: z.int().nonnegative(),
      /** What the buyer's books say of it; null where he has not answered, and the place stays free for his hand. */
      theirs: z
        .object({
          debitMinor: z.int().nonnegative(),
          creditMinor: z.int().nonnegative(),
          note: z.string(),
        })
        .nullable(),
    }),
  ),
  debitMinor: z.int(),
  creditMinor: z.int(),
  closingMinor: z.int(),
  buyerSignatoryName: z.string().nullable(),
});

export type Proforma = z.infer<typeof Proforma>;
export type OrderConfirmation = z.infer<typeof OrderConfirmation>;
export type TaxInvoice = z.infer<typeof TaxInvoice>;
export type CreditNote = z.infer<typeof CreditNote>;
export type Receipt = z.infer<typeof Receipt>;
export type ReconciliationAct = z.infer<typeof ReconciliationAct>;

const Content = z.discriminatedUnion('kind', [
  Proforma.refine(linesAddUp),
  OrderConfirmation.refine(linesAddUp),
  TaxInvoice.refine(linesAddUp),
  CreditNote.refine(linesAddUp),
  Receipt.refine(tendersAddUp),
  ReconciliationAct.refine(entriesAddUp),
  DeliveryNote.refine((note) => linesAddUp(note) && deliveryNoteAddsUp(note)),
  Waybill.refine(waybillAddsUp),
  WeighTicketPaper.refine(weighTicketAddsUp),
]);

/**
 * Everything that a document says, frozen on the day it was issued (R40): it is
 * stored as it stands and printed from alone, in any language. Minor units,
 * grams, millimetres, basis points.
 */
export type DocumentContent = z.infer<typeof Content>;

const Printable = z.union([Content, GoodsLabels]);

/** What is printed: a document as it was frozen, or the labels of what lies on a vehicle. */
export type Printable = z.infer<typeof Printable>;

/** That a document is void, when and why, to be printed over a copy of it. */
export const Voided = z.object({ at: z.iso.datetime(), byName: z.string(), reason: z.string() });
export type Voided = z.infer<typeof Voided>;

/** Prints a document in a language: the bytes of a PDF, the same each time. What is void says so across each page of the copy. */
export type PrintDocument = (
  content: Printable,
  language: Language,
  voided?: Voided,
) => Promise<Uint8Array>;

/** Reads what is to be printed; `undefined` for what does not add up. */
export const readPrintable = (asked: unknown): Printable | undefined =>
  Printable.safeParse(asked).data;

/**
 * Reads a stored content; `undefined` for a format unknown and for a content that
 * does not add up, which is never printed. Sums are added up again, but no amount
 * is reckoned anew, so that a later rule of rounding cannot disown an old paper.
 */
export function readDocument(stored: unknown): DocumentContent | undefined {
  return Content.safeParse(stored).data;
}

const isWhole = ({ netMinor, vatMinor, grossMinor }: Amounts) => netMinor + vatMinor === grossMinor;

function linesAddUp({ lines, totals }: { lines: DocumentLine[]; totals: DocumentTotals }): boolean {
  const positions = new Set(lines.map((line) => line.position));
  const isInPlace = ({ position, ofPosition }: DocumentLine) =>
    ofPosition === null || (ofPosition !== position && positions.has(ofPosition));
  return (
    positions.size === lines.length &&
    lines.every(isWhole) &&
    lines.every(isInPlace) &&
    isDeepStrictEqual(totalsOf(lines), totals)
  );
}

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);

function tendersAddUp(receipt: Receipt): boolean {
  const { tenders, changeMinor, receivedMinor, roundingMinor, settles } = receipt;
  const tenderedMinor = sum(tenders.map(({ amountMinor }) => amountMinor));
  const settledMinor = sum(settles.map(({ amountMinor }) => amountMinor));
  const laidMinor = receivedMinor + roundingMinor;
  return tenderedMinor - changeMinor === laidMinor && settledMinor <= receivedMinor;
}

function entriesAddUp(act: ReconciliationAct): boolean {
  const { openingMinor, entries, debitMinor, creditMinor, closingMinor } = act;
  return (
    sum(entries.map((entry) => entry.debitMinor)) === debitMinor &&
    sum(entries.map((entry) => entry.creditMinor)) === creditMinor &&
    openingMinor + debitMinor - creditMinor === closingMinor
  );
}
