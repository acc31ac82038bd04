import type { CertificateKind, OrderField } from '../platform/db/schema.ts';

/** What an agreement may ask every order to say, in the order of its form. */
export const orderFields = [
  'purchase-number',
  'cost-centre',
  'site',
  'contact',
  'certificate',
] as const satisfies readonly OrderField[];

/** The inspection documents of EN 10204, from the plainest to the strictest. */
export const certificateKinds = [
  '2.1',
  '2.2',
  '3.1',
  '3.2',
] as const satisfies readonly CertificateKind[];

/** What an order says of itself. */
export type OrderSaid = {
  purchaseNumber: string;
  costCentreId: string | null;
  siteId: string | null;
  contactId: string | null;
  certificateKind: CertificateKind | null;
};

/** The first thing that an agreement asks an order to say and that it does not say; `undefined` where it says all. */
export function unsaidOf(
  requiredFields: readonly OrderField[],
  said: OrderSaid,
): OrderField | undefined {
  const isSaid: Record<OrderField, boolean> = {
    'purchase-number': said.purchaseNumber !== '',
    'cost-centre': said.costCentreId !== null,
    site: said.siteId !== null,
    contact: said.contactId !== null,
    certificate: said.certificateKind !== null,
  };
  return orderFields.find((field) => requiredFields.includes(field) && !isSaid[field]);
}
