import { shareOut } from '../measures/share-out.ts';
import { askRefund } from '../payments/ask-refund.ts';
import { type Asked, creditableOf } from '../payments/credit-lines.ts';
import { readDocument, type TaxInvoice } from '../payments/document.ts';
import { findDocument } from '../payments/document.queries.ts';
import { issueCreditNote, notesOn } from '../payments/issue-credit-note.ts';
import { lockPayment } from '../payments/refund.queries.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { derivedId } from '../platform/derived-id.ts';
import { failpoint } from '../platform/failpoint.ts';
import { Refusal } from '../platform/refusal.ts';
import type { ClaimedLine, LockedClaim } from './claim.queries.ts';
import { insertCredit, listInvoices } from './settlement.queries.ts';

/** What of an invoice is credited for a claim. */
type Credited = { invoiceId: string; asked: Asked[] };

/** A line with what is credited for it, minor units above nothing, and for how much of its goods, grams. */
export type ToCredit = { line: ClaimedLine; amountMinor: number; weightG: number | undefined };

/**
 * What of which invoice is credited: each line by the invoices that say it, the
 * oldest first, as far as earlier notes have left of them. Refused where the
 * invoices of the order do not cover it. Minor units.
 */
export async function planCredit(
  tx: Tx,
  of: { orderId: string; lines: readonly ToCredit[] },
): Promise<Credited[]> {
  const credited: Credited[] = [];
  const left = of.lines.map((one) => ({ ...one, missingMinor: one.amountMinor }));
  for (const invoiceId of await listInvoices(tx, of.orderId)) {
    const found = await findDocument(tx, { id: invoiceId, companyId: undefined });
    const invoice = found && readDocument(found.content);
    if (!found || invoice?.kind !== 'tax-invoice') continue;
    const notes = notesOn(found).map(({ lines }) => lines);
    const asked = left.flatMap((one) => {
      const creditable = creditableLine({ invoice, notes, position: one.line.position });
      const grossMinor = Math.min(one.missingMinor, creditable?.left.grossMinor ?? 0);
      if (!creditable || grossMinor <= 0) return [];
      one.missingMinor -= grossMinor;
      return [{ position: creditable.position, grossMinor, weightG: weightFor(one, grossMinor) }];
    });
    if (asked.length > 0) credited.push({ invoiceId, asked });
  }
  for (const { line, amountMinor, missingMinor } of left) {
    const { position } = line;
    if (missingMinor > 0) {
      throw new Refusal({
        ...{ code: 'claim-not-invoiced', position, leftMinor: amountMinor - missingMinor },
      });
    }
  }
  return credited;
}

/** The line of the goods in an invoice that an order's line became. */
const creditableLine = (of: {
  invoice: TaxInvoice;
  notes: Parameters<typeof creditableOf>[1];
  position: number;
}) =>
  creditableOf(of.invoice.lines, of.notes).find(
    ({ line }) => line.kind === 'goods' && line.sourcePosition === of.position,
  );

/** Of goods that are credited over several invoices, each its share. */
function weightFor({ amountMinor, weightG }: ToCredit, grossMinor: number): number | undefined {
  if (weightG === undefined) return undefined;
  return shareOut(weightG, [grossMinor, amountMinor - grossMinor])[0];
}

/**
 * Credits what was planned by notes of their own (L8), whose money pays what is owed
 * of the order first; what is left of it is asked to be paid back where that was
 * decided, and waits for its second person as every refund does. Locks account, then order.
 */
export async function creditClaim(
  tx: Tx,
  clerk: Staff,
  of: {
    key: string;
    claim: Pick<LockedClaim, 'number' | 'companyId' | 'outcome'>;
    credited: readonly Credited[];
    at: Date;
  },
): Promise<void> {
  const { key, claim, credited, at } = of;
  const { companyId, number } = claim;
  for (const { invoiceId, asked } of credited) {
    const crediting = { key: derivedId(key, invoiceId), invoiceId, asked, reason: number };
    const documentId = await issueCreditNote(tx, clerk, { ...crediting, channel: null, at });
    failpoint('claim.after-credit');
    const refundId =
      claim.outcome === 'refund' ? await payBack(tx, clerk, { key, claim, documentId, at }) : null;
    await insertCredit(tx, { settlementId: key, companyId, documentId, refundId });
  }
}

async function payBack(
  tx: Tx,
  clerk: Staff,
  of: {
    key: string;
    claim: { companyId: string; number: string };
    documentId: string;
    at: Date;
  },
): Promise<string | null> {
  const { key, claim, documentId: paymentId, at } = of;
  const { companyId, number: note } = claim;
  const payment = await lockPayment(tx, { companyId, paymentId });
  if (!payment || payment.leftMinor <= 0) return null;
  const id = derivedId(key, `refund of ${paymentId}`);
  const asked = { id, paymentId, amountMinor: payment.leftMinor, orderId: null, note, at };
  await askRefund(tx, clerk, { ...asked, way: 'transfer', reason: 'claim', channel: null });
  return id;
}
