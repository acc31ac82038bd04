import { splitGross } from '../measures/money.ts';
import {
  type Amounts,
  type DocumentLine,
  type DocumentTotals,
  totalsOf,
} from './document-lines.ts';

/** A line of an invoice as a credit note sees it: the metal with what was given back for its remnants, or a service. */
export type Creditable = {
  /** Of the line in the invoice. */
  position: number;
  line: DocumentLine;
  /** What the invoice says of it, and what credit notes have left of that. Minor units. */
  invoiced: Amounts;
  left: Amounts;
};

/**
 * What of an invoice can still be credited, line by line: what it says, less the
 * credit notes that stand. Remnants belong to the metal that they were taken off.
 */
export function creditableOf(
  invoice: readonly DocumentLine[],
  notes: readonly (readonly DocumentLine[])[],
): Creditable[] {
  const credited = notes.flat();
  return invoice.filter(isOwn).map((line) => {
    const parts = [line, ...remnantsOf(line, invoice)];
    const positions = parts.map(({ position }) => position);
    const taken = credited.filter(
      ({ sourcePosition }) => sourcePosition !== null && positions.includes(sourcePosition),
    );
    const invoiced = sumOf(parts);
    return { position: line.position, line, invoiced, left: plus(invoiced, sumOf(taken)) };
  });
}

/**
 * What is to be credited of a line: its position in the invoice and how much with
 * VAT, minor units above nothing; and for how much of its goods, grams, where it is
 * not money alone.
 */
export type Asked = { position: number; grossMinor: number; weightG?: number | undefined };

/**
 * The lines of a credit note, below nothing, and their totals. A line that is
 * credited whole at once is the invoice's own line turned round, its weight too;
 * of a part, the VAT is split at the rate of the invoice, and the last part takes
 * what the others left, so that all of them together take back the invoice to the
 * tiyin. Gives the line of which more is asked than is left.
 */
export function creditLines(
  invoice: readonly DocumentLine[],
  creditable: readonly Creditable[],
  asked: readonly Asked[],
): { ok: true; lines: DocumentLine[]; totals: DocumentTotals } | { ok: false; beyond: Creditable } {
  const lines: DocumentLine[] = [];
  for (const { position, grossMinor, weightG } of asked) {
    const of = creditable.find((one) => one.position === position);
    if (!of || grossMinor <= 0) continue;
    if (grossMinor > of.left.grossMinor) return { ok: false, beyond: of };
    const isWhole = grossMinor === of.invoiced.grossMinor;
    const parts = isWhole ? turnedRound(of.line, invoice) : [partOf(of, grossMinor, weightG)];
    const first = lines.length + 1;
    for (const part of parts) {
      const ofPosition = part.kind === 'remnants' && isWhole ? first : null;
      lines.push({ ...part, position: lines.length + 1, ofPosition });
    }
  }
  return { ok: true, lines, totals: totalsOf(lines) };
}

/** Remnants are no line of their own: they are taken off the price of their metal. */
const isOwn = ({ kind, ofPosition }: DocumentLine) => kind !== 'remnants' || ofPosition === null;

const remnantsOf = (line: DocumentLine, invoice: readonly DocumentLine[]) =>
  invoice.filter((other) => !isOwn(other) && other.ofPosition === line.position);

const turnedRound = (line: DocumentLine, invoice: readonly DocumentLine[]): DocumentLine[] =>
  [line, ...remnantsOf(line, invoice)].map((one) => ({
    ...one,
    sourcePosition: one.position,
    ordered: one.ordered && { ...one.ordered, amountMilli: minus(one.ordered.amountMilli) },
    pieces: one.pieces === null ? null : minus(one.pieces),
    weightG: one.weightG === null ? null : minus(one.weightG),
    charge: chargeTurnedRound(one.charge),
    netMinor: minus(one.netMinor),
    vatMinor: minus(one.vatMinor),
    grossMinor: minus(one.grossMinor),
  }));

function chargeTurnedRound(charge: DocumentLine['charge']): DocumentLine['charge'] {
  switch (charge.by) {
    case 'weight':
      return { ...charge, weightG: minus(charge.weightG) };
    case 'count':
      return { ...charge, quantityMilli: minus(charge.quantityMilli) };
    case 'sum':
      return { ...charge, amountMinor: minus(charge.amountMinor) };
  }
}

/** Money off a line, for goods of it that are named by their weight, or for none. */
function partOf({ line, left }: Creditable, grossMinor: number, weightG = 0): DocumentLine {
  const isRest = grossMinor === left.grossMinor;
  const { netMinor, vatMinor } = isRest ? left : splitGross({ grossMinor, rateBp: line.vatRateBp });
  return {
    ...line,
    ...{ ordered: null, pieces: null, lengthMm: null },
    ...(weightG === 0
      ? { weightG: null, saleBasis: null }
      : { weightG: minus(weightG), saleBasis: line.saleBasis }),
    sourcePosition: line.position,
    charge: { by: 'sum', amountMinor: minus(grossMinor), includesVat: true },
    ...{ netMinor: minus(netMinor), vatMinor: minus(vatMinor), grossMinor: minus(grossMinor) },
  };
}

/** Never a minus before nothing, which would be another nothing than the stored one. */
const minus = (amount: number) => 0 - amount;

const plus = (one: Amounts, other: Amounts): Amounts => ({
  netMinor: one.netMinor + other.netMinor,
  vatMinor: one.vatMinor + other.vatMinor,
  grossMinor: one.grossMinor + other.grossMinor,
});

const NOTHING: Amounts = { netMinor: 0, vatMinor: 0, grossMinor: 0 };

const sumOf = (lines: readonly Amounts[]): Amounts => lines.reduce<Amounts>(plus, NOTHING);
