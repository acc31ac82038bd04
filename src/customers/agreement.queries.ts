import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { BeyondAuthority } from '../platform/db/schema.ts';
import type { Agreed } from './agreed.ts';
import type { AgreementVersion, Terms } from './agreement.ts';

/** All versions of a company's agreement, the newest first. One statement. */
export function listAgreements(db: Db, companyId: string): Promise<AgreementVersion[]> {
  return listAgreementsOf(db, [companyId]);
}

/** A version with what is agreed of its orders apart. */
type Stored = Omit<AgreementVersion, keyof Agreed> & { agreed: Agreed };

/** The same for several companies; their versions stand together. One statement. */
export async function listAgreementsOf(
  db: Db,
  companyIds: readonly string[],
): Promise<(AgreementVersion & { companyId: string })[]> {
  const found = await sql<Stored & { companyId: string }>`
    select agreement.id, company_id, version, number, lower(valid_during) as "from", upper(valid_during) as until,
           price_strategy, public_price_if_better, pricing_date, payment, payment_days, overdue_grace_days, overdue_least_minor,
           tolerance_bp, credit_kind,
           credit_limit_minor, required_fields::text[], ${agreedSql} as agreed, reason, changed_by, author.name as changed_by_name, changed_at,
           state, planned_from, beyond::text[], ${instalmentsSql}, decider.name as decided_by_name, decided_at, decision_note
    from agreement
    left join person as author on author.id = agreement.changed_by
    left join person as decider on decider.id = agreement.decided_by
    where company_id = any(${[...companyIds]}::uuid[])
    order by company_id, version desc`.execute(db);
  return found.rows.map(({ agreed, ...version }) => ({ ...version, ...agreed }));
}

/**
 * The newest version of a company's agreement, whatever became of it, and
 * whether a draft waits; `undefined` for a company that has none.
 */
export function findNewestAgreement(
  db: Db,
  companyId: string,
): Promise<{ version: number; number: string; isDraftWaiting: boolean } | undefined> {
  return db
    .selectFrom('agreement')
    .where('companyId', '=', companyId)
    .orderBy('version', 'desc')
    .limit(1)
    .select(['version', 'number'])
    .select(
      sql<boolean>`exists (select from agreement as draft
        where draft.company_id = ${companyId} and draft.state = 'draft')`.as('isDraftWaiting'),
    )
    .executeTakeFirst();
}

/** The terms last agreed with a company, drafts left out. One statement. */
export async function findAgreedTerms(db: Db, companyId: string): Promise<Terms | undefined> {
  const versions = await listAgreements(db, companyId);
  return versions.find(({ state }) => state === 'agreed');
}

/** The instalments of an agreement in their order, as one value of a statement that reads `agreement`. */
export const instalmentsSql = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('shareBp', share_bp, 'amountMinor', amount_minor, 'dueAfter', due_after, 'days', days, 'gate', gate)
                             order by position), '[]')
   from agreement_instalment where agreement_id = agreement.id) as instalments`;

/** What is agreed of orders, as one value of a statement that reads `agreement`; null where that gives no row. */
export const agreedSql = sql`
  case when agreement.id is not null then jsonb_build_object(
    'carrier', agreement.carrier, 'deliveryPlace', agreement.delivery_place, 'freight', agreement.freight,
    'freightPrice', agreement.freight_price,
    'freeFrom', case when agreement.freight_price = 'free-from' then
      jsonb_build_object('weightG', agreement.freight_free_from_g, 'goodsMinor', agreement.freight_free_from_minor) end,
    'storage', case when agreement.storage_free_days is not null then
      jsonb_build_object('freeDays', agreement.storage_free_days, 'feeMinor', agreement.storage_fee_minor,
                         'mostDays', agreement.storage_most_days) end,
    'documents', to_jsonb(agreement.documents), 'documentsLanguage', agreement.documents_language,
    'needs', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', need.kind, 'hours', need.hours,
                                                                             'said', need.said)) order by need.kind), '[]')
              from agreement_need as need where need.agreement_id = agreement.id),
    'claimDays', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'days', days) order by kind), '[]')
                  from agreement_claim_days where agreement_id = agreement.id)) end`;

/** What a customer reads of his agreement beside prices and credit. */
export type ToldTerms = Agreed & Pick<Terms, 'instalments' | 'requiredFields'>;

/** The same as one value of a statement that reads `agreement`; null where that gives no row. */
export const toldTermsSql = sql<ToldTerms>`
  (${agreedSql}) || (select to_jsonb(told) from (
    select to_jsonb(agreement.required_fields) as "requiredFields", ${instalmentsSql}) as told)`;

/** Ends what was agreed on the day before; what would have begun on the day or later is replaced and keeps no day. */
export async function endAgreements(
  tx: Tx,
  of: { companyId: string; from: string },
): Promise<void> {
  const { companyId, from } = of;
  await sql`
    update agreement
    set valid_during = valid_during * daterange(null, ${from}::date)
    where company_id = ${companyId} and valid_during && daterange(${from}::date, null)`.execute(tx);
}

/**
 * Writes the next version of an agreement: in force from a day on without an
 * end, or where something is beyond its author's authority a draft for that day.
 */
export async function insertAgreement(
  tx: Tx,
  agreement: {
    id: string;
    companyId: string;
    version: number;
    number: string;
    from: string;
    terms: Terms;
    reason: string;
    beyond: readonly BeyondAuthority[];
    by: string;
    at: Date;
  },
): Promise<void> {
  const { id, companyId, version, number, from, terms, reason, beyond, by, at } = agreement;
  const isDraft = beyond.length > 0;
  const {
    instalments,
    requiredFields,
    documents,
    storage,
    needs,
    freeFrom,
    claimDays,
    ...columns
  } = terms;
  await tx
    .insertInto('agreement')
    .values({
      id,
      companyId,
      version,
      number,
      validDuring: isDraft ? 'empty' : sql<string>`daterange(${from}::date, null)`,
      ...columns,
      documents: sql`${[...documents]}::order_document[]`,
      storageFreeDays: storage?.freeDays ?? null,
      storageFeeMinor: storage?.feeMinor ?? null,
      storageMostDays: storage?.mostDays ?? null,
      freightFreeFromG: freeFrom?.weightG ?? null,
      freightFreeFromMinor: freeFrom?.goodsMinor ?? null,
      requiredFields: sql`${[...requiredFields]}::order_field[]`,
      reason,
      state: isDraft ? 'draft' : 'agreed',
      plannedFrom: isDraft ? from : null,
      beyond: sql`${[...beyond]}::beyond_authority[]`,
      changedBy: by,
      changedAt: at,
    })
    .execute();
  if (claimDays.length > 0) {
    const rows = claimDays.map((one) => ({ agreementId: id, ...one }));
    await tx.insertInto('agreementClaimDays').values(rows).execute();
  }
  if (needs.length > 0) {
    const rows = needs.map((need) => ({ agreementId: id, ...need }));
    await tx.insertInto('agreementNeed').values(rows).execute();
  }
  if (instalments.length === 0) return;
  const rows = instalments.map((one, i) => ({ agreementId: id, position: i + 1, ...one }));
  await tx.insertInto('agreementInstalment').values(rows).execute();
}
