import type { Booking } from '../ledger/booking.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { newId } from '../platform/id.ts';
import { type DocumentContent, readDocument } from './document.ts';
import { findIssued, insertDocument, type NewDocument } from './document.queries.ts';

/**
 * Issues a document under the next number of its kind and year: freezes what it
 * says, remembers it and books what follows from it, all at once. There is one that
 * stands for each cause, so that asking again gives the same one. What does not add
 * up is never issued. Whoever calls has locked what the cause is about, the
 * company's account first, so that two at once do not both find none; nothing but
 * the commit comes after it. Returns its id.
 */
export async function issueDocument(
  tx: Tx,
  wanted: Omit<NewDocument, 'id' | 'amounts'> & { id?: string },
  bookingsOf: (id: string) => readonly Booking[] = () => [],
): Promise<string> {
  const { content, cause, at } = wanted;
  const before = await findIssued(tx, { kind: content.kind, cause });
  if (before !== undefined) return before;
  const readable = JSON.parse(JSON.stringify(content)) as unknown;
  if (!readDocument(readable)) throw new Error(`a ${content.kind} that does not add up`);
  const id = wanted.id ?? newId(at.getTime());
  await insertDocument(tx, { ...wanted, id, amounts: amountsOf(content) }, bookingsOf(id));
  failpoint('document.after-issue');
  return id;
}

/** What it comes to, as lists and the books know it. Minor units. */
function amountsOf(content: DocumentContent): NewDocument['amounts'] {
  if ('totals' in content) {
    const { netMinor, vatMinor, grossMinor } = content.totals;
    return { netMinor, vatMinor, grossMinor };
  }
  return { netMinor: null, vatMinor: null, grossMinor: sumOf(content) };
}

function sumOf(content: Exclude<DocumentContent, { totals: unknown }>): number {
  switch (content.kind) {
    case 'receipt':
      return content.receivedMinor;
    case 'reconciliation':
      return content.closingMinor;
    // They speak of weights alone.
    case 'waybill':
    case 'weigh-ticket':
      return 0;
  }
}
