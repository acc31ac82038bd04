import type { Unit } from '../platform/db/schema.ts';
import type { PricedCartLine } from './cart.ts';

/** A line as it was when its cart was sent for approval, or when an approver left less of it. */
export type AskedLine = {
  /** Of the cart; absent in what was asked before approvers could change anything. */
  lineId?: string;
  /** How many bars there are follows from a cut list. */
  isCut?: boolean;
  /** Its company never bought it before, and a rule asked for that. */
  isNew?: boolean;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  quantityMilli: number;
  unit: Unit;
  weightG: number;
  /** With what is done to it, with VAT. */
  grossMinor: number;
};

/** A priced line as a question to approvers keeps it, with what its company never bought, where that was asked for. */
export const askedLineOf = (line: PricedCartLine, newProducts: readonly string[]): AskedLine => ({
  lineId: line.id,
  isCut: line.cutting !== null,
  isNew: newProducts.includes(line.productId),
  sku: line.sku,
  nameEn: line.nameEn,
  nameRu: line.nameRu,
  nameKk: line.nameKk,
  quantityMilli: line.quantityMilli,
  unit: line.unit,
  weightG: line.weightG,
  grossMinor: line.services.reduce(
    (sum, service) => sum + service.grossMinor,
    line.price?.grossMinor ?? 0,
  ),
});

/** A line of which less was left, and what was left of it; nothing where it was struck. */
export type LineLessened = { was: AskedLine; left: AskedLine | undefined };

/** The lines of which an approver left less, in the order of the cart. */
export function lessenedOf(
  was: readonly AskedLine[],
  now: readonly AskedLine[],
): readonly LineLessened[] {
  return was
    .map((line) => ({ was: line, left: now.find(({ lineId }) => lineId === line.lineId) }))
    .filter(({ was: before, left }) => left?.quantityMilli !== before.quantityMilli);
}

/** A line of which less was left, as the history of an order tells it; nothing of it: zero. Thousandths of the unit. */
export type LessTold = {
  nameEn: string;
  nameRu: string;
  nameKk: string;
  unit: Unit;
  wasMilli: number;
  leftMilli: number;
};

/** How the lines of which less was left are told. */
export const tellLess = (was: readonly AskedLine[], now: readonly AskedLine[]): LessTold[] =>
  lessenedOf(was, now).map(({ was: { nameEn, nameRu, nameKk, unit, quantityMilli }, left }) => ({
    ...{ nameEn, nameRu, nameKk, unit, wasMilli: quantityMilli },
    leftMilli: left?.quantityMilli ?? 0,
  }));

/** What an event of such a change told; nothing where it is another event. */
export function lessToldIn(facts: unknown): readonly LessTold[] {
  const told: unknown = new Map(Object.entries(facts ?? {})).get('lessened');
  return Array.isArray(told) ? told.filter(isLessTold) : [];
}

const isLessTold = (one: unknown): one is LessTold =>
  typeof one === 'object' && one !== null && 'wasMilli' in one && 'leftMilli' in one;
