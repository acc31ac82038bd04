import { type ListedByProduct, priceLines } from '../pricing/price-cart.ts';
import { withVatRate } from '../pricing/replay-service.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import type { CartLineRow, PricedCartLine } from './cart.ts';
import { type LineServices, servicesOf } from './line-services.ts';

/** Bars that stay whole. */
const UNCUT: LineServices = { services: [], cutOn: undefined, times: undefined };

/** What a quote asks for cutting, whatever the terms ask by now, with the VAT of the day as its goods have. */
const asQuoted = (quoted: readonly ServiceDerivation[], { vatRateBp }: PriceTerms) =>
  quoted.map((service) => withVatRate(service, vatRateBp));

/** Lines as they cost together on one day: each with its price, and with what cutting it costs. */
export function priceCartLines(
  lines: readonly CartLineRow[],
  listed: ListedByProduct,
  terms: PriceTerms,
): PricedCartLine[] {
  const priced = priceLines(lines, listed, terms);
  return lines.map((line) => {
    const price = priced.get(line.id);
    const quantity = { amountMilli: line.quantityMilli, unit: line.unit };
    const services = line.cutting && servicesOf(line.cutting, price, terms);
    const quoted = services &&
      line.quotedServices && { services: asQuoted(line.quotedServices, terms) };
    return { ...line, quantity, price, ...(services ?? UNCUT), ...quoted };
  });
}
