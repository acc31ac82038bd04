import { recordEvent } from '../events/record-event.ts';
import { type Actor, may, mayActFor } from '../people/actor.ts';
import { hashToken, newSessionToken } from '../people/session-token.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { endLinksBeyond, insertShipmentLink } from './shipment-link.queries.ts';
import { lockReported } from './follow.queries.ts';

/** A link opens so long: the longest way, a wait at the site, and the claim that may follow. */
const OPEN_MS = 14 * 86_400_000;
/** The driver, the site and whoever else waits; an older one ends when another is made. */
const LINKS_MAX = 5;

/**
 * Makes a link to one shipment for somebody without an account: of 256 random
 * bits, stored only as its hash, for fourteen days. The token is told once. Of more
 * than five open links the oldest end. For the buyer's people and ours.
 */
export async function makeShipmentLink(
  tx: Tx,
  by: Actor,
  wish: { shipmentId: string; at: Date },
): Promise<{ token: string; expiresAt: Date }> {
  const { shipmentId, at } = wish;
  const { companyId, orderId, number } = await lockOwn(tx, by, shipmentId);
  const token = newSessionToken();
  const expiresAt = await openLink(tx, { token, companyId, shipmentId, madeBy: by.personId, at });
  await endLinksBeyond(tx, { shipmentId, keep: LINKS_MAX, at });
  await recordEvent(
    tx,
    { type: 'shipment.link-made', shipmentId, number, orderId },
    { companyId, personId: by.personId, channel: null, subjectId: orderId, at },
  );
  return { token, expiresAt };
}

/** Ends every link of a shipment; open streams behind them close. Again it changes nothing. */
export async function endShipmentLinks(
  tx: Tx,
  by: Actor,
  wish: { shipmentId: string; at: Date },
): Promise<void> {
  const { shipmentId, at } = wish;
  const { companyId, orderId, number } = await lockOwn(tx, by, shipmentId);
  if ((await endLinksBeyond(tx, { shipmentId, keep: 0, at })) === 0) return;
  await recordEvent(
    tx,
    { type: 'shipment.links-ended', shipmentId, number, orderId },
    { companyId, personId: by.personId, channel: null, subjectId: orderId, at },
  );
}

/**
 * Opens the link whose token a short message carries, in the transaction that lays the message
 * into the outbox: whoever stands on the site opens it without signing in. Fourteen days.
 */
export async function openLinkOfMessage(
  tx: Tx,
  of: { token: string; companyId: string; shipmentId: string; at: Date },
): Promise<void> {
  const { token, companyId, shipmentId, at } = of;
  await openLink(tx, { token, companyId, shipmentId, madeBy: null, at });
}

async function openLink(
  tx: Tx,
  link: { token: string; companyId: string; shipmentId: string; madeBy: string | null; at: Date },
): Promise<Date> {
  const { token, at: madeAt, ...rest } = link;
  const expiresAt = new Date(madeAt.getTime() + OPEN_MS);
  await insertShipmentLink(tx, { ...rest, tokenHash: hashToken(token), madeAt, expiresAt });
  return expiresAt;
}

async function lockOwn(tx: Tx, by: Actor, shipmentId: string) {
  const shipment = await lockReported(tx, shipmentId);
  if (!shipment || !mayActFor(by, shipment.companyId)) throw new NotFound('shipment', shipmentId);
  if (!may(by, 'see-orders')) throw new Refusal({ code: 'not-permitted' });
  return shipment;
}
