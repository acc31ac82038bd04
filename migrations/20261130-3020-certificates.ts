import { type Kysely, sql } from 'kysely';

/**
 * Mill certificates: what each says, of which heats, and the paper itself. What
 * was attached is never changed: a better one is a new version that says why, and
 * the old one ends. One certificate of a number is in force at a mill. The way
 * from lots to certificates and from orders to lots stands in two views.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type certificate_type as enum ('2.1', '2.2', '3.1', '3.2', 'quality')`.execute(
    db,
  );
  await sql`create type certificate_end as enum ('withdrawn', 'replaced')`.execute(db);
  await sql`
    create table certificate (
      id uuid primary key,
      mill_id uuid not null references mill,
      number text not null check (length(number) between 1 and 60),
      number_key text not null generated always as (mark_key(number)) stored,
      version smallint not null default 1 check (version > 0),
      version_reason text not null default '',
      type certificate_type not null,
      issued_on date not null,
      grade text not null check (length(grade) between 1 and 60),
      grade_key text not null generated always as (mark_key(grade)) stored,
      content jsonb not null,
      faults jsonb not null default '[]' check (jsonb_typeof(faults) = 'array'),
      fault_count integer not null generated always as (jsonb_array_length(faults)) stored,
      accepted_by uuid references person,
      accepted_reason text not null default '',
      file_sha256 bytea references certificate_file,
      attached_by uuid not null references person,
      attached_at timestamptz not null,
      ended_at timestamptz,
      ended_as certificate_end,
      ended_by uuid references person,
      end_reason text not null default '',
      constraint one_version_of_a_certificate unique (mill_id, number_key, version),
      constraint later_version_says_why check (version = 1 or version_reason <> ''),
      constraint faults_are_accepted
        check ((jsonb_array_length(faults) > 0) = (accepted_by is not null) and (accepted_by is not null) = (accepted_reason <> '')),
      constraint end_says_why check ((ended_at is null) = (ended_as is null) and (ended_at is null) = (ended_by is null)
                                     and (ended_at is null) = (end_reason = ''))
    )`.execute(db);
  await sql`create unique index one_certificate_in_force on certificate (mill_id, number_key) where ended_at is null`.execute(
    db,
  );
  await sql`create index certificate_of_attaching on certificate (attached_at desc, id)`.execute(
    db,
  );
  await sql`
    create table certificate_heat (
      certificate_id uuid not null references certificate,
      position smallint not null check (position > 0),
      heat_number text not null check (length(heat_number) between 1 and 40),
      heat_key text not null generated always as (mark_key(heat_number)) stored,
      mass_g bigint check (mass_g > 0),
      primary key (certificate_id, position),
      constraint one_heat_of_a_certificate unique (certificate_id, heat_key)
    )`.execute(db);
  await sql`create index certificate_of_heat on certificate_heat (heat_key)`.execute(db);
  const comments = [
    [
      'certificate.content',
      'All that stands on it, by the fields of EN 10168 (certificates/stored-certificate.ts).',
    ],
    [
      'certificate.faults',
      'What was found wrong when it was attached; each was seen and accepted by somebody, with a reason.',
    ],
    [
      'certificate.version_reason',
      'Why it takes the place of the version before; empty for the first.',
    ],
    [
      'certificate_heat.mass_g',
      'What it certifies of the heat, grams; null where it does not say.',
    ],
  ] as const;
  for (const [column, text] of comments) {
    await sql`comment on column ${sql.ref(column)} is ${sql.lit(text)}`.execute(db);
  }
  await keepWhatWasAttached(db);
  await linkAndWaive(db);
  await findTheWay(db);
}

/** A certificate is evidence: only its end may still be written, once. What follows from the rest is not known yet before an update. */
async function keepWhatWasAttached(db: Kysely<never>): Promise<void> {
  await sql`
    create function certificate_is_kept() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'certificate' then
        if old.ended_at is null and new.ended_at is not null
           and to_jsonb(new) - '{ended_at,ended_as,ended_by,end_reason,number_key,grade_key,fault_count}'::text[]
             = to_jsonb(old) - '{ended_at,ended_as,ended_by,end_reason,number_key,grade_key,fault_count}'::text[] then
          return new;
        end if;
      end if;
      raise exception 'a certificate stays as it was attached'
        using errcode = 'check_violation', constraint = 'certificate_is_kept';
    end $$`.execute(db);
  for (const table of ['certificate', 'certificate_heat']) {
    await sql`create trigger certificate_is_kept before update or delete on ${sql.table(table)}
      for each row execute function certificate_is_kept()`.execute(db);
  }
}

async function linkAndWaive(db: Kysely<never>): Promise<void> {
  await sql`
    create table certificate_link (
      token_hash bytea primary key check (length(token_hash) = 32),
      certificate_id uuid not null references certificate,
      made_by uuid not null references person,
      made_at timestamptz not null,
      expires_at timestamptz not null check (expires_at > made_at)
    )`.execute(db);
  await sql`comment on table certificate_link is 'What a QR code on a paper opens: one certificate, for whoever holds the paper.'`.execute(
    db,
  );
  await sql`
    create table certificate_waiver (
      order_id uuid not null,
      lot_id uuid not null references lot,
      company_id uuid not null,
      reason text not null check (reason <> ''),
      waived_by uuid not null references person,
      waived_at timestamptz not null,
      primary key (order_id, lot_id),
      foreign key (company_id, order_id) references sales_order (company_id, id)
    )`.execute(db);
  await sql`comment on table certificate_waiver is 'The buyer takes goods of a lot although their certificate is not there.'`.execute(
    db,
  );
}

async function findTheWay(db: Kysely<never>): Promise<void> {
  await sql`
    create view lot_certificate as
    select lot.id as lot_id, certificate.id as certificate_id, certificate.ended_at
    from lot
    join certificate_heat as heat on heat.heat_key = lot.heat_key
    join certificate on certificate.id = heat.certificate_id
     and (lot.mill_id is null or lot.mill_id = certificate.mill_id)`.execute(db);
  await sql`comment on view lot_certificate is 'Which certificates speak of a lot, by its heat and its mill; those in force have no end.'`.execute(
    db,
  );
  await sql`
    create view order_lot as
    select order_id, lot_id from allocation
    union
    select order_id, id from lot where order_id is not null`.execute(db);
  await sql`comment on view order_lot is 'The lots of an order that are known: what it got, and what was cut for it.'`.execute(
    db,
  );
}
