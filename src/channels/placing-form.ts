import { z } from 'zod';
import { certificateKinds } from '../customers/order-field.ts';
import { TickField } from './trade-fields.ts';

const optionalId = z.union([z.literal('').transform(() => null), z.uuid()]);

/** The inspection document that has to come with the goods; nothing chosen is the one that there is. */
export const CertificateField = z.union(
  [z.literal('').transform(() => null), z.enum(certificateKinds)],
  'choose',
);

/** Where a cart is taken from and goes to, who asked, and what the buyer calls it. */
export const Details = z.object({
  cartId: z.uuid(),
  branchCode: z.string().regex(/^[A-Z]{3}$/, 'choose'),
  siteId: optionalId,
  contactId: optionalId,
  purchaseNumber: z.string().trim().max(60),
  note: z.string().trim().max(1000),
  costCentreId: optionalId.optional(),
  certificateKind: CertificateField.optional(),
});

/** The same with what placing adds: the key that makes it repeatable, what was shown, and how it is paid. */
export const Placing = Details.extend({
  key: z.uuid(),
  shownTerms: z.string().max(64),
  payment: z.enum(['prepaid', 'on-account'], 'choose'),
  isAnotherOrder: z.literal('yes').optional(),
});

/** The same for a question to the company's approvers, who read a note. */
export const Asking = Placing.omit({ isAnotherOrder: true }).extend({
  approvalNote: z.string().trim().max(500),
  placesItself: TickField,
});
