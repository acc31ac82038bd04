import { type Kysely, sql } from 'kysely';

/**
 * Terms between us and a company, and for how much we sell. An agreement and a
 * price list change only by a new dated version; two versions in force on one
 * day cannot exist. Prices of one product on one version are packed in one row.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table site (
      id uuid primary key,
      company_id uuid not null references company,
      name text not null,
      city text not null,
      address text not null,
      ended_at timestamptz,
      unique (company_id, id)
    )`.execute(db);

  await sql`
    create table contact (
      id uuid primary key,
      company_id uuid not null references company,
      person_id uuid references person,
      name text not null,
      search_name text not null,
      duty text not null default '',
      phone text,
      phone_digits text check (phone_digits ~ '^[0-9]{4,15}$'),
      email text,
      unique (company_id, id)
    )`.execute(db);
  await sql`comment on column contact.phone_digits is 'Digits of the number without country prefix 7 or 8: ten for Kazakhstan.'`.execute(
    db,
  );
  await sql`create index contact_phone on contact (phone_digits)`.execute(db);
  await sql`create index contact_last_four on contact (right(phone_digits, 4))`.execute(db);
  await sql`create index contact_search on contact using gin (search_name gin_trgm_ops)`.execute(
    db,
  );
  await sql`create index contact_company on contact (company_id)`.execute(db);

  await sql`create type price_strategy as enum ('first-found', 'lowest')`.execute(db);
  await sql`create type pricing_date as enum ('order', 'payment', 'shipment')`.execute(db);
  await sql`create type payment_terms as enum ('prepaid', 'on-account')`.execute(db);
  await sql`create type credit_kind as enum ('none', 'unlimited', 'amount')`.execute(db);
  await sql`
    create table agreement (
      id uuid primary key,
      company_id uuid not null references company,
      version integer not null check (version > 0),
      number text not null,
      valid_during daterange not null check (not isempty(valid_during)),
      price_strategy price_strategy not null,
      public_price_if_better boolean not null,
      pricing_date pricing_date not null,
      payment payment_terms not null,
      payment_days smallint not null check (payment_days between 0 and 365),
      tolerance_bp smallint not null check (tolerance_bp between 0 and 2000),
      credit_kind credit_kind not null,
      credit_limit_minor bigint check (credit_limit_minor >= 0),
      purchase_number_required boolean not null default false,
      reason text not null default '',
      changed_by uuid references person,
      changed_at timestamptz not null,
      unique (company_id, id),
      unique (company_id, version),
      constraint agreement_limit_fits_kind check ((credit_kind = 'amount') = (credit_limit_minor is not null)),
      constraint one_agreement_in_force exclude using gist (company_id with =, valid_during with &&)
    )`.execute(db);
  await sql`comment on column agreement.tolerance_bp is 'How far the weighed may differ from the ordered, basis points (R6).'`.execute(
    db,
  );

  await sql`
    create table company_account (
      company_id uuid primary key references company,
      credit_kind credit_kind not null,
      limit_minor bigint check (limit_minor >= 0),
      exposure_minor bigint not null default 0 check (exposure_minor >= 0),
      constraint account_limit_fits_kind check ((credit_kind = 'amount') = (limit_minor is not null))
    )`.execute(db);
  await sql`comment on table company_account is 'One row per company, locked by whatever changes what the company owes or has promised (R13).'`.execute(
    db,
  );

  await sql`
    create table vat_rate (
      valid_during daterange not null check (not isempty(valid_during)),
      rate_bp smallint not null check (rate_bp between 0 and 10000),
      constraint one_vat_rate_in_force exclude using gist (valid_during with &&)
    )`.execute(db);

  await sql`create type price_level as enum ('contract', 'site', 'company', 'group', 'base')`.execute(
    db,
  );
  await sql`
    create table price_list (
      id uuid primary key,
      code text not null,
      name text not null,
      level price_level not null,
      company_id uuid references company,
      site_id uuid,
      group_code text references company_group,
      priority smallint not null default 0,
      currency char(3) not null default 'KZT',
      includes_vat boolean not null,
      constraint price_list_code unique (code),
      constraint price_list_site foreign key (company_id, site_id) references site (company_id, id),
      constraint price_list_holder check (
        case level
          when 'base' then company_id is null and site_id is null and group_code is null
          when 'group' then company_id is null and site_id is null and group_code is not null
          when 'site' then company_id is not null and site_id is not null and group_code is null
          else company_id is not null and site_id is null and group_code is null
        end)
    )`.execute(db);
  await sql`create index price_list_company on price_list (company_id) where company_id is not null`.execute(
    db,
  );
  await sql`create index price_list_group on price_list (group_code) where group_code is not null`.execute(
    db,
  );

  await sql`
    create table price_list_version (
      id uuid primary key,
      price_list_id uuid not null references price_list,
      number integer not null check (number > 0),
      valid_during daterange not null check (not isempty(valid_during)),
      based_on uuid references price_list_version,
      edits integer not null default 1,
      created_by uuid references person,
      created_at timestamptz not null,
      published_by uuid references person,
      published_at timestamptz,
      unique (price_list_id, number),
      constraint one_version_in_force
        exclude using gist (price_list_id with =, valid_during with &&) where (published_at is not null)
    )`.execute(db);
  await sql`comment on column price_list_version.edits is 'Counts changes to a draft, so that two editors notice each other.'`.execute(
    db,
  );
  // A list has at most one draft at a time: the next version.
  await sql`create unique index one_draft_per_list on price_list_version (price_list_id) where published_at is null`.execute(
    db,
  );

  await sql`
    create function ascends(numbers bigint[]) returns boolean language sql immutable strict parallel safe as $$
      select coalesce(bool_and(a < b), true)
      from unnest(numbers[1 : cardinality(numbers) - 1], numbers[2 : ]) as step (a, b)
    $$`.execute(db);
  await sql`
    create table price (
      version_id uuid not null references price_list_version on delete cascade,
      product_id uuid not null references product,
      from_weights_g bigint[] not null,
      prices_per_tonne_minor bigint[] not null,
      primary key (version_id, product_id),
      constraint price_breaks_pair check (cardinality(from_weights_g) = cardinality(prices_per_tonne_minor)),
      constraint price_breaks_some check (cardinality(from_weights_g) between 1 and 12),
      constraint price_breaks_ascend check (ascends(from_weights_g) and from_weights_g[1] >= 0),
      constraint price_positive check (0 < all (prices_per_tonne_minor))
    )`.execute(db);
  await sql`comment on column price.from_weights_g is 'Grams. Break n applies from this weight upwards.'`.execute(
    db,
  );
  await sql`comment on column price.prices_per_tonne_minor is 'Minor units per tonne of each break; with or without VAT as the list says.'`.execute(
    db,
  );
  await sql`
    create function refuse_change_of_published_price() returns trigger language plpgsql as $$
    begin
      if exists (select from price_list_version v
                 where v.id = coalesce(new.version_id, old.version_id) and v.published_at is not null) then
        raise exception 'a published price does not change'
          using errcode = 'restrict_violation', constraint = 'published_price_frozen';
      end if;
      return coalesce(new, old);
    end $$`.execute(db);
  await sql`create trigger published_price_frozen before insert or update or delete on price
    for each row execute function refuse_change_of_published_price()`.execute(db);
}
