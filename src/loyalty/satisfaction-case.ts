import type { CaseCause, CaseState } from '../platform/db/schema.ts';

/** Why somebody was let down, as the one who asked him found it. */
export const caseCauses = [
  'people',
  'speed',
  'stock',
  'quality',
  'documents',
  'price',
  'delivery',
  'payment',
  'site',
  'other',
] as const satisfies readonly CaseCause[];

/** What may be done with a case next. */
export type CaseDeed = 'contact' | 'promise' | 'resolve' | 'confirm';

const deeds: Record<CaseState, readonly CaseDeed[]> = {
  open: ['contact'],
  contacted: ['promise'],
  // A promise may be renewed; the customer keeps the old one among the events.
  promised: ['promise', 'resolve'],
  resolved: ['confirm'],
  closed: [],
  withdrawn: [],
};

/**
 * Whether a deed comes next: somebody is in touch, finds the cause and promises what
 * until when, keeps it, and the customer says whether it is solved. Where he says no,
 * the case stands where it stood after the contact.
 */
export const mayDo = (state: CaseState, deed: CaseDeed): boolean => deeds[state].includes(deed);

/** Items that ask about people: then the head of sales is in touch, not the one it may be about. */
const ABOUT_PEOPLE: readonly string[] = ['AE1', 'TFC2'];

/** Whether an alarm is the head's to follow up. */
export const isHeadsOwn = (items: readonly string[]): boolean =>
  items.some((item) => ABOUT_PEOPLE.includes(item));
