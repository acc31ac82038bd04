import { type Amounts, type Charge, type DocumentLine, documentTotals } from './document-lines.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { ShippedLine } from './shipped-lines.queries.ts';

/** What was done for a whole order as far as a paper about one of its vehicles says it: the storage of its goods alone. */
export const servicesOn = (
  services: readonly ServiceDerivation[],
  shipmentId: string,
): ServiceDerivation[] =>
  services.filter((one) => one.kind !== 'storage' || one.shipmentId === shipmentId);

/**
 * The lines of a document about a shipment: those of its order of which something
 * left, with the weight that is billed and the amounts that the books have for it, and
 * its part of the freight (R4, R6, R20), and its storage, which is its own (R21). Where price times weight is another tiyin, since parts add up to
 * the line, the sum itself is what it was charged. Numbered through anew.
 */
export function linesOfShipment(
  ordered: readonly DocumentLine[],
  shipped: readonly ShippedLine[],
  freight?: Amounts,
): DocumentLine[] {
  const kept = ordered.flatMap((line) => {
    if (line.kind === 'freight') {
      return freight ? [{ from: line.position, line: chargedAs(line, freight) }] : [];
    }
    if (line.kind === 'storage') return [{ from: line.position, line }];
    const part = shipped.find(({ position }) => position === line.sourcePosition);
    if (!part) return [];
    if (line.kind === 'goods') return [{ from: line.position, line: goodsOf(line, part) }];
    const service = part.services.find(({ kind }) => kind === line.kind);
    return service ? [{ from: line.position, line: chargedAs(line, service) }] : [];
  });
  const placeOf = new Map(kept.map(({ from }, index) => [from, index + 1]));
  return kept.map(({ line }, index) => ({
    ...line,
    position: index + 1,
    ofPosition: line.ofPosition === null ? null : (placeOf.get(line.ofPosition) ?? null),
  }));
}

function goodsOf(line: DocumentLine, part: ShippedLine): DocumentLine {
  const { billedG, pieces } = part;
  const charge: Charge =
    line.charge.by === 'weight' ? { ...line.charge, weightG: billedG } : line.charge;
  const ordered = billedG === line.weightG ? line.ordered : null;
  return chargedAs({ ...line, charge, ordered, pieces, weightG: billedG }, part);
}

/** The line with the amounts that were booked, charged by what gives them. */
function chargedAs(line: DocumentLine, booked: Amounts): DocumentLine {
  const { netMinor, vatMinor, grossMinor } = booked;
  const { vatRateBp, weightG } = line;
  const charges: Charge[] = [
    line.charge,
    { by: 'sum', amountMinor: netMinor, includesVat: false },
    { by: 'sum', amountMinor: grossMinor, includesVat: true },
  ];
  const charge = charges.find((one) => {
    const [given] = documentTotals([{ charge: one, vatRateBp, weightG }]).lines;
    return given?.netMinor === netMinor && given.vatMinor === vatMinor;
  });
  const bySum: Charge = { by: 'sum', amountMinor: grossMinor, includesVat: true };
  return { ...line, netMinor, vatMinor, grossMinor, charge: charge ?? bySum };
}
