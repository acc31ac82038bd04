import type { DocumentKind } from '../platform/db/schema.ts';

/** What documents there are, in the order in which people look for them. */
export const documentKinds = [
  'proforma',
  'order-confirmation',
  'tax-invoice',
  'credit-note',
  'delivery-note',
  'waybill',
  'weigh-ticket',
  'receipt',
  'reconciliation',
] as const satisfies readonly DocumentKind[];

/** A kind of document is a series of its own: «СФ-2026-000301» is the 301st invoice of that year. */
export const prefixes: Readonly<Record<DocumentKind, string>> = {
  proforma: 'С',
  'order-confirmation': 'ПЗ',
  'tax-invoice': 'СФ',
  'credit-note': 'КС',
  receipt: 'КВ',
  reconciliation: 'АС',
  'delivery-note': 'НК',
  waybill: 'ТТН',
  'weigh-ticket': 'ВТ',
};

/** The papers that go with a vehicle and speak of weights alone: whoever sees its order may read them, and they come to no sum. */
export const weightPapers = ['waybill', 'weigh-ticket'] as const satisfies readonly DocumentKind[];

/** Whether a document speaks of weights alone. */
export const isWeightPaper = (kind: DocumentKind): boolean =>
  weightPapers.some((one) => one === kind);

/** The register of electronic invoices wants digits only, never used twice by us: this one tells the two series apart. */
export const registerDigits: Readonly<Partial<Record<DocumentKind, string>>> = {
  'tax-invoice': '1',
  'credit-note': '2',
};
