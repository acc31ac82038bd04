import { countEn } from '../plural.ts';

/** Goods that lie ready and are not fetched: until when for nothing, and what it costs then. */
export const storage = {
  of: (days: number) => `Storage, ${countEn(days, 'day', 'days')}`,
  lay: (days: number, weight: string) => `${countEn(days, 'day', 'days')}, ${weight}`,
  follows: 'What it is made of',
  product: (weight: string, days: number, fee: string) =>
    `${weight} × ${countEn(days, 'day', 'days')} × ${fee} for a tonne and a day, with VAT.`,
  freeUntil: (day: string) =>
    `Free until ${day}; the days after it are charged, the day of leaving among them.`,
  capped: (days: number) => `No more than ${countEn(days, 'day', 'days')} are charged.`,
  free: (day: string) => `The goods lie here for nothing until ${day}.`,
  fee: (fee: string) => `After that a tonne costs ${fee} a day, with VAT.`,
  since: (day: string) =>
    `The goods have lain here for nothing until ${day}; since then storage is charged when they are fetched.`,
  soFar: (days: number, weight: string, sum: string) =>
    `So far: ${countEn(days, 'day', 'days')}, ${weight}, ${sum} with VAT.`,
  notTold:
    'The letter that the order is ready has not gone out, so the free days have not begun and no storage is charged.',
  unwound: (day: string) =>
    `The days that are charged are over. Since ${day} we may end the order; please call us about fetching the goods.`,
  waived: 'Nothing is charged for storage of this order.',
  office: {
    title: 'Goods that are not fetched',
    lead: 'Orders that lie ready beyond their free days, those that lie longest first, and those whose buyers were not told that they are ready.',
    nothing: 'All goods are fetched in their free days.',
    where: 'Lies',
    call: 'Call',
    noPhone: 'No telephone is known',
    waivedBy: (name: string, reason: string) => `${name} waived the storage: ${reason}`,
    partLeft:
      'A part of the order has left: what lies here still is settled with the customer, line by line.',
    vehicles: 'Vehicles are planned for the order: cancel them before it is ended.',
    deeds: {
      storageReason: {
        deed: (number: string) => `Waive the storage of order ${number}`,
        said: 'Why',
        hint: 'For our own people; it stands in what happened to the order.',
      },
      unwindNote: {
        deed: (number: string) => `End order ${number}`,
        said: 'Why, for the buyer',
        hint: 'The order is cancelled, its goods can be sold again, and what was paid is on the company’s balance. The buyer reads the reason.',
      },
    },
  },
  mayEnd: (day: string) =>
    `The days that are charged are over: since ${day} the order may be ended.`,
  reminder: {
    lies: (number: string, company: string, weight: string, branch: string) =>
      `Order ${number} of ${company} lies ready and is not fetched: ${weight}, branch ${branch}.`,
    ending: {
      subject: (number: string, day: string) => `Order ${number}: storage is free until ${day}`,
      said: (day: string) => `The goods lie here for nothing until ${day}.`,
    },
    begun: {
      subject: (number: string) => `Order ${number}: storage is charged now`,
      said: (day: string) =>
        `They lay here for nothing until ${day}; since then storage is charged when they are fetched.`,
    },
    aDay: (sum: string) => `For what lies there that is ${sum} a day.`,
  },
  letter: {
    readySubject: (number: string) => `Order ${number} is ready`,
    ready: (number: string, company: string, weight: string) =>
      `Order ${number} of ${company} is ready: ${weight}.`,
    fetched: (branch: string) => `The goods can be fetched at our branch ${branch}.`,
    brought: (site: string) => `We bring the goods to: ${site}.`,
    freeFor: (days: string) =>
      `They lie there for nothing on the day of this letter and for ${days} more days.`,
    feeAfter: (fee: string) => `After that storage costs ${fee} for a tonne and a day, with VAT.`,
    atMost: (days: string) => `At most ${days} days are charged; after them we may end the order.`,
  },
};
