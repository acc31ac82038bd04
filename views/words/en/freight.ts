import { countEn } from '../plural.ts';

/** What bringing goods costs. */
export const freight = {
  one: 'Delivery',
  to: (city: string, km: string) => `Delivery to ${city}, ${km} km`,
  km: 'km',
  toCity: (city: string) => `Delivery to ${city}`,
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
  shareOf: (named: string, taken: string, quoted: string) =>
    `Of ${named} without VAT, for ${taken} of ${quoted}.`,
  standings: {
    included: 'Delivery is in the price of the goods.',
    quoted: 'Delivery as the quote says.',
    free: 'Delivery is free.',
    charged: 'By the delivery tariff.',
    agreed: 'Delivery at the price agreed for this order.',
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

  /** Freight that no tariff knows. */
  agreeing: {
    title: 'Delivery to agree',
    lead: 'Orders for places that no tariff reaches. Name what delivery costs; the customer agrees or says no on the page of the order. Until then nothing is loaded to be brought. Amounts are without VAT where not said otherwise.',
    nothing: 'No order waits for a price of delivery.',
    more: 'Later orders',
    about: (placed: string, city: string, weight: string, sum: string) =>
      `Placed ${placed}, to ${city}, ${weight}, ${sum} with VAT`,
    tariffAsks: (amount: string) =>
      `The tariff asks ${amount} as far as it goes. For less, a colleague who may give delivery looks first.`,
    noTariff: 'This branch had no tariff on that day. Delivery for nothing needs a colleague.',
    price: 'Price of delivery, ₸ without VAT',
    reason: 'What it follows from',
    reasonHint: 'The customer reads this.',
    nameIt: 'Name the price',
    nameAnother: 'Name another price',
    named: (net: string, gross: string) => `${net} without VAT, ${gross} with VAT`,
    inReview: (who: string) => `${who} named less than the tariff asks. A colleague looks at it.`,
    ofYourOwn: 'You named it: somebody else looks at it.',
    approve: 'Let it go to the customer',
    sendBack: 'Send back',
    whyBack: 'Why not',
    offered: (who: string) => `${who} named it. The customer was told and has not answered.`,
    whoSaid: 'Who agreed, and how',
    saidYes: 'The customer agreed',
    whyNo: 'Why not, in the customer’s words',
    saidNo: 'The customer says no',
    refused: (net: string, who: string, note: string) => `${net} was refused by ${who}: ${note}`,
    question: 'Delivery of this order',
    asked: (net: string, gross: string, total: string) =>
      `We bring it for ${net} without VAT, ${gross} with VAT. With delivery the order comes to ${total}.`,
    notNamed:
      'The price of delivery is not named yet. A manager names it under Office, Delivery to agree; nothing is loaded before the customer agrees.',
    because: (reason: string) => `What it follows from: ${reason}`,
    yes: 'Agree to this price',
    no: 'Say no',
    noHint:
      'We name another price or call you. You may also cancel the order below, or collect the goods.',
    whyNot: 'Why not',
    waits:
      'Our manager names the price of delivery and you get a letter. Nothing is loaded before you agree.',
    letter: {
      subjects: {
        'freight.named': (number: string) => `Delivery of order ${number} waits for you`,
        'freight.offered': (number: string) => `Delivery of order ${number}: the price to agree`,
        'freight.agreed': (number: string) => `Delivery of order ${number} is agreed`,
        'freight.sent-back': (number: string) => `Price of delivery of order ${number} sent back`,
        'freight.declined': (number: string) => `Price of delivery of order ${number} declined`,
      },
      said: {
        'freight.named': (number: string, company: string) =>
          `For order ${number} of ${company} less was named for delivery than the tariff asks. Let it go to the customer or send it back.`,
        'freight.offered': (number: string, company: string) =>
          `We have named the price of delivery of order ${number} of ${company}. Agree or say no on the page of the order; nothing is loaded before.`,
        'freight.agreed': (number: string, company: string) =>
          `The price of delivery of order ${number} of ${company} is agreed and stands on the order.`,
        'freight.sent-back': (number: string, company: string) =>
          `The price of delivery that you named for order ${number} of ${company} was sent back. Name another.`,
        'freight.declined': (number: string, company: string) =>
          `${company} does not agree to the price of delivery of order ${number}. Talk to them and name another.`,
      },
      price: (net: string, gross: string) => `Delivery: ${net} without VAT, ${gross} with VAT`,
      total: (amount: string) => `The order with delivery, with VAT: ${amount}`,
      no: (note: string) => `They say: ${note}`,
    },
  },

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
