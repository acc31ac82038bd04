import { sql } from 'kysely';
import {
  type Booking,
  commitmentEntries,
  endedCommitmentEntries,
  type Entry,
} from '../ledger/booking.ts';
import { book, bookingParts } from '../ledger/ledger.queries.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CreditStanding } from './credit.ts';

/** What a company may owe on a day and owes; `undefined` for a company without an account. */
export async function findCreditStanding(
  db: Db,
  of: { companyId: string; on: string },
): Promise<CreditStanding | undefined> {
  const found = await sql<CreditStanding>`
    select credit_kind, credit_limit_on(account, ${of.on}::date) as limit_minor, exposure_of(account) as exposure_minor
    from company_account as account where company_id = ${of.companyId}`.execute(db);
  return found.rows[0];
}

/** An order that takes of a company's credit, and who sells it. Minor units. */
export type OrderOnAccount = {
  companyId: string;
  orderId: string;
  orderMinor: number;
  at: Date;
  on: string;
  personId: string;
  /** Null where it was done in the office. */
  channel: Channel | null;
  /** The offer of freight that was agreed after the order was placed; absent for the order itself. */
  freightOfferId?: string | undefined;
};

/**
 * Books an order on account among what its company has promised to pay, if the
 * credit of the day covers it and no hold stops its orders; the condition stands in the statement, on the
 * locked account, so two sales cannot both take the last of a limit. Returns
 * whether it did.
 */
export async function bookCommitment(tx: Tx, order: OrderOnAccount): Promise<boolean> {
  const { companyId, orderMinor, on } = order;
  const entries = commitmentEntries({ ...order, grossMinor: orderMinor });
  const booked = await sql`
    with room as (
      select company_id from company_account as account
      where company_id = ${companyId}
        and not exists (select from credit_hold as hold
                        where hold.company_id = account.company_id and hold.scope = 'block-orders' and hold.ended_at is null)
        and (credit_kind = 'unlimited'
             or credit_kind = 'amount' and exposure_of(account) + ${orderMinor} <= credit_limit_on(account, ${on}::date))
    ), ${bookingParts([bookingOf(order.freightOfferId === undefined ? 'order-placed' : 'freight-agreed', order, entries)], sql`where exists (select from room)`)}`.execute(
    tx,
  );
  return (booked.numAffectedRows ?? 0n) > 0n;
}

/** Takes an order on account that ends out of what its company has promised. Minor units. */
export async function endCommitment(tx: Tx, order: OrderOnAccount): Promise<void> {
  const entries = endedCommitmentEntries({ ...order, grossMinor: order.orderMinor });
  await book(tx, bookingOf('order-cancelled', order, entries));
}

const bookingOf = (
  kind: 'order-placed' | 'order-cancelled' | 'freight-agreed',
  order: OrderOnAccount,
  entries: readonly Entry[],
): Booking => {
  const { orderId, companyId, at, on, personId, channel } = order;
  return {
    kind,
    reference: order.freightOfferId ?? orderId,
    companyId,
    orderId,
    entries,
    at,
    effectiveOn: on,
    personId,
    channel,
  };
};

/** Gives a company an account without credit if it has none yet; an unknown company gets none. */
export async function openAccount(tx: Tx, companyId: string): Promise<void> {
  await sql`
    insert into company_account (company_id, credit_kind)
    select id, 'none' from company where id = ${companyId}
    on conflict (company_id) do nothing`.execute(tx);
}

/** Locks a company's account until the commit, before any of its orders. Returns whether there is one. */
export async function lockAccount(tx: Tx, companyId: string): Promise<boolean> {
  const locked = await tx
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select('companyId')
    .forUpdate()
    .execute();
  return locked.length > 0;
}

/** What the accounts get from the agreement of a day; where it is so already, nothing is written. */
const fromAgreementOn = (on: string) => sql`
  update company_account as account
  set credit_kind = agreement.credit_kind, limit_minor = agreement.credit_limit_minor
  from agreement
  where agreement.company_id = account.company_id and agreement.valid_during @> ${on}::date
    and (account.credit_kind, account.limit_minor)
        is distinct from (agreement.credit_kind, agreement.credit_limit_minor)`;

/** Gives an account the credit of the agreement in force on a day. */
export async function alignAccount(tx: Tx, of: { companyId: string; on: string }): Promise<void> {
  await sql`${fromAgreementOn(of.on)} and account.company_id = ${of.companyId}`.execute(tx);
}

/** The same for every company. */
export async function alignAllAccounts(tx: Tx, on: string): Promise<void> {
  await fromAgreementOn(on).execute(tx);
}
