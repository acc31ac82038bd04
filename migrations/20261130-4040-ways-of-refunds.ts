import { type Kysely, sql } from 'kysely';

/**
 * A refund goes back by a way of its own: as the money came, in cash from a
 * till, or by bank. It may take money off an order that it pays, and one that
 * failed is tried again by another refund or left to the company.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table refund
      add column way payment_method,
      add column order_id uuid,
      add column rounding_minor bigint not null default 0,
      add column follows_id uuid references refund,
      add column paid_reference text not null default '' check (length(paid_reference) <= 200),
      add column settled_by uuid references person,
      add column left_at timestamptz,
      add column left_by uuid references person,
      add constraint refund_order foreign key (company_id, order_id) references sales_order (company_id, id),
      add constraint only_cash_refund_is_rounded
        check (rounding_minor between -99 and 99 and (way = 'cash' or rounding_minor = 0)),
      add constraint only_failed_is_left
        check ((left_at is null) = (left_by is null) and (left_at is null or state = 'failed'))`.execute(
    db,
  );
  await sql`update refund set way = payment.method from payment where payment.id = refund.payment_id`.execute(
    db,
  );
  await sql`alter table refund alter column way set not null`.execute(db);
  const columns = {
    way: 'How it goes back; another way than the money came needs a second person.',
    order_id: 'The order that the money is taken off; null where it paid for nothing.',
    rounding_minor: 'Cash is whole tenge: what was given beyond what is refunded, or less.',
    follows_id: 'The refund that failed and that this one makes good.',
    paid_reference: 'Of our payment order, or of the slip of the terminal.',
    left_at: 'When somebody left the money of a failed refund with the company.',
  };
  for (const [column, meaning] of Object.entries(columns)) {
    await sql`comment on column ${sql.table('refund')}.${sql.ref(column)} is ${sql.lit(meaning)}`.execute(
      db,
    );
  }
  await sql`create unique index refund_made_good_once on refund (follows_id) where state <> 'refused'`.execute(
    db,
  );
  await sql`create index refund_failed on refund (asked_at) where state = 'failed' and left_at is null`.execute(
    db,
  );

  await sql`
    alter table provider_notice
      add column closed_at timestamptz,
      add column closed_by uuid references person,
      add column closed_note text not null default '' check (length(closed_note) <= 300)`.execute(
    db,
  );
  await sql`comment on column provider_notice.closed_note is 'What a person found who looked into a notice in trouble.'`.execute(
    db,
  );
  await sql`create index notice_to_look_at on provider_notice (received_at)
    where closed_at is null and (trouble <> '' or handled_at is null)`.execute(db);
  await sql`create index dispute_open on card_dispute (answer_by)
    where status in ('warning', 'needsAnswer', 'underReview')`.execute(db);
  await sql`create index event_paid_without_stock on event (subject_id) where type = 'order.paid-without-stock'`.execute(
    db,
  );
  await sql`create index payment_newest on payment (received_on desc, id desc)`.execute(db);
  await sql`create index payment_newest_of_method on payment (method, received_on desc, id desc)`.execute(
    db,
  );
  await sql`create index payment_newest_of_company on payment (company_id, received_on desc, id desc)`.execute(
    db,
  );
  await sql`create index payment_of_reference on payment (lower(reference) text_pattern_ops)`.execute(
    db,
  );
  await sql`create index payment_unspent on payment (received_on desc, id desc)
    where allocated_minor + refunded_minor < amount_minor`.execute(db);
}
