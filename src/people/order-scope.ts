import { type Actor, type Guest, mayActFor } from './actor.ts';

/** Whose orders somebody sees who does not see all of his company: his own, and those to some sites. */
export type OrderScope = { personId: string; siteIds: readonly string[] };

/** How far somebody sees among the orders of companies he may act for; `undefined` where there is no bound. */
export function orderScopeOf(actor: Actor | Guest): OrderScope | undefined {
  if (actor.kind !== 'buyer' || !actor.ownRole || actor.ownRole.scope === 'company') {
    return undefined;
  }
  const { scope, siteIds } = actor.ownRole;
  return { personId: actor.personId, siteIds: scope === 'sites' ? siteIds : [] };
}

/**
 * Whether somebody may act in an order: one of a company he may act for, and
 * within what his role sees. What he may not see looks like what is not there.
 */
export function maySeeOrder(
  actor: Actor | Guest,
  order: { companyId: string; siteId: string | null; placedBy: string | null },
): boolean {
  if (!mayActFor(actor, order.companyId)) return false;
  const scope = orderScopeOf(actor);
  if (!scope || order.placedBy === scope.personId) return true;
  return order.siteId !== null && scope.siteIds.includes(order.siteId);
}

/** Whether somebody may act in a quote: one of a company he may act for; with a bound to what he sees, one that he asked for himself. */
export const maySeeQuote = (
  actor: Actor | Guest,
  quote: { companyId: string; requestedBy: string },
): boolean =>
  maySeeOrder(actor, { companyId: quote.companyId, siteId: null, placedBy: quote.requestedBy });

/** Whether somebody may have goods brought to a site of his company: to each, or to those that his role sees; fetching them (null) is free to all. */
export function mayOrderTo(actor: Actor | Guest, siteId: string | null): boolean {
  if (actor.kind !== 'buyer' || actor.ownRole?.scope !== 'sites') return true;
  return siteId === null || actor.ownRole.siteIds.includes(siteId);
}
