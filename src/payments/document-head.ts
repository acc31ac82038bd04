import { z } from 'zod';
import { DocumentLine, DocumentTotals } from './document-lines.ts';
import { Buyer, Day, PaperNamed, Seller } from './document-parties.ts';

/** What every document of ours says of itself. Changing what a content means makes a new version. */
export const head = {
  contentVersion: z.literal(1),
  /** As numbered by us; the number is part of the name under which people find it. */
  number: z.string(),
  issuedOn: Day,
  currency: z.literal('KZT'),
  seller: Seller,
  buyer: Buyer,
  /** Who made it out. */
  issuedByName: z.string(),
};

/** What a document about an order says of it. */
export const sale = {
  order: PaperNamed,
  /** The buyer's own number of the purchase; empty where he has none. */
  purchaseNumber: z.string(),
  agreement: PaperNamed.nullable(),
  /** Where the metal goes; null: the buyer collects it at the branch. */
  deliverTo: z.object({ name: z.string(), address: z.string() }).nullable(),
  payment: z.enum(['prepaid', 'on-account']),
  dueOn: Day.nullable(),
  note: z.string(),
};

/** The lines of a sale with what they come to. */
export const lined = { lines: z.array(DocumentLine).min(1), totals: DocumentTotals };

/** From whom goods go, or to whom. */
export const Consignment = z.object({
  name: z.string(),
  bin: z.string().nullable(),
  address: z.string(),
});
