import { lockAccount } from '../credit/credit.queries.ts';
import { creditNoteEntries } from '../ledger/booking.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type Asked, creditableOf, creditLines } from './credit-lines.ts';
import { type CreditNote, readDocument, type TaxInvoice } from './document.ts';
import { type DocumentFound, findDocument, findIssued } from './document.queries.ts';
import { issueDocument } from './issue-document.ts';
import { insertPayment } from './payments.queries.ts';
import { payOrders } from './pay-orders.ts';

/** What is credited of an invoice, and why. `key` is made with the form, so that a second click is known. */
export type Crediting = {
  key: string;
  invoiceId: string;
  /** The lines and how much of each; or all that is left of the invoice. */
  asked: readonly Asked[] | 'whole';
  reason: string;
  /** Null in the office. */
  channel: Channel | null;
  at: Date;
};

/**
 * Credits an invoice, whole or in part, by a document of its own: the invoice stays
 * as it is (L8). The VAT is that of the invoice's day of turnover (R14). What is
 * credited is money of the company: it pays what is still owed of the order, and
 * the rest is its balance, which pays other orders or is given back. Refused beyond
 * what is left of a line, and on an invoice that is void. The same form again gives
 * the same note. Locks account, then order. Returns its id.
 */
export async function issueCreditNote(tx: Tx, clerk: Staff, crediting: Crediting): Promise<string> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { key, invoiceId, channel, at } = crediting;
  const { companyId } = await invoiceOf(tx, invoiceId);
  await lockAccount(tx, companyId);
  const before = await findIssued(tx, { kind: 'credit-note', cause: key });
  if (before !== undefined) return before;
  // Read again under the lock: another note may have come between.
  const { found, invoice } = await invoiceOf(tx, invoiceId);
  if (found.state === 'void') throw new Refusal({ code: 'document-void' });
  const content = noteOn(found, invoice, { ...crediting, by: clerk });
  const id = newId(at.getTime());
  const { netMinor, vatMinor, grossMinor } = content.totals;
  const issuedOn = tradingDay(at);
  const by = { personId: clerk.personId, channel, at };
  const credit = { companyId, netMinor: 0 - netMinor, vatMinor: 0 - vatMinor };
  await insertPayment(
    tx,
    {
      ...{ id, method: 'credit-note', reference: id, companyId, amountMinor: 0 - grossMinor },
      ...{ branchCode: null, payer: '', purpose: crediting.reason, receivedOn: issuedOn, ...by },
    },
    {
      booking: {
        ...{ kind: 'credit-note', reference: id, companyId, orderId: null },
        ...{ entries: creditNoteEntries(credit), effectiveOn: issuedOn, ...by },
      },
    },
  );
  const orderIds = found.orderId === null ? [] : [found.orderId];
  await payOrders(tx, { companyId, orderIds, paymentIds: [id], ...by });
  return issueDocument(tx, {
    ...{ id, cause: key, companyId, orderId: found.orderId, paymentId: id, correctsId: invoiceId },
    ...{ content, language: found.language, ...by },
  });
}

async function invoiceOf(
  tx: Tx,
  id: string,
): Promise<{ companyId: string; found: DocumentFound; invoice: TaxInvoice }> {
  const found = await findDocument(tx, { id, companyId: undefined });
  const invoice = found && readDocument(found.content);
  if (!found || invoice?.kind !== 'tax-invoice') throw new NotFound('invoice', id);
  return { companyId: found.companyId, found, invoice };
}

/** The notes on an invoice that stand. */
export const notesOn = ({ corrections }: Pick<DocumentFound, 'corrections'>): CreditNote[] =>
  corrections
    .filter(({ state }) => state === 'issued')
    .flatMap(({ content }) => {
      const note = readDocument(content);
      return note?.kind === 'credit-note' ? [note] : [];
    });

function noteOn(
  found: DocumentFound,
  invoice: TaxInvoice,
  crediting: Crediting & { by: Staff },
): CreditNote {
  const creditable = creditableOf(
    invoice.lines,
    notesOn(found).map(({ lines }) => lines),
  );
  const asked =
    crediting.asked === 'whole'
      ? creditable.map(({ position, left }) => ({ position, grossMinor: left.grossMinor }))
      : crediting.asked;
  const credited = creditLines(invoice.lines, creditable, asked);
  if (!credited.ok) {
    const { position, left } = credited.beyond;
    throw new Refusal({ code: 'credit-beyond', position, leftMinor: left.grossMinor });
  }
  if (credited.lines.length === 0) throw new Refusal({ code: 'credit-of-nothing' });
  const { netMinor, vatMinor, grossMinor } = invoice.totals;
  return {
    ...invoice,
    kind: 'credit-note',
    mode: 'additional',
    ...{ issuedOn: tradingDay(crediting.at), issuedByName: crediting.by.name, number: '' },
    ...{ lines: credited.lines, totals: credited.totals, reason: crediting.reason },
    ...{ deliveryNote: null, authority: null, releasedByName: null },
    invoice: {
      ...{ number: invoice.number, issuedOn: invoice.issuedOn, netMinor, vatMinor, grossMinor },
      ...{ eInvoiceNumber: invoice.eInvoice.number, registrationNumber: found.registrationNumber },
    },
  };
}
