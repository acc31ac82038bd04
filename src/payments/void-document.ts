import { lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Booking, creditNoteEntries, voidedInvoiceEntries } from '../ledger/booking.ts';
import { book, readOrderBooks } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { takeBack } from './allocation.ts';
import { type DocumentContent, readDocument } from './document.ts';
import { type DocumentFound, findDocument, markVoid } from './document.queries.ts';
import { owedOf, writeAllocations } from './pay-orders.ts';
import { listAllocationsOfPayment, lockOrdersToPay } from './payments.queries.ts';
import { lockPayment, moveRefunded } from './refund.queries.ts';

type Voiding = { documentId: string; reason: string; channel: Channel | null; at: Date };

/**
 * Makes a document void for a reason; it keeps its number, and stays to be read. An
 * invoice gives back what it billed, which waits for an invoice again; it is not
 * void while a credit note on it stands. A credit note takes its money back, as far
 * as it was not paid out. Again it changes nothing. Locks account, orders.
 */
export async function voidDocument(tx: Tx, clerk: Staff, voiding: Voiding): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { documentId: id, reason, channel, at } = voiding;
  const owner = await findDocument(tx, { id, companyId: undefined });
  if (!owner) throw new NotFound('document', id);
  await lockAccount(tx, owner.companyId);
  const found = await findDocument(tx, { id, companyId: undefined });
  if (!found || found.state === 'void') return;
  const standing = found.corrections.find(({ state }) => state === 'issued');
  if (standing) throw new Refusal({ code: 'document-corrected', number: standing.number });
  const { companyId, orderId, kind, number } = found;
  const content = readDocument(found.content);
  if (content?.kind === 'tax-invoice' && orderId !== null) {
    await unbill(tx, { ...found, orderId }, { clerk, voiding });
  }
  if (content?.kind === 'credit-note') await takeCreditBack(tx, found, content, { clerk, voiding });
  await markVoid(tx, { id, personId: clerk.personId, reason, at });
  await recordEvent(
    tx,
    { type: 'document.voided', documentId: id, kind, number, reason },
    { companyId, personId: clerk.personId, channel, subjectId: orderId ?? id, at },
  );
}

type By = { clerk: Staff; voiding: Voiding };

async function unbill(tx: Tx, found: DocumentFound & { orderId: string }, by: By): Promise<void> {
  const { id, companyId, orderId, grossMinor } = found;
  await lockOrdersToPay(tx, { companyId, orderIds: [orderId] });
  const { receivableMinor } = await readOrderBooks(tx, orderId);
  const entries = voidedInvoiceEntries({ companyId, orderId, grossMinor, receivableMinor });
  await book(tx, {
    kind: 'invoice-voided',
    reference: id,
    companyId,
    orderId,
    entries,
    ...bookedBy(by),
  });
}

/** The money of a credit note pays nothing any more, and is gone from the company's balance. */
async function takeCreditBack(
  tx: Tx,
  { id, companyId }: DocumentFound,
  { totals }: Extract<DocumentContent, { kind: 'credit-note' }>,
  by: By,
): Promise<void> {
  const entries = await listAllocationsOfPayment(tx, id);
  const amountMinor = 0 - totals.grossMinor;
  const allocations = takeBack(entries, amountMinor);
  const orderIds = allocations.map(({ itemId }) => itemId);
  const orders = await owedOf(tx, await lockOrdersToPay(tx, { companyId, orderIds }));
  const { clerk, voiding } = by;
  const allocating = { personId: clerk.personId, channel: voiding.channel, at: voiding.at };
  await writeAllocations(
    tx,
    { companyId, ...allocating, reason: voiding.reason },
    { orders, allocations },
  );
  const payment = await lockPayment(tx, { companyId, paymentId: id });
  if (!payment || payment.leftMinor < amountMinor) {
    throw new Refusal({ code: 'credit-spent', leftMinor: payment?.leftMinor ?? 0 });
  }
  const undone = { companyId, netMinor: totals.netMinor, vatMinor: totals.vatMinor };
  await moveRefunded(
    tx,
    { paymentId: id, amountMinor },
    {
      ...{ kind: 'credit-note-voided', reference: id, companyId, orderId: null },
      ...{ entries: creditNoteEntries(undone), ...bookedBy(by) },
    },
  );
}

const bookedBy = ({
  clerk,
  voiding,
}: By): Pick<Booking, 'at' | 'effectiveOn' | 'personId' | 'channel' | 'note'> => ({
  ...{ at: voiding.at, effectiveOn: tradingDay(voiding.at), personId: clerk.personId },
  ...{ channel: voiding.channel, note: voiding.reason },
});
