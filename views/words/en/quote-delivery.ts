import type { FreightOfPart, ShipmentWay } from '../../../src/platform/db/schema.ts';

/** How the goods of a quote get to the buyer, and what that costs. */
export const quoteDelivery = {
  one: 'Delivery',
  to: (site: string, city: string) => `Our vehicle brings it to ${site}, ${city}.`,
  said: {
    carrier: 'A carrier brings it; you choose and pay the carrier.',
    'pick-up': 'You collect it from us.',
  } satisfies Record<Exclude<ShipmentWay, 'own-vehicle'>, string>,
  goods: 'Goods, with VAT',
  net: 'Delivery, without VAT',
  vat: (rate: string) => `VAT ${rate} on delivery`,
  gross: 'Delivery, with VAT',
  total: 'Total with VAT',
  firstCounted: 'Of every line the first offer is counted.',
  ofPart: {
    whole: (gross: string) =>
      `If you take a part, each order pays the whole delivery: ${gross} with VAT.`,
    share: (perTonne: string) =>
      `If you take a part, it pays its share of the delivery by weight: ${perTonne} a tonne without VAT.`,
  } satisfies Record<FreightOfPart, (amount: string) => string>,
  short: (site: string, net: string) => `our vehicle to ${site}, ${net} without VAT`,
  shortSaid: {
    carrier: 'a carrier, paid by the buyer',
    'pick-up': 'the buyer collects',
    none: 'not said',
  } satisfies Record<Exclude<ShipmentWay, 'own-vehicle'> | 'none', string>,
  shortPart: {
    whole: 'each order of a part pays it whole',
    share: 'a part pays its share by weight',
  } satisfies Record<FreightOfPart, string>,
  way: 'How the goods get to the buyer',
  ways: {
    '': 'Not said',
    'own-vehicle': 'Our vehicle, at this price',
    carrier: 'A carrier, paid by the buyer',
    'pick-up': 'The buyer collects',
  } satisfies Record<ShipmentWay | '', string>,
  site: 'To which site',
  noSite: 'Choose a site',
  price: 'Our vehicle, ₸ without VAT',
  priceHint: 'Zero: delivery is in the price of the goods.',
  part: 'Whoever takes a part pays',
  parts: {
    whole: 'the whole delivery with each order',
    share: 'a share of it by weight',
  } satisfies Record<FreightOfPart, string>,
};
