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

/** What the tax office asks of goods. */
type CustomsOf = (line: LineOrdered) => DocumentLine['customs'];

/**
 * The lines of a document about an order, numbered through, with their totals:
 * cutting below its metal, then what is done for the whole order, and at the end
 * what is given back for remnants, so that a tax document, which takes it off the
 * metal's price, keeps the numbers. What costs nothing is not on paper. The
 * amounts come from the charges again and are the order's to the tiyin.
 */
export function linesOfOrder(
  ordered: readonly LineOrdered[],
  customsOf: CustomsOf = () => null,
  ofAll: readonly ServiceDerivation[] = [],
): { lines: DocumentLine[]; totals: DocumentTotals } {
  const lines: Unplaced[] = [];
  const credits: Unplaced[] = [];
  for (const line of ordered) {
    lines.push(goodsOf(line, customsOf(line)));
    const ofPosition = lines.length;
    for (const service of line.services) {
      const isCredit = service.kind === 'remnants';
      (isCredit ? credits : lines).push(serviceOf(service, { line, ofPosition }));
    }
  }
  const charged = ofAll.filter(({ grossMinor }) => grossMinor !== 0);
  const all = [...lines, ...charged.map((service) => serviceOf(service, null)), ...credits];
  return documentTotals(all.map((line, index) => ({ ...line, position: index + 1 })));
}

type Unplaced = Omit<DocumentLine, keyof Amounts | 'position'>;

function goodsOf(line: LineOrdered, customs: DocumentLine['customs']): Unplaced {
  const { quantityMilli: amountMilli, unit } = line;
  return {
    kind: 'goods',
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
  of: { line: LineOrdered; ofPosition: number } | null,
): Unplaced {
  return {
    kind: service.kind,
    ofPosition: of && of.ofPosition,
    sourcePosition: of && of.line.position,
    name: serviceName(service),
    sku: null,
    ownCode: null,
    ordered: null,
    pieces: null,
    lengthMm: null,
    weightG: null,
    saleBasis: null,
    charge: sumOf(service),
    vatRateBp: service.vatRateBp,
    customs: null,
  };
}

/** A fee for storage is agreed with VAT, what is done to goods without it. */
const sumOf = ({ kind, netMinor, grossMinor }: ServiceDerivation): Charge =>
  kind === 'storage'
    ? { by: 'sum', amountMinor: grossMinor, includesVat: true }
    : { by: 'sum', amountMinor: netMinor, includesVat: false };

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
