import { countEn } from '../plural.ts';

/** Terms that wait for a second person, and what they would change. */
export const terms = {
  title: 'Terms to approve',
  lead: 'What goes beyond the authority of its author counts only after somebody else has approved it.',
  none: 'Nothing waits for approval.',
  waits: 'waits for approval',
  states: {
    draft: 'waits for approval',
    agreed: 'agreed',
    'sent-back': 'sent back',
    withdrawn: 'withdrawn',
  },
  beyond: {
    'credit-limit': 'credit limit above the authority',
    'credit-unlimited': 'credit without a limit',
    'payment-days': 'more days to pay than the authority',
    tolerance: 'tolerance above the authority',
    'price-strategy': 'lowest price of all lists',
    freight: 'delivery for less than before',
  },
  draftedBy: (name: string, when: string) => `Drafted by ${name}, ${when}`,
  wishedFrom: (day: string) => `To begin on ${day}`,
  decidedBy: (name: string, when: string) => `${name}, ${when}`,
  outdated:
    'Newer terms were agreed since. This draft can only be sent back or withdrawn; its author drafts it anew.',
  approve: 'Approve',
  approveQuestion: (company: string) => `Approve the new terms of ${company}?`,
  sendBack: 'Send back',
  note: 'Why it is sent back',
  withdraw: 'Withdraw',
  yours: 'You drafted this, so somebody else decides.',
  waitsForOther: 'The head of sales or an administrator decides.',
  drafted: (version: number) =>
    `Version ${version} is a draft: it goes beyond your authority and waits for a second person.`,
  draftNotice: (version: number) =>
    `Version ${version} waits for approval. Until then the terms below stay as they are.`,
  toList: 'Terms to approve',
  preview: 'Show what this changes',
  impact: 'What this changes',
  impactLead: (lines: number, days: number) =>
    `${countEn(lines, 'line', 'lines')} of the last ${days} days at the terms in force and at these. Net, without VAT.`,
  noPurchases: (days: number) => `Nothing was bought in the last ${days} days.`,
  nothingMoves: 'No price of these lines moves.',
  item: 'Item',
  tonnes: 'Sold, t',
  before: 'In force, ₸',
  after: 'With these terms, ₸',
  difference: 'Difference, ₸',
  total: 'All lines',
  revenue: 'Revenue',
  margin: 'Margin',
  marginUnknown: (lines: number) => `unknown: ${countEn(lines, 'line has', 'lines have')} no cost`,
  creditLimit: 'Credit limit',
  creditLeft: 'Left of it',
  owedAtPace: 'Owed at this pace',
  noLimit: 'no limit',
  notRepriced: (lines: number) =>
    `${countEn(lines, 'line', 'lines')} cannot be priced again and ${lines === 1 ? 'is' : 'are'} in no sum.`,
  pricingDateKept:
    'Which day’s prices count moves no price here: each line keeps the day on which it was ordered.',
  needsSecond: 'Beyond your authority. Saved, it waits for a second person:',
  saveDraft: 'Save as a draft for approval',
  cannotPreview: 'Not to be worked out yet:',
  deeds: {
    approved: 'The terms are approved',
    'sent-back': 'The draft is sent back to its author',
    withdrawn: 'The draft is withdrawn',
  },
};
