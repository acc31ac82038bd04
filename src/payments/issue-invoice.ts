import { lockAccount, openAccount } from '../credit/credit.queries.ts';
import { type Booking, invoiceEntries } from '../ledger/booking.ts';
import { readOrderBooks } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { findOrder, listOrderLines } from '../ordering/order-lines.queries.ts';
import { findOrderFacts, lockOrder } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { listUnbilled } from './document.queries.ts';
import { listCustomsOfOrder } from './goods-customs.queries.ts';
import { issueDocument } from './issue-document.ts';
import { linesOfOrder } from './lines-of-order.ts';
import { linesOfShipment, servicesOn } from './lines-of-shipment.ts';
import { readPaperParties } from './paper-parties.queries.ts';
import { findOrderOfEvent } from './payments.queries.ts';
import { taxInvoiceOf } from './sale-on-paper.ts';
import { findShippedFreight, listShippedLines } from './shipped-lines.queries.ts';

/** Invoices goods that were handed over (job). An order that has not left has nothing to invoice. */
export async function issueOrderInvoices(db: Db, payload: unknown, at: Date): Promise<void> {
  const orderId = await findOrderOfEvent(db, payload);
  if (orderId === undefined) return;
  await transact(db, (tx) => invoiceOrder(tx, { orderId, by: undefined, channel: null, at }));
}

/** Invoices by hand what was handed over: where an invoice was void, or is missing. Refused where nothing waits. */
export async function issueInvoice(
  tx: Tx,
  clerk: Staff,
  of: { orderId: string; channel: Channel | null; at: Date },
): Promise<string> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const [id] = await invoiceOrder(tx, { ...of, by: clerk });
  if (id === undefined) throw new Refusal({ code: 'nothing-to-invoice' });
  return id;
}

/**
 * Issues a tax invoice for whatever of an order was handed over or left on a vehicle and
 * has none, each hand-over and each shipment its own, with the VAT of its day of turnover, and books it: what was
 * not billed is owed from now on, less what was paid in advance (R13, R14). One
 * invoice that stands for each hand-over, however often it runs. Locks account,
 * order. Returns their ids.
 */
async function invoiceOrder(
  tx: Tx,
  of: { orderId: string; by: Staff | undefined; channel: Channel | null; at: Date },
): Promise<string[]> {
  const { orderId, at } = of;
  const facts = await findOrderFacts(tx, orderId);
  if (!facts) throw new NotFound('order', orderId);
  const { companyId } = facts;
  await openAccount(tx, companyId);
  await lockAccount(tx, companyId);
  await lockOrder(tx, orderId);
  const waiting = await listUnbilled(tx, orderId);
  const order = waiting.length > 0 ? await findOrder(tx, orderId) : undefined;
  if (!order) return [];
  const on = tradingDay(at);
  const parties = await readPaperParties(tx, { companyId, orderId, on });
  const lines = await listOrderLines(tx, orderId);
  const customs = await listCustomsOfOrder(tx, orderId);
  const customsOf = ({ position }: { position: number }) => customs.get(position) ?? null;
  const issued: string[] = [];
  for (const handed of waiting) {
    const { advanceMinor } = await readOrderBooks(tx, orderId);
    const { turnoverOn, rateBp, releasedByName, deliveryNote, authority } = handed;
    const issuedByName = of.by?.name ?? releasedByName ?? parties.seller.directorName;
    const issuing = {
      ...{ parties, issuedOn: on, issuedByName, turnoverOn, rateBp, releasedByName },
      ...{ deliveryNote, authority },
    };
    const shipped = await listShippedLines(tx, handed.reference);
    const freight = await findShippedFreight(tx, handed.reference);
    const services =
      shipped.length > 0 ? servicesOn(order.services, handed.reference) : order.services;
    const agreed = linesOfOrder(lines, customsOf, services).lines;
    const billed = shipped.length > 0 ? linesOfShipment(agreed, shipped, freight) : agreed;
    const content = taxInvoiceOf(order, billed, issuing);
    const { grossMinor } = content.totals;
    if (grossMinor !== handed.grossMinor) {
      throw new Error(`order ${order.number} was handed over at another sum`);
    }
    const bookingsOf = (id: string) => [
      invoiceBooking({ id, ...of, companyId, grossMinor, advanceMinor }),
    ];
    const document = {
      ...{ cause: handed.reference, companyId, orderId, content, language: parties.language },
      ...{ personId: of.by?.personId ?? null, channel: of.channel, at },
    };
    issued.push(await issueDocument(tx, document, bookingsOf));
  }
  return issued;
}

function invoiceBooking(of: {
  id: string;
  orderId: string;
  companyId: string;
  grossMinor: number;
  advanceMinor: number;
  by: Staff | undefined;
  channel: Channel | null;
  at: Date;
}): Booking {
  const { id, orderId, companyId, grossMinor, at, channel } = of;
  const advanceMinor = Math.min(of.advanceMinor, grossMinor);
  return {
    ...{ kind: 'invoiced', reference: id, companyId, orderId },
    entries: invoiceEntries({ orderId, companyId, grossMinor, advanceMinor }),
    ...{ at, effectiveOn: tradingDay(at), personId: of.by?.personId ?? null, channel },
  };
}
