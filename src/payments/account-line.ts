import type { BookingKind } from '../ledger/booking.ts';

/** Whether a line of an account is a credit note: the money that it gave, or took back when it became void. */
export const isCreditNote = (kind: BookingKind): boolean =>
  kind === 'credit-note' || kind === 'credit-note-voided';
