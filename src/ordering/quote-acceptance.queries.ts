import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { CertificateKind } from '../platform/db/schema.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { QuotedFreight } from '../pricing/quoted-freight.ts';
import { insertCartLines, type NewCartLine } from './cart.queries.ts';
import type { Take } from './quote.ts';

/** The order that a key led to; where all is ordered, the last one of the quote. */
export async function findAcceptedOrder(
  tx: Tx,
  of: { quoteId: string; key: string; isAll: boolean },
): Promise<{ orderId: string } | undefined> {
  const { quoteId, key, isAll } = of;
  const found = await sql<{ orderId: string }>`
    select order_id from quote_acceptance
    where quote_id = ${quoteId} and (id = ${key} or ${isAll})
    order by (id = ${key}) desc, at desc limit 1`.execute(tx);
  return found.rows[0];
}

/** Whether the locked quote may be accepted at a moment, as the database has it. */
export async function isStillOpen(tx: Tx, of: { quoteId: string; at: Date }): Promise<boolean> {
  const open = await tx
    .selectFrom('quote')
    .where('id', '=', of.quoteId)
    .where('state', '=', 'sent')
    .where('validUntil', '>', of.at)
    .select('id')
    .executeTakeFirst();
  return open !== undefined;
}

/** Writes an acceptance with the spans that it takes of its offers; the order must follow in the same transaction. */
export async function insertAcceptance(
  tx: Tx,
  acceptance: {
    id: string;
    quoteId: string;
    companyId: string;
    versionId: string;
    personId: string;
    channel: Channel;
    orderId: string;
    /** The link by which a guest accepted. */
    linkId: string | null;
    takes: readonly Take[];
    at: Date;
  },
): Promise<void> {
  const { id, quoteId, companyId, versionId, personId, channel, orderId, takes, at } = acceptance;
  const { linkId } = acceptance;
  await sql`
    with accepted as (
      insert into quote_acceptance (id, quote_id, company_id, version_id, person_id, channel, order_id, link_id, at)
      values (${id}, ${quoteId}, ${companyId}, ${versionId}, ${personId}, ${channel}::channel, ${orderId},
              ${linkId}, ${at})
      returning id
    )
    insert into quote_take (acceptance_id, offer_id, version_id, position, quantity_milli, takes_more, taken)
    select accepted.id, offer.id, offer.version_id, offer.position, offer.quantity_milli, offer.takes_more,
           int8range(take.from_milli, take.from_milli + take.quantity_milli)
    from accepted, unnest(
      ${takes.map(({ offer }) => offer.id)}::uuid[],
      ${takes.map(({ fromMilli }) => fromMilli)}::bigint[],
      ${takes.map(({ quantityMilli }) => quantityMilli)}::bigint[]
    ) as take (offer_id, from_milli, quantity_milli)
    join quote_offer as offer on offer.id = take.offer_id`.execute(tx);
}

/** A line of the cart with the price that the quote fixed. */
type QuotedLine = {
  line: NewCartLine;
  position: number;
  pricePerTonneMinor: number;
  includesVat: boolean;
  quoteVersion: number;
  /** What the quote asks for cutting it; null: nothing is cut. */
  services: readonly ServiceDerivation[] | null;
};

/** The cart that a quote fills, with what it fixed of prices and freight: nobody's open cart, since it becomes an order in the same transaction. */
export async function insertQuoteCart(
  tx: Tx,
  cart: {
    id: string;
    code: string;
    companyId: string;
    quoteId: string;
    branchCode: string;
    siteId: string | null;
    contactId: string | null;
    purchaseNumber: string;
    costCentreId: string | null;
    certificateKind: CertificateKind | null;
    openedBy: string;
    openedOn: Channel;
    at: Date;
  },
  quoted: readonly QuotedLine[],
  freight: (QuotedFreight & { quoteVersion: number }) | undefined,
): Promise<void> {
  const { at, ...head } = cart;
  await tx
    .insertInto('cart')
    .values({ ...head, createdAt: at, changedAt: at })
    .execute();
  if (freight) {
    const { companyId, quoteId } = cart;
    await tx
      .insertInto('cartFreight')
      .values({ cartId: cart.id, companyId, quoteId, ...freight })
      .execute();
  }
  const into = { cartId: cart.id, addedBy: cart.openedBy, addedOn: cart.openedOn, at };
  await insertCartLines(
    tx,
    into,
    quoted.map(({ line }) => line),
  );
  await tx
    .insertInto('cartLinePrice')
    .values(
      quoted.map(({ line, position, pricePerTonneMinor, includesVat, quoteVersion, services }) => ({
        services: services && JSON.stringify(services),
        ...{ cartLineId: line.id, kind: 'quote' as const, pricePerTonneMinor, includesVat },
        ...{ fixedAt: at, quoteId: cart.quoteId, quoteVersion, quoteLine: position },
      })),
    )
    .execute();
}
