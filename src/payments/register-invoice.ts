import { recordEvent } from '../events/record-event.ts';
import { isDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { readDocument } from './document.ts';
import { findDocument } from './document.queries.ts';
import { keepRegistration } from './registered-invoice.queries.ts';

/** What a number of the register is made of: whose invoice, on which day it was taken, and how many of that day. */
const NUMBER = /^ESF-(\d{12})-(\d{4})(\d\d)(\d\d)-\d{1,12}$/;

/** The BIN and the day that a registration number carries; `undefined` for what is none. */
export function readRegistrationNumber(text: string): { bin: string; day: string } | undefined {
  const [, bin, year, month, date] = NUMBER.exec(text) ?? [];
  const day = `${year}-${month}-${date}`;
  return bin !== undefined && isDay(day) ? { bin, day } : undefined;
}

/**
 * Notes under which number the state register took a tax invoice or what corrects it
 * (L3): a credit note that is issued afterwards names it, also in the XML. The document
 * stays as it was issued. Refused where the number is another seller's, is of a day
 * before the document, or was given to another document; another number replaces a
 * mistyped one, and the same again changes nothing.
 */
export async function registerInvoice(
  tx: Tx,
  clerk: Staff,
  registered: { documentId: string; registrationNumber: string; at: Date },
): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { documentId, registrationNumber, at } = registered;
  const found = await findDocument(tx, { id: documentId, companyId: undefined });
  const content = readDocument(found?.content);
  if (!found || (content?.kind !== 'tax-invoice' && content?.kind !== 'credit-note')) {
    throw new NotFound('invoice', documentId);
  }
  if (found.registrationNumber === registrationNumber) return;
  const read = readRegistrationNumber(registrationNumber);
  if (read?.bin !== content.seller.bin || read.day < content.issuedOn) {
    throw new Refusal({ code: 'register-number-foreign', registrationNumber });
  }
  const { personId } = clerk;
  await keepRegistration(tx, { documentId, registrationNumber, personId, at });
  const { companyId, kind, number, orderId } = found;
  await recordEvent(
    tx,
    { type: 'document.registered', documentId, kind, number, registrationNumber },
    { companyId, personId, channel: null, subjectId: orderId ?? documentId, at },
  );
}
