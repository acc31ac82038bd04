import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type {
  CompanyRole,
  CreditKind,
  PaymentTerms,
  SpendingPeriod,
} from '../platform/db/schema.ts';

/** A company's administrators, locked in one order, so that two who remove each other at once leave one. */
export async function lockCompanyAdmins(tx: Tx, companyId: string): Promise<string[]> {
  const locked = await tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .where('membership.companyId', '=', companyId)
    .where('membership.role', '=', 'company_admin')
    .where('membership.endedAt', 'is', null)
    .where('person.disabledAt', 'is', null)
    .orderBy('membership.personId')
    .select('membership.personId')
    .forUpdate('membership')
    .execute();
  return locked.map(({ personId }) => personId);
}

type Member = { personId: string; companyId: string };

/** A role of ours, and the own role of the company that counts instead. */
type KeptRole = { role: CompanyRole; ownRoleId: string | null };

/**
 * Holds a place in a company for someone who is invited: in this role, and
 * without any right until the invitation is accepted. Somebody who is a member
 * already keeps what he has; says whether the place waits.
 */
export async function holdPlace(
  tx: Tx,
  member: Member & KeptRole & { at: Date },
): Promise<boolean> {
  const { personId, companyId, role, ownRoleId, at } = member;
  const held = await sql`
    insert into membership (person_id, company_id, role, own_role_id, ended_at, created_at)
    values (${personId}, ${companyId}, ${role}, ${ownRoleId}, ${at}, ${at})
    on conflict (person_id, company_id) do update set role = excluded.role, own_role_id = excluded.own_role_id
      where membership.ended_at is not null
    returning person_id`.execute(tx);
  return held.rows.length === 1;
}

/** The invited person takes his place. Says whether there was one. */
export async function beginMembership(tx: Tx, member: Member & { at: Date }): Promise<boolean> {
  const begun = await tx
    .updateTable('membership')
    .set({ endedAt: null, createdAt: member.at })
    .where('personId', '=', member.personId)
    .where('companyId', '=', member.companyId)
    .where('endedAt', 'is not', null)
    .executeTakeFirst();
  return begun.numUpdatedRows === 1n;
}

/** Ends a membership. Says whether there was one to end. */
export async function setMembershipEnded(tx: Tx, member: Member & { at: Date }): Promise<boolean> {
  const ended = await tx
    .updateTable('membership')
    .set({ endedAt: member.at })
    .where('personId', '=', member.personId)
    .where('companyId', '=', member.companyId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** The role of a member, locked until the commit; `undefined` for a stranger. */
export async function findMemberRole(tx: Tx, member: Member): Promise<KeptRole | undefined> {
  return tx
    .selectFrom('membership')
    .where('personId', '=', member.personId)
    .where('companyId', '=', member.companyId)
    .where('endedAt', 'is', null)
    .select(['role', 'ownRoleId'])
    .forUpdate()
    .executeTakeFirst();
}

/** Gives a locked member another role. */
export async function setCompanyRole(tx: Tx, member: Member & KeptRole): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ role: member.role, ownRoleId: member.ownRoleId })
    .where('personId', '=', member.personId)
    .where('companyId', '=', member.companyId)
    .where('endedAt', 'is', null)
    .execute();
}

/**
 * The person with an address, made if there is none yet: without a password,
 * so that nobody can sign in before an invitation is accepted. What is known of
 * someone already stays as it is.
 */
export async function findOrInsertPerson(
  tx: Tx,
  person: { id: string; email: string; name: string; language: 'en' | 'ru' | 'kk' },
): Promise<{ personId: string; name: string; language: 'en' | 'ru' | 'kk' }> {
  const found = await sql<{ personId: string; name: string; language: 'en' | 'ru' | 'kk' }>`
    insert into person (id, email, name, language)
    values (${person.id}, ${person.email}, ${person.name}, ${person.language})
    on conflict (email) do update set email = excluded.email
    returning id as person_id, name, language`.execute(tx);
  const [row] = found.rows;
  if (!row) throw new Error('a person was neither found nor made');
  return row;
}

export type Colleague = {
  personId: string;
  name: string;
  email: string;
  role: CompanyRole;
  ownRoleId: string | null;
  ownRoleName: string | null;
  since: Date;
  /** How much he may order in a period, with VAT, minor units; both null: no limit (R17). */
  limitMinor: number | null;
  limitPeriod: SpendingPeriod | null;
};

export type Invited = {
  personId: string;
  email: string;
  role: CompanyRole;
  ownRoleName: string | null;
  expiresAt: Date;
};

/** The places in a company: those who act for it, and those it has invited and waits for. */
export type Places = { colleagues: Colleague[]; invited: Invited[] };

/**
 * Who acts for a company, by name, and whom it waits for, by address only: the
 * name of an invited person may be known to us from another company. One statement.
 */
export async function listPlaces(db: Db, of: { companyId: string; at: Date }): Promise<Places> {
  const found = await sql<Colleague & { expiresAt: Date | null }>`
    select person.id as person_id, person.name, person.email, membership.role, membership.own_role_id,
           own_role.name as own_role_name, membership.created_at as since,
           spending.limit_minor, spending.period as limit_period, waiting.expires_at
    from membership
    join person on person.id = membership.person_id
    left join company_own_role as own_role on own_role.id = membership.own_role_id
    left join spending_limit as spending
      on spending.person_id = membership.person_id and spending.company_id = membership.company_id
    left join lateral (
      select max(link.expires_at) as expires_at from access_link as link
      where link.person_id = membership.person_id and link.company_id = membership.company_id
        and link.purpose = 'invitation' and link.used_at is null and link.expires_at > ${of.at}
    ) as waiting on membership.ended_at is not null
    where membership.company_id = ${of.companyId}
      and (membership.ended_at is null and person.disabled_at is null or waiting.expires_at is not null)
    order by person.name, person.email`.execute(db);
  const colleagues = found.rows.flatMap(({ expiresAt, ...colleague }) =>
    expiresAt === null ? [colleague] : [],
  );
  const invited = found.rows.flatMap(({ personId, email, role, ownRoleName, expiresAt }) =>
    expiresAt === null ? [] : [{ personId, email, role, ownRoleName, expiresAt }],
  );
  return { colleagues, invited };
}

export type CompanyFacts = {
  name: string;
  bin: string;
  address: string | null;
  managerName: string | null;
  managerPhone: string | null;
  /** On what terms it buys on the day asked for; null without an agreement. */
  agreementNumber: string | null;
  payment: PaymentTerms | null;
  paymentDays: number | null;
  creditKind: CreditKind;
  limitMinor: number | null;
  exposureMinor: number;
  sites: readonly { name: string; city: string; address: string }[];
  /** The roles in force that the company made for itself. */
  ownRoles: readonly { id: string; name: string }[];
  /** Every company that the reader buys for. */
  companies: readonly {
    id: string;
    name: string;
    role: CompanyRole;
    ownRoleName: string | null;
  }[];
};

/**
 * What a company's page says of it: its terms of the day, the places where it receives goods, and the reader's other companies.
 * `termsOf` tells the rest of an agreement as the department does that keeps it. One statement.
 */
export async function readCompanyFacts<Terms>(
  db: Db,
  of: { companyId: string; personId: string; on: string; termsOf: RawBuilder<Terms> },
): Promise<(CompanyFacts & { terms: Terms | null }) | undefined> {
  const found = await sql<CompanyFacts & { terms: Terms | null }>`
    select company.name, company.bin, company.address, manager.name as manager_name, manager.phone as manager_phone,
           agreement.number as agreement_number, agreement.payment, agreement.payment_days, ${of.termsOf} as terms,
           coalesce(account.credit_kind, 'none') as credit_kind, credit_limit_on(account, ${of.on}::date) as limit_minor,
           coalesce(exposure_of(account), 0)::bigint as exposure_minor,
           coalesce((select jsonb_agg(jsonb_build_object('name', site.name, 'city', site.city, 'address', site.address)
                                      order by site.name)
                     from site where site.company_id = company.id and site.ended_at is null), '[]') as sites,
           coalesce((select jsonb_agg(jsonb_build_object('id', own_role.id, 'name', own_role.name) order by own_role.name)
                     from company_own_role as own_role
                     where own_role.company_id = company.id and own_role.ended_at is null), '[]') as own_roles,
           (select jsonb_agg(jsonb_build_object('id', other.id, 'name', other.name, 'role', membership.role,
                                                'ownRoleName', own_role.name) order by other.name)
            from membership join company as other on other.id = membership.company_id
            left join company_own_role as own_role on own_role.id = membership.own_role_id
            where membership.person_id = ${of.personId} and membership.ended_at is null) as companies
    from company
    left join person as manager on manager.id = company.manager_id
    left join agreement on agreement.company_id = company.id and agreement.valid_during @> ${of.on}::date
    left join company_account as account on account.company_id = company.id
    where company.id = ${of.companyId}`.execute(db);
  return found.rows[0];
}
