import type { ReminderTone } from '../platform/db/schema.ts';

/** A part of an order that is to be paid by a day; minor units. */
export type RemindedPart = { orderId: string; number: string; dueOn: string; leftMinor: number };

/** A letter to one person of a company that owes: what by when, the oldest first. */
export type ReminderNotice = {
  recipient: string;
  readerName: string;
  language: 'en' | 'ru' | 'kk';
  companyName: string;
  tone: ReminderTone;
  on: string;
  parts: readonly RemindedPart[];
  /** Who of ours answers questions; null where nobody in particular does. */
  managerName: string | null;
  managerPhone: string | null;
};

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteReminder = (notice: ReminderNotice) => { subject: string; body: string };

/** What parts come to; minor units. */
export const leftOf = (parts: readonly RemindedPart[]): number =>
  parts.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
