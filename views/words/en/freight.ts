import { countEn } from '../plural.ts';

/** What bringing goods costs. */
export const freight = {
  one: 'Delivery',
  to: (city: string, km: string) => `Delivery to ${city}, ${km} km`,
  withVat: 'Delivery, with VAT',
  follows: 'How this comes about',
  tariffOf: (branch: string, day: string) => `Tariff of ${branch} from ${day}`,
  load: (weight: string, vehicles: number) =>
    `${weight} on ${countEn(vehicles, 'vehicle', 'vehicles')}`,
  field: (tonnes: string, km: string) => `A vehicle up to ${tonnes}, up to ${km} km`,
  asks: (base: string, rate: string | null, least: string | null) =>
    [
      base,
      ...(rate === null ? [] : [`${rate} for a tonne and a kilometre`]),
      ...(least === null ? [] : [`at least ${least}`]),
    ].join(', '),
  longerIsNotCheaper:
    'A longer way or a heavier load never costs less than a shorter or a lighter one.',
  byTariff: 'By the tariff, without VAT',
  vat: (rate: string) => `VAT ${rate}`,
  free: (size: string) => `Free from ${size}, as agreed`,
  standings: {
    included: 'Delivery is in the price of the goods.',
    quoted: 'Delivery as the quote says.',
    free: 'Delivery is free.',
    charged: 'By the delivery tariff.',
    'to-agree': 'The price of delivery is still to be agreed.',
  },
  why: {
    'no-tariff': 'This branch has no delivery tariff.',
    'unknown-way': 'The way to this city is not in our tables.',
    'too-far': 'The site is further than our tariff goes.',
  },
  orderAnyway:
    'You may order all the same. Agree the price of delivery with your manager before the goods are loaded, or collect them. Delivery is not in the total.',
  notOffered:
    'Your agreement is without delivery. Choose that you collect the goods, or ask your manager.',

  tariffs: 'Delivery tariffs',
  lead: 'What our own vehicles cost from each branch, without VAT. Orders keep the tariff of their day; a change counts for orders placed from its first day on.',
  branch: 'Branch',
  showBranch: 'Show',
  none: 'This branch has no tariff: the price of delivery stands on orders as to be agreed. Fill in the vehicles and distances below.',
  since: (day: string) => `In force since ${day}.`,
  toCome: (day: string) => `Comes into force on ${day}.`,
  upToKm: 'Up to, km',
  upToTonnes: 'Carries up to, t',
  base: 'Vehicle, ₸',
  perTonneKm: 'For t·km, ₸',
  least: 'At least, ₸',
  rowHint:
    'A row for each vehicle on each distance. A row left empty is taken out. A vehicle that costs the same whatever it carries has nothing for t·km.',
  row: (place: string) => `Row ${place}`,
  from: 'In force from',
  reason: 'Why',
  save: 'Put in force',
  history: 'Earlier and later',
  until: (from: string, until: string | null) =>
    until === null ? `from ${from}` : `${from} – ${until}`,
};
