import { findVatRate } from '../ledger/turnover.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { findOrder, listOrderLines } from '../ordering/order-lines.queries.ts';
import { issueDocument } from '../payments/issue-document.ts';
import { findIssuedPaper, markVoid, type NewDocument } from '../payments/document.queries.ts';
import { linesOfOrder } from '../payments/lines-of-order.ts';
import { linesOfShipment, servicesOn } from '../payments/lines-of-shipment.ts';
import { findPaperParties } from '../payments/paper-parties.queries.ts';
import { findShippedFreight, listShippedLines } from '../payments/shipped-lines.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { goodsPath } from './goods-link.ts';
import { lockWithOrder } from './lock-shipment.ts';
import { hasLeft } from './shipment.ts';
import { findShipment, type Shipment } from './shipment.queries.ts';
import { deliveryNoteOf, standingTicket, waybillOf, weighTicketOf } from './shipment-on-paper.ts';

/** Who makes papers out, and when. */
type Issuing = { shipmentId: string; clerk: Staff; channel: Channel | null; at: Date };

/**
 * Makes out by hand what a vehicle that has left has no standing paper of: its
 * note or waybill was void, or nobody had said who we are when it left. Asking
 * again makes out nothing more. Locks account, order, shipment. Throws
 * `seller-unknown` where that is still so.
 */
export async function issuePapersByHand(tx: Tx, issuing: Issuing): Promise<void> {
  const { shipmentId, clerk, at } = issuing;
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { shipment } = await lockWithOrder(tx, { shipmentId });
  if (!hasLeft(shipment.stage)) {
    throw new Refusal({ code: 'shipment-not-left', shipmentStage: shipment.stage });
  }
  const known = await knownOf(tx, issuing);
  if (!known) throw new Refusal({ code: 'seller-unknown', day: tradingDay(at) });
  await issueTicket(tx, issuing, known);
  await issueTravelling(tx, issuing, known);
}

/**
 * Makes out what a vehicle takes with it when it leaves: the delivery note, and the
 * waybill that names it; one of each that stands. What they say is frozen with
 * the lines of the tax invoice, the heats and the ticket. The last deed of its
 * transaction: the vehicle and its order are locked, and the numbers are the last
 * locks. Nothing where nobody said yet who we are on paper: the vehicle leaves all
 * the same, and its papers are made out by hand.
 */
export async function issueTravelPapers(tx: Tx, issuing: Issuing): Promise<void> {
  const known = await knownOf(tx, issuing);
  if (known) await issueTravelling(tx, issuing, known);
}

async function issueTravelling(tx: Tx, { shipmentId, at }: Issuing, known: Known): Promise<void> {
  const { order, shipment, issued, document } = known;
  const leftAt = shipment.track.findLast(({ kind }) => kind === 'left')?.happenedAt ?? at;
  const rateBp = await findVatRate(tx, tradingDay(leftAt));
  const lines = await listOrderLines(tx, order.id);
  const services = servicesOn(order.services, shipmentId);
  const agreed = linesOfOrder(lines, undefined, services).lines;
  const shipped = await listShippedLines(tx, shipmentId);
  const billed = linesOfShipment(agreed, shipped, await findShippedFreight(tx, shipmentId));
  // A vehicle whose lines all came to nothing carries nothing to hand out.
  if (billed.length === 0) return;
  const certificatesPath = await goodsPath(tx, { shipmentId, companyId: order.companyId, at });
  const note = deliveryNoteOf(
    { order, shipment, billed, rateBp, leftAt },
    { ...issued, certificatesPath },
  );
  await issueDocument(tx, { ...document, cause: shipmentId, content: note });
  const issuedNote = await findIssuedPaper(tx, { kind: 'delivery-note', cause: shipmentId });
  const deliveryNote = issuedNote
    ? { number: issuedNote.number, issuedOn: issuedNote.issuedOn }
    : null;
  const waybill = waybillOf({ order, shipment, leftAt }, { ...issued, deliveryNote });
  await issueDocument(tx, { ...document, cause: shipmentId, content: waybill });
}

/**
 * Puts the ticket of a vehicle that counts on paper, once, under a number of its
 * own beside that of the scale; the paper of the ticket that it supersedes is void
 * from then on, for the reason of the second weighing (R5). The last deed of its
 * transaction. Nothing where nobody said yet who we are.
 */
export async function putTicketOnPaper(tx: Tx, issuing: Issuing): Promise<void> {
  const known = await knownOf(tx, issuing);
  if (known) await issueTicket(tx, issuing, known);
}

async function issueTicket(tx: Tx, issuing: Issuing, known: Known): Promise<void> {
  const { order, shipment, issued, document } = known;
  const ticket = standingTicket(shipment);
  if (!ticket) return;
  if (ticket.supersedesId !== null) {
    await supersedePaper(tx, issuing, { shipment, before: ticket.supersedesId, ...ticket });
  }
  const content = weighTicketOf({ order, shipment, ticket }, issued);
  await issueDocument(tx, { ...document, cause: ticket.id, content });
}

async function supersedePaper(
  tx: Tx,
  { clerk, channel, at }: Issuing,
  by: { shipment: Shipment; before: string; number: string; reason: string },
): Promise<void> {
  const { companyId, orderId } = by.shipment;
  const paper = await findIssuedPaper(tx, { kind: 'weigh-ticket', cause: by.before });
  if (!paper) return;
  const { id, number } = paper;
  const reason = `${by.number}: ${by.reason}`.slice(0, 300);
  const { personId } = clerk;
  await markVoid(tx, { id, personId, reason, at });
  await recordEvent(
    tx,
    { type: 'document.voided', documentId: id, kind: 'weigh-ticket', number, reason },
    { companyId, personId, channel, subjectId: orderId, at },
  );
}

type Known = NonNullable<Awaited<ReturnType<typeof knownOf>>>;

/** What every paper of a vehicle is made of; `undefined` where nobody said who we are on this day. */
async function knownOf(tx: Tx, { shipmentId, clerk, channel, at }: Issuing) {
  const shipment = await findShipment(tx, shipmentId);
  const order = shipment && (await findOrder(tx, shipment.orderId));
  if (!order) throw new NotFound('shipment', shipmentId);
  const { id: orderId, companyId } = order;
  const issuedOn = tradingDay(at);
  const parties = await findPaperParties(tx, { companyId, orderId, on: issuedOn });
  if (!parties) return undefined;
  const document = {
    ...{ companyId, orderId, shipmentId, language: parties.language },
    ...{ personId: clerk.personId, channel, at },
  } satisfies Omit<NewDocument, 'id' | 'amounts' | 'cause' | 'content'>;
  return { order, shipment, issued: { parties, issuedOn, issuedByName: clerk.name }, document };
}
