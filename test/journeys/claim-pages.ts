import type { Buyer, Staff } from '../../src/people/actor.ts';
import { aClaimTakenUp } from '../support/claims.ts';
import type { ShownPage } from './pages.ts';
import { findPerson, type Shop, type Who } from './shop.ts';

/** The pages of complaints: the form, a claim with a photo that one of ours has taken up, and their lists. */
export async function claimPages(shop: Shop): Promise<ShownPage[]> {
  const { claimId, orderId } = await aTakenClaim(shop);
  const as = (who: Who) => (name: string, path: string, route: string) => ({
    ...{ who, name, path, route },
  });
  const [buyer, clerk, manager] = [as('purchaser'), as('counter'), as('manager')];
  return [
    buyer('the claims', '/claims', '/claims'),
    buyer('a complaint to write', `/claims/new?order=${orderId}`, '/claims/new'),
    buyer('a claim', `/claims/${claimId}`, '/claims/:claimId'),
    clerk(
      'a complaint to take down',
      `/counter/orders/${orderId}/claim`,
      '/counter/orders/:orderId/claim',
    ),
    manager('the claims in the office', '/office/claims', '/office/claims'),
    manager('a claim in the office', `/office/claims/${claimId}`, '/office/claims/:claimId'),
  ];
}

/** The purchaser's complaint about the price of goods that he counted in pieces. */
async function aTakenClaim(shop: Shop): Promise<{ claimId: string; orderId: string }> {
  const { db } = shop;
  const { companyId, companyName, ...person } = await findPerson(shop, 'purchaser');
  if (!companyId || !companyName) throw new Error('the purchaser buys for nobody');
  const buyer: Buyer = { ...person, kind: 'buyer', role: 'buyer', companyId, companyName };
  const manager = await findPerson(shop, 'manager');
  const clerk: Staff = { ...manager, kind: 'staff', role: 'manager', branchCode: 'ALA' };
  const { orderId, lineId } = await db
    .selectFrom('salesOrder')
    .innerJoin('salesOrderLine as line', 'line.orderId', 'salesOrder.id')
    .where('salesOrder.companyId', '=', companyId)
    .where('line.pieces', '>=', 10)
    .orderBy('salesOrder.placedAt', 'desc')
    .orderBy('line.position')
    .select(['salesOrder.id as orderId', 'line.id as lineId'])
    .executeTakeFirstOrThrow();
  const of = { orderId, line: { id: lineId }, buyer, clerk };
  const claimId = await aClaimTakenUp(db, of, { kind: 'price', amountMinor: 100 });
  return { claimId, orderId };
}
