import { tradingDay } from '../measures/calendar.ts';
import { findOrder, listOrderLines, type OrderHead } from '../ordering/order-lines.queries.ts';
import { lockOrder } from '../ordering/order.queries.ts';
import { type Actor, may } from '../people/actor.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { issueDocument } from './issue-document.ts';
import { linesOfOrder } from './lines-of-order.ts';
import { readPaperParties } from './paper-parties.queries.ts';
import { findOrderOfEvent } from './payments.queries.ts';
import { confirmationOf, proformaOf } from './sale-on-paper.ts';
import { toPay } from './to-pay.ts';

/** Who issues, and when; nobody in particular where the shop does it by itself. */
type Issuing = { actor: Actor | undefined; channel: Channel | null; at: Date };

/**
 * Issues what belongs to an order that was placed, got its freight or a new version (job): its confirmation, and the
 * invoice to pay by where it is paid first. Harmless to repeat: there is one of each
 * for a sum.
 */
export async function issueOrderPapers(db: Db, payload: unknown, at: Date): Promise<void> {
  const orderId = await findOrderOfEvent(db, payload);
  if (orderId === undefined) return;
  const byNobody = { orderId, actor: undefined, channel: null, at };
  const placed = await transact(db, (tx) => issueConfirmation(tx, byNobody));
  if (placed?.payment !== 'prepaid' || toPay(placed).leftMinor === 0) return;
  await transact(db, (tx) => issueProforma(tx, byNobody));
}

/** Confirms an order on paper, once; `undefined` for one that was cancelled meanwhile. */
async function issueConfirmation(
  tx: Tx,
  of: Issuing & { orderId: string },
): Promise<OrderHead | undefined> {
  const { orderId, at } = of;
  await lockOrder(tx, orderId);
  const order = await findOrder(tx, orderId);
  if (!order || order.stage === 'cancelled') return undefined;
  const { issued, lined } = await paperOf(tx, order, of);
  await issueDocument(tx, {
    cause: causeOf(order),
    ...{ companyId: order.companyId, orderId },
    ...{ content: confirmationOf(order, lined, issued), language: issued.parties.language },
    ...{ personId: of.actor?.personId ?? null, channel: of.channel, at },
  });
  return order;
}

/** With its freight an order is another sum, and so is each version of it: they are confirmed once more. */
function causeOf({ id, freight, amendments }: OrderHead): string {
  const version = amendments.at(-1)?.number;
  return [id, freight === 'agreed' && 'freight', version !== undefined && `version ${version}`]
    .filter(Boolean)
    .join('/');
}

/**
 * Issues the invoice by which what comes next of an order is paid: the deposit, or
 * all that is left, until the metal is held no longer. Whoever asks again while
 * nothing has changed gets the same one. Locks the order. Returns its id.
 */
export async function issueProforma(tx: Tx, of: Issuing & { orderId: string }): Promise<string> {
  const { orderId, actor, at } = of;
  await lockOrder(tx, orderId);
  const order = await findOrder(tx, orderId);
  if (!order || (actor && !maySeeOrder(actor, order))) throw new NotFound('order', orderId);
  if (actor && !may(actor, 'see-money')) throw new Refusal({ code: 'not-permitted' });
  const { nextMinor } = toPay(order);
  if (nextMinor <= 0 || order.source !== 'counterweight')
    throw new Refusal({ code: 'nothing-due' });
  const until = order.reservedUntil ? tradingDay(order.reservedUntil) : order.dueOn;
  const dueOn = until !== null && until >= tradingDay(at) ? until : null;
  const { issued, lined } = await paperOf(tx, order, of);
  return issueDocument(tx, {
    cause: [orderId, nextMinor, dueOn ?? 'any'].join('/'),
    ...{ companyId: order.companyId, orderId },
    content: proformaOf(order, lined, { ...issued, dueOn, toPayMinor: nextMinor }),
    language: issued.parties.language,
    ...{ personId: actor?.personId ?? null, channel: of.channel, at },
  });
}

async function paperOf(tx: Tx, order: OrderHead, { actor, at }: Issuing) {
  const on = tradingDay(at);
  const parties = await readPaperParties(tx, { companyId: order.companyId, orderId: order.id, on });
  const issuedByName = issuerOf(order, { actor, ...parties });
  const issued = { parties, issuedOn: on, issuedByName };
  const lines = await listOrderLines(tx, order.id);
  return { issued, lined: linesOfOrder(lines, undefined, order.services) };
}

/** One of ours: who issues it, who placed the order, or who looks after the company. */
function issuerOf(
  order: OrderHead,
  by: { actor: Actor | undefined; managerName: string | null; seller: { directorName: string } },
): string {
  if (by.actor?.kind === 'staff') return by.actor.name;
  const placer = order.isPlacedByStaff ? order.placedByName : null;
  return placer ?? by.managerName ?? by.seller.directorName;
}
