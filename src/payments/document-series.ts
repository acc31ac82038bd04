import type { DocumentKind } from '../platform/db/schema.ts';

/** What documents there are, in the order in which people look for them. */
export const documentKinds = [
  'proforma',
  'order-confirmation',
  'tax-invoice',
  'credit-note',
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
};

/** The register of electronic invoices wants digits only, never used twice by us: this one tells the two series apart. */
export const registerDigits: Readonly<Partial<Record<DocumentKind, string>>> = {
  'tax-invoice': '1',
  'credit-note': '2',
};

/** Latin letters that are typed where a number has Cyrillic ones that look the same. */
const lookAlikes: Readonly<Record<string, string>> = { A: 'А', B: 'В', C: 'С', K: 'К' };

/** A number, or a part of one, as people type it: in whatever case and letters. */
export const numberSought = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[ABCK]/g, (letter) => lookAlikes[letter] ?? letter);
