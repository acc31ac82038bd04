import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../../src/platform/id.ts';
import type { World } from './world.ts';

/** So many companies buy in the bench at most. */
const COMPANIES_MAX = 120;

export type Company = { id: string; branchCode: string };

/** A buyer of a company, signed in. */
export type Person = {
  id: string;
  company: Company;
  cookie: string;
  /** The hash of the session's token as PostgreSQL writes it: the statements carry it. */
  tokenHash: string;
};

/** Companies with prices of their own, an agreement in force that asks for nothing more, and no hold; from now on they buy on account without a limit. */
export async function chooseCompanies({ sql }: World): Promise<Company[]> {
  const { rows } = await sql.query<Company>(
    `select company.id, company.branch_code as "branchCode"
     from company
     join agreement on agreement.company_id = company.id and agreement.valid_during @> current_date
     where exists (
       select from price_list as list join price_list_version as version on version.price_list_id = list.id
       where list.company_id = company.id and list.level in ('contract', 'company')
         and version.published_at is not null and version.valid_during @> current_date)
       and cardinality(agreement.required_fields) = 0
       and not exists (select from agreement_instalment where agreement_id = agreement.id)
       and not exists (select from credit_hold where company_id = company.id and ended_at is null)
     order by company.bin limit $1`,
    [COMPANIES_MAX],
  );
  const ids = rows.map(({ id }) => id);
  await sql.query(
    `update agreement set payment = 'on-account', payment_days = 14, credit_kind = 'unlimited', credit_limit_minor = null
     where company_id = any($1::uuid[]) and valid_during @> current_date`,
    [ids],
  );
  await sql.query(
    `update company_account set credit_kind = 'unlimited', limit_minor = null where company_id = any($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** Signed-in buyers, as many as are asked for: the first of them always the same, their companies in turn. */
export class People {
  readonly #world: World;
  readonly #people: Person[] = [];
  readonly companies: readonly Company[];

  constructor(world: World, companies: readonly Company[]) {
    if (companies.length === 0) throw new Error('no company of this world has prices of its own');
    this.#world = world;
    this.companies = companies;
  }

  /** Everybody so far. */
  get all(): readonly Person[] {
    return this.#people;
  }

  async first(count: number): Promise<readonly Person[]> {
    if (count > this.#people.length) await this.#signUp(count);
    return this.#people.slice(0, count);
  }

  async #signUp(upTo: number): Promise<void> {
    const begun = this.#people.length;
    const fresh = Array.from({ length: upTo - begun }, (_, index) => this.#person(begun + index));
    const tokens = fresh.map(({ cookie }) => cookie.slice('sid='.length));
    await this.#world.sql.query(
      `with joining as (
         select * from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as joining (id, company_id, token_hash)
       ), made as (
         insert into person (id, email, name)
         select id, 'buyer-' || id || '@bench.example', 'Покупатель ' || left(id::text, 13) from joining
       ), joined as (
         insert into membership (person_id, company_id, role) select id, company_id, 'buyer' from joining
       )
       insert into session (token_hash, person_id, company_id, created_at, seen_at, expires_at)
       select token_hash, id, company_id, now(), now(), now() + interval '1 day' from joining`,
      [
        fresh.map(({ id }) => id),
        fresh.map(({ company }) => company.id),
        tokens.map((token) => createHash('sha256').update(token).digest()),
      ],
    );
    this.#people.push(...fresh);
  }

  #person(index: number): Person {
    const company = this.companies[index % this.companies.length];
    if (!company) throw new Error('there is no company');
    const token = randomBytes(32).toString('base64url');
    return {
      ...{ id: newId(), company, cookie: `sid=${token}` },
      tokenHash: `\\x${createHash('sha256').update(token).digest('hex')}`,
    };
  }
}
