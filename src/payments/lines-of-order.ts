import type { OrderLine } from '../ordering/order-lines.queries.ts';
import type { Derivation } from '../pricing/derivation.ts';
import { askedByLists, fixedPriceInForce } from '../pricing/fixed-price.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import {
  type Amounts,
  type Charge,
  type DocumentLine,
  documentTotals,
  type DocumentTotals,
} from './document-lines.ts';
import { serviceName } from './service-name.ts';

/** A line of an order as far as documents about the order need it. */
export type LineOrdered = Pick<
  OrderLine,
  | 'position'
  | 'sku'
  | 'ownCode'
  | 'nameEn'
  | 'nameRu'
  | 'nameKk'
  | 'quantityMilli'
  | 'unit'
  | 'pieces'
  | 'lengthMm'
  | 'weightG'
  | 'saleBasis'
  | 'pricePerTonneMinor'
  | 'vatRateBp'
  | 'derivation'
  | 'services'
> &
  Amounts;

/** What the tax office asks of goods, by the line's place in the order. */
export type CustomsOf = (line: LineOrdered) => DocumentLine['customs'];

/**
 * The lines of a document about a whole order, each service below its metal,
 * numbered through, with their totals. The amounts come from the charges again
 * and are the order's to the tiyin.
 */
export function linesOfOrder(
  ordered: readonly LineOrdered[],
  customsOf: CustomsOf = () => null,
): { lines: DocumentLine[]; totals: DocumentTotals } {
  const lines: Omit<DocumentLine, keyof Amounts>[] = [];
  for (const line of ordered) {
    const position = lines.length + 1;
    lines.push(goodsOf(line, position, customsOf(line)));
    for (const service of line.services) {
      lines.push(serviceOf(service, { line, position: lines.length + 1, ofPosition: position }));
    }
  }
  return documentTotals(lines);
}

function goodsOf(
  line: LineOrdered,
  position: number,
  customs: DocumentLine['customs'],
): Omit<DocumentLine, keyof Amounts> {
  const { quantityMilli: amountMilli, unit } = line;
  return {
    kind: 'goods',
    position,
    ofPosition: null,
    sourcePosition: line.position,
    name: { en: line.nameEn, ru: line.nameRu, kk: line.nameKk },
    sku: line.sku,
    ownCode: line.ownCode,
    ordered: { amountMilli, unit },
    pieces: line.pieces,
    lengthMm: line.lengthMm,
    weightG: line.weightG,
    saleBasis: line.saleBasis,
    charge: chargeOf(line),
    vatRateBp: line.vatRateBp,
    customs,
  };
}

function serviceOf(
  service: ServiceDerivation,
  of: { line: LineOrdered; position: number; ofPosition: number },
): Omit<DocumentLine, keyof Amounts> {
  return {
    kind: service.kind,
    position: of.position,
    ofPosition: of.ofPosition,
    sourcePosition: of.line.position,
    name: serviceName(service),
    sku: null,
    ownCode: null,
    ordered: null,
    pieces: null,
    lengthMm: null,
    weightG: null,
    saleBasis: null,
    charge: { by: 'sum', amountMinor: service.netMinor, includesVat: false },
    vatRateBp: service.vatRateBp,
    customs: null,
  };
}

/**
 * What gave the amount of a line. What was sold before us tells no list: it is
 * taken as the agreed sum with VAT, which splits into the amounts on record
 * whichever way they came about.
 */
function chargeOf(line: LineOrdered): Charge {
  const { weightG, pricePerTonneMinor, derivation, grossMinor } = line;
  const includesVat = derivation && isWithVat(derivation);
  return includesVat === undefined
    ? { by: 'sum', amountMinor: grossMinor, includesVat: true }
    : { by: 'weight', weightG, pricePerTonneMinor, includesVat };
}

/** Whether the price that counted was one with VAT; `undefined` where no list and nobody is named. */
function isWithVat(derivation: Derivation): boolean | undefined {
  const fixed = fixedPriceInForce(derivation.fixed);
  return fixed ? fixed.includesVat : askedByLists(derivation)?.link.includesVat;
}
