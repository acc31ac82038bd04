import { findTermsAuthority } from '../customers/terms-authority.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { findVatRate } from '../ledger/turnover.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { addVat } from '../measures/money.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  findFreightOffer,
  findOrderToBring,
  findStandingOffer,
  type FreightOffer,
  insertFreightOffer,
  reviewOffer,
} from './freight-offer.queries.ts';
import { leastFreight } from './least-freight.ts';
import { isFreightOpen } from './order.ts';
import { type LockedOrder, lockOrder } from './order.queries.ts';

/**
 * Names what bringing an order costs that no tariff knows, for its company to agree.
 * For less than the tariff asks as far as it goes, or for nothing where there is
 * none, a colleague who may give freight looks first. Naming another price replaces
 * one that was not answered yet; the same once more changes nothing. A screen that
 * showed another version is refused. Locks the order.
 */
export async function nameFreight(
  tx: Tx,
  by: Staff,
  named: {
    orderId: string;
    version: number;
    /** Minor units without VAT. */
    netMinor: number;
    reason: string;
    at: Date;
  },
): Promise<'review' | 'offered'> {
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const { orderId, version, netMinor, reason, at } = named;
  const order = await lockOrder(tx, orderId);
  const standing = await findStandingOffer(tx, orderId);
  const toBring = await findOrderToBring(tx, orderId);
  if (!order || !toBring) throw new NotFound('order', orderId);
  refuseSettled(order);
  const isSame = standing?.netMinor === netMinor && standing.reason === reason;
  if (isSame && standing.namedBy === by.personId && standing.state !== 'agreed') {
    return standing.state === 'review' ? 'review' : 'offered';
  }
  if (order.version !== version) throw new Refusal({ code: 'changed-meanwhile' });

  const leastMinor = leastFreight(toBring);
  const authority = await findTermsAuthority(tx, by.role);
  const isBelow = netMinor < Math.max(1, leastMinor ?? 1) && !authority?.mayGiveFreight;
  const vatRateBp = await findVatRate(tx, tradingDay(at));
  const amounts = addVat(netMinor, vatRateBp);
  const { companyId } = order;
  const offer = { id: newId(at.getTime()), orderId, companyId, vatRateBp, ...amounts, reason };
  const state = isBelow ? 'review' : 'offered';
  const who = { namedBy: by.personId, namedAt: at };
  await insertFreightOffer(tx, { ...offer, state, leastMinor: leastMinor ?? null, ...who });
  await tell(tx, isBelow ? 'freight.named' : 'freight.offered', { order, offer, by, at });
  return state;
}

/** Nothing is left to agree of an order that is over, is collected or has its freight. */
export function refuseSettled(order: LockedOrder): void {
  if (!isFreightOpen(order)) throw new Refusal({ code: 'freight-settled' });
}

/**
 * Lets a named freight go to the company, or sends it back with the reason: by who may
 * give freight, never by who named it. The same once more changes nothing. Locks the order.
 */
export async function reviewFreight(
  tx: Tx,
  by: Staff,
  reviewed: { offerId: string; verdict: 'offered' | 'sent-back'; note: string; at: Date },
): Promise<void> {
  const { offerId, verdict, note, at } = reviewed;
  const authority = await findTermsAuthority(tx, by.role);
  if (!authority?.mayGiveFreight) throw new Refusal({ code: 'not-permitted' });
  const { offer, order } = await lockOffer(tx, offerId);
  if (offer.namedBy === by.personId) throw new Refusal({ code: 'own-draft' });
  if (offer.state === verdict) return;
  if (offer.state !== 'review') throw new Refusal({ code: 'draft-decided' });
  refuseSettled(order);
  await reviewOffer(tx, { offer, state: verdict, by: by.personId, note, at });
  if (verdict === 'offered') await tell(tx, 'freight.offered', { order, offer, by, at });
  else await tellOfNo(tx, 'freight.sent-back', { order, offer, by, note, at });
}

/** An offer as it stands once its order is locked. */
export async function lockOffer(
  tx: Tx,
  offerId: string,
): Promise<{ offer: FreightOffer; order: LockedOrder }> {
  const seen = await findFreightOffer(tx, offerId);
  const order = seen && (await lockOrder(tx, seen.orderId));
  const offer = order && (await findFreightOffer(tx, offerId));
  if (!offer) throw new NotFound('freight offer', offerId);
  return { offer, order };
}

type Told = {
  order: Pick<LockedOrder, 'id' | 'number' | 'companyId'>;
  offer: Pick<FreightOffer, 'id' | 'grossMinor'>;
  by: { personId: string };
  at: Date;
};

/** Remembers how far an offer has come. */
export async function tell(
  tx: Tx,
  type: 'freight.named' | 'freight.offered' | 'freight.agreed',
  { order, offer, by, at }: Told,
): Promise<void> {
  const { id: orderId, number, companyId } = order;
  await recordEvent(
    tx,
    { type, orderId, number, offerId: offer.id, grossMinor: offer.grossMinor },
    { companyId, personId: by.personId, channel: null, subjectId: orderId, at },
  );
}

/** Remembers that somebody said no, with his words. */
export async function tellOfNo(
  tx: Tx,
  type: 'freight.sent-back' | 'freight.declined',
  { order, offer, by, note, at }: Told & { note: string },
): Promise<void> {
  const { id: orderId, number, companyId } = order;
  await recordEvent(
    tx,
    { type, orderId, number, offerId: offer.id, note },
    { companyId, personId: by.personId, channel: null, subjectId: orderId, at },
  );
}
