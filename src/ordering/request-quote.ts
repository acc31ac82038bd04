import { tradingDay } from '../measures/calendar.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { takeWaiting } from '../platform/stored-file.queries.ts';
import { insertQuoteFiles } from './quote-file.queries.ts';
import { insertQuote, isRequested, type NewRequestLine } from './quote.queries.ts';

export type QuoteRequest = {
  /** Made with the form, so that a second click is known; becomes the quote's id. */
  id: string;
  /** Undefined: the branch that the company belongs to. */
  branchCode?: string | undefined;
  /** When and where to the buyer wants it, in his words. */
  wish: string;
  note: string;
  lines: readonly NewRequestLine[];
  /** Files that wait for the buyer and go along. */
  fileIds?: readonly string[];
  at: Date;
};

/**
 * Asks us for a price: goods of ours or in the buyer's words, with the price he
 * has in mind. The manager of the company is told. Harmless to repeat: the id
 * tells. Refused without a line.
 */
export async function requestQuote(tx: Tx, actor: Buyer, asked: QuoteRequest): Promise<void> {
  if (!may(actor, 'fill-carts')) throw new Refusal({ code: 'not-permitted' });
  if (asked.lines.length === 0) throw new Refusal({ code: 'quote-empty' });
  const { id, branchCode, wish, note, lines, fileIds = [], at } = asked;
  const { companyId, personId: requestedBy } = actor;
  if (await isRequested(tx, { quoteId: id, companyId })) return;
  const files = await takeWaiting(tx, { ids: fileIds, personId: requestedBy });
  const by = { companyId, requestedBy, channel: 'web' } as const;
  const year = Number(tradingDay(at).slice(0, 4));
  await insertQuote(tx, { id, branchCode, wish, note, lines, ...by, at }, year);
  await insertQuoteFiles(tx, files, { quoteId: id, companyId, messageId: null, at });
}
