import { z } from 'zod';
import type { QuoteVersion } from '../../ordering/quote.ts';
import type { WrittenDelivery } from '../../ordering/quote-delivery.ts';
import type { Fields } from '../limits.ts';
import { decimalField } from '../trade-fields.ts';

/** A billion tenge at most: no way that our vehicles go comes near. */
const Price = decimalField({ decimals: 2, min: 0, max: 1_000_000_000 });
const Way = z.enum(['', 'own-vehicle', 'carrier', 'pick-up']);
const OfPart = z.enum(['whole', 'share']);

type Problems = Record<string, string>;

/**
 * Reads how the goods of a draft get to the buyer: `delivery` the way, and of our own
 * vehicle `deliverySite`, `freight` in tenge without VAT and `freightOfPart`; of another
 * way these count for nothing. Null where nothing is said. Problems stand by the names
 * of their fields.
 */
export function readDelivery(fields: Fields): {
  delivery: WrittenDelivery | null;
  problems: Problems;
} {
  const problems: Problems = {};
  const text = (name: string) => {
    const [only = '', ...more] = fields.get(name) ?? [];
    if (more.length > 0) problems[name] ??= 'invalid';
    return only.trim();
  };
  const way = Way.safeParse(text('delivery')).data;
  if (way === undefined) problems['delivery'] ??= 'choose';
  if (!way) return { delivery: null, problems };
  if (way !== 'own-vehicle') return { delivery: { way }, problems };

  const siteId = z.uuid().safeParse(text('deliverySite')).data;
  if (!siteId) problems['deliverySite'] ??= 'choose';
  const price = Price.safeParse(text('freight'));
  if (!price.success) problems['freight'] ??= price.error.issues[0]?.message ?? 'number';
  const ofPart = OfPart.safeParse(text('freightOfPart')).data;
  if (!ofPart) problems['freightOfPart'] ??= 'choose';
  if (!siteId || !price.success || !ofPart) return { delivery: null, problems };
  return { delivery: { way, siteId, netMinor: price.data, ofPart }, problems };
}

/** How a saved draft says it in the fields. */
export function fieldsOfDelivery({ delivery }: Pick<QuoteVersion, 'delivery'>): Problems {
  if (delivery?.way !== 'own-vehicle') return { delivery: delivery?.way ?? '' };
  const { way, siteId, netMinor, ofPart: freightOfPart } = delivery;
  const freight = String(netMinor / 100);
  return { delivery: way, deliverySite: siteId, freight, freightOfPart };
}
