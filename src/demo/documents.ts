import type { Insertable } from 'kysely';
import { addDays, businessHoursAfter, tradingDay } from '../measures/calendar.ts';
import {
  confirmationOf,
  type OrderOnPaper,
  proformaOf,
  taxInvoiceOf,
} from '../payments/sale-on-paper.ts';
import type { DocumentContent } from '../payments/document.ts';
import { linesOfOrder, type LineOrdered } from '../payments/lines-of-order.ts';
import { prefixes, registerDigits } from '../payments/document-series.ts';
import type { DB, DocumentKind, Language } from '../platform/db/schema.ts';
import { readDerivation } from '../pricing/derivation.ts';
import type { DemoAgreement } from './agreements.ts';
import type { DemoBooks } from './books.ts';
import { demoCustomsOf } from './customs.ts';
import type { DemoOrder } from './orders.ts';
import type { Random } from './random.ts';
import { sellerAt } from './seller.ts';
import type { Staff } from './staff.ts';
import { vatRateOn } from './vat-rates.ts';

type Row = Insertable<DB['document']>;

/** The documents of the demo world, and where each series goes on counting. */
export type DemoDocuments = {
  rows: readonly Row[];
  counters: readonly Insertable<DB['documentCounter']>[];
};

/** Of older orders the invoices alone are kept: what else was issued for them nobody looks for. */
const PAPERS_DAYS = 60;
/** So soon after an order its papers are there. */
const PAPERS_AFTER_MS = 60_000;
/** As `placeOrder` does: an unpaid order holds its stock for so many business hours (R18). */
const HOLD_BUSINESS_HOURS = 24;

/** A document before it has a number. */
type Draft = { id: string; cause: string; order: DemoOrder; content: DocumentContent; at: Date };

/**
 * Every invoice that the books know, and confirmation and proforma of the orders of
 * the last weeks, numbered as the shop would have in the order of time.
 */
export function makeDocuments(
  random: Random,
  given: {
    orders: readonly DemoOrder[];
    books: DemoBooks;
    agreements: ReadonlyMap<string, readonly DemoAgreement[]>;
    staff: Staff;
    /** Under which heading each product is sold. */
    categoryOf: ReadonlyMap<string, string>;
    at: Date;
  },
): DemoDocuments {
  const { orders, books, agreements, staff, categoryOf, at } = given;
  const since = addDays(tradingDay(at), -PAPERS_DAYS);
  const names = new Map(staff.people.map(({ id, name }) => [id, name]));
  const drafts = orders.flatMap((order): Draft[] => {
    const agreed = agreements.get(order.row.companyId) ?? [];
    const paper = paperOf(order, { agreements: agreed, names, categoryOf });
    const invoice = books.invoices.get(order.row.id);
    return [
      ...(order.draft.day >= since ? papersOf(random, order, paper, at) : []),
      ...(invoice ? [invoiceOf(order, paper, invoice)] : []),
    ];
  });
  return numbered(drafts);
}

/** How an order is put on paper: between whom, with which lines. */
type Paper = ReturnType<typeof paperOf>;

function paperOf(
  { row, lines, draft }: DemoOrder,
  of: {
    agreements: readonly DemoAgreement[];
    names: ReadonlyMap<string, string>;
    categoryOf: ReadonlyMap<string, string>;
  },
) {
  const { company, siteId } = draft;
  const { name, bin, address = null, phone = null, managerId } = company.row;
  const site = company.sites.find(({ id }) => id === siteId);
  const agreed = of.agreements.find((one) => one.row.id === row.agreementId);
  const first = of.agreements.find((one) => one.row.number === agreed?.row.number);
  const order: OrderOnPaper = {
    ...{ number: row.number, placedAt: row.placedAt, payment: row.payment },
    ...{ dueOn: row.dueOn ?? null, purchaseNumber: row.purchaseNumber ?? '', note: '' },
    ...{ siteName: site?.name ?? null, siteAddress: site?.address ?? null },
  };
  const parties = {
    seller: sellerAt(row.branchCode),
    buyer: { name, bin, address, phone },
    agreement: agreed ? { number: agreed.row.number, issuedOn: first?.from ?? null } : null,
  };
  const issuedByName = of.names.get(managerId ?? '') ?? parties.seller.directorName;
  const customs = new Map(
    lines.map(({ position, productId }) => [
      position,
      demoCustomsOf(of.categoryOf.get(productId) ?? ''),
    ]),
  );
  const lined = linesOfOrder(lines.map(asOrdered), ({ position }) => customs.get(position) ?? null);
  return { order, parties, issuedByName, lined };
}

/** A line as it was written, read back. */
function asOrdered(line: DemoOrder['lines'][number]): LineOrdered {
  return {
    ...{ position: line.position, sku: line.sku, ownCode: line.ownCode ?? null },
    ...{ nameEn: line.nameEn, nameRu: line.nameRu, nameKk: line.nameKk },
    ...{ quantityMilli: Number(line.quantityMilli), unit: line.unit, pieces: line.pieces ?? null },
    ...{ lengthMm: line.lengthMm ?? null, weightG: line.weightG, saleBasis: line.saleBasis },
    ...{ pricePerTonneMinor: Number(line.pricePerTonneMinor), vatRateBp: line.vatRateBp },
    ...{ netMinor: Number(line.netMinor), vatMinor: Number(line.vatMinor) },
    ...{ grossMinor: Number(line.grossMinor), services: [] },
    derivation: readDerivation(line.derivation),
  };
}

/** What is issued when an order is placed. */
function papersOf(random: Random, order: DemoOrder, paper: Paper, now: Date): Draft[] {
  const { row } = order;
  const at = new Date(row.placedAt.getTime() + PAPERS_AFTER_MS);
  if (row.stage === 'cancelled' || at > now) return [];
  const isPrepaid = row.payment === 'prepaid';
  const reservedUntil = isPrepaid ? businessHoursAfter(row.placedAt, HOLD_BUSINESS_HOURS) : null;
  const issued = { ...paper, issuedOn: tradingDay(at) };
  const confirmed = { ...paper.order, reservedUntil, instalments: [] };
  const confirmation = confirmationOf(confirmed, paper.lined, issued);
  const drafts: Draft[] = [{ id: random.id(at), cause: row.id, order, content: confirmation, at }];
  if (!reservedUntil) return drafts;
  const dueOn = tradingDay(reservedUntil);
  const toPayMinor = row.grossMinor;
  const proforma = proformaOf(paper.order, paper.lined, { ...issued, toPayMinor, dueOn });
  const cause = [row.id, toPayMinor, dueOn].join('/');
  return [...drafts, { id: random.id(at), cause, order, content: proforma, at }];
}

function invoiceOf(
  order: DemoOrder,
  paper: Paper,
  invoice: { id: string; turnoverOn: string; at: Date },
): Draft {
  const { id, turnoverOn, at } = invoice;
  const { lines } = paper.lined;
  const content = taxInvoiceOf(paper.order, lines, {
    ...{ ...paper, issuedOn: tradingDay(at), turnoverOn, rateBp: vatRateOn(turnoverOn) },
    ...{ releasedByName: null, deliveryNote: null, authority: null },
  });
  return { id, cause: order.row.id, order, content, at };
}

function numbered(drafts: readonly Draft[]): DemoDocuments {
  const last = new Map<string, { series: DocumentKind; year: number; lastNumber: number }>();
  const inTime = drafts.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const rows = inTime.map((draft) => {
    const { kind } = draft.content;
    const year = Number(draft.content.issuedOn.slice(0, 4));
    const counter = last.get(`${kind} ${year}`) ?? { series: kind, year, lastNumber: 0 };
    counter.lastNumber += 1;
    last.set(`${kind} ${year}`, counter);
    return rowOf(draft, { year, serial: counter.lastNumber });
  });
  return { rows, counters: [...last.values()] };
}

function rowOf(
  { id, cause, order, content, at }: Draft,
  of: { year: number; serial: number },
): Row {
  if (!('totals' in content)) throw new Error(`a ${content.kind} has no totals`);
  const { kind, contentVersion, issuedOn, currency, totals } = content;
  const digits = String(of.serial).padStart(6, '0');
  const number = `${prefixes[kind]}-${of.year}-${digits}`;
  const language: Language = order.draft.company.row.language ?? 'ru';
  const registered = `${of.year}${registerDigits[kind] ?? ''}${digits}`;
  const eInvoice = 'eInvoice' in content ? { ...content.eInvoice, number: registered } : undefined;
  return {
    ...{ id, kind, ...of, number, cause, companyId: order.row.companyId, orderId: order.row.id },
    content: { ...content, number, ...(eInvoice && { eInvoice }) },
    ...{ contentVersion, language, issuedAt: at, issuedOn, currency, state: 'issued' },
    turnoverOn: 'turnoverOn' in content ? content.turnoverOn : null,
    ...{ netMinor: totals.netMinor, vatMinor: totals.vatMinor, grossMinor: totals.grossMinor },
  };
}
