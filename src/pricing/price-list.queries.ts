import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import type { PriceLevel } from '../platform/db/schema.ts';
import { formulaOfVersion } from './price-formula.queries.ts';
import { type FormulaShown, isSameFormula } from './price-formula.ts';
import { isLast, reach } from './publication.queries.ts';

/** A price list as the office sees it among others. */
export type PriceListFound = {
  id: string;
  code: string;
  name: string;
  level: PriceLevel;
  includesVat: boolean;
  /** Of a list of one company or site. */
  companyName: string | null;
  /** Of a list of a group, as we call it. */
  groupName: string | null;
  /** The version in force on the day; null where there is none. */
  versionNumber: number | null;
  from: string | null;
  /** The next version that is to come; null where there is none. */
  nextNumber: number | null;
  nextFrom: string | null;
  hasDraft: boolean;
};

/** How the group of a list is called, as a column. */
const groupName = (list: 'list' | 'matching') => sql`
  (select name from company_group where code = ${sql.ref(`${list}.group_code`)}) as group_name`;

/**
 * Price lists by a part of their code, name or company, the most general level
 * first. One statement; `companyId` narrows down to those of one company.
 */
export async function listPriceLists(
  db: Db,
  asked: {
    text?: string | undefined;
    companyId?: string | undefined;
    on: string;
    limit: number;
    offset: number;
  },
): Promise<{ lists: PriceListFound[]; total: number }> {
  const { text = '', companyId = null, on, limit, offset } = asked;
  const like = containing(text);
  const found = await sql<PriceListFound & { total: number }>`
    with matching as (
      select list.*, company.name as company_name, count(*) over () as total
      from price_list as list left join company on company.id = list.company_id
      where (${companyId}::uuid is null or list.company_id = ${companyId}::uuid)
        and (list.code ilike ${like} or list.name ilike ${like} or company.name ilike ${like})
      order by list.level desc, list.code
      limit ${limit} offset ${offset}
    )
    select matching.id, matching.code, matching.name, matching.level, matching.includes_vat, matching.company_name,
           ${groupName('matching')}, matching.total, version.number as version_number, lower(version.valid_during) as "from",
           next.number as next_number, next."from" as next_from,
           exists (select from price_list_version as draft
                   where draft.price_list_id = matching.id and draft.published_at is null) as has_draft
    from matching
    left join price_list_version as version
      on version.price_list_id = matching.id and version.published_at is not null
         and version.valid_during @> ${on}::date
    left join lateral (
      select number, lower(valid_during) as "from" from price_list_version as coming
      where coming.price_list_id = matching.id and coming.published_at is not null
        and lower(coming.valid_during) > ${on}::date
      order by lower(coming.valid_during) limit 1
    ) as next on true
    order by matching.level desc, matching.code`.execute(db);
  return {
    lists: found.rows,
    total: found.rows[0]?.total ?? 0,
  };
}

/** One version of a list, as its history shows it. */
type PriceListVersion = {
  id: string;
  number: number;
  /** The version it began from; null for the first of a list. */
  basedOn: string | null;
  /** Counts changes of a draft. */
  edits: number;
  from: string | null;
  until: string | null;
  publishedAt: Date | null;
  publishedByName: string | null;
  /** When the publication was taken back, and by whom. */
  withdrawnAt: Date | null;
  withdrawnByName: string | null;
  /** The version whose publication this one took back. */
  undoes: string | null;
  /** The publication that this one carries on, since the base list has another version. */
  continues: string | null;
  /** How its prices follow a base list; null where they are its own. */
  formula: FormulaShown | null;
  /** Its days with those of the versions that carry it on. */
  reach: { from: string | null; until: string | null };
  /** Whether no later publication that stands took days from it. */
  isLast: boolean;
  createdAt: Date;
  createdByName: string | null;
};

/** A list with all its versions, the newest first. */
export type PriceListCard = Omit<
  PriceListFound,
  'versionNumber' | 'from' | 'nextNumber' | 'nextFrom' | 'hasDraft'
> & {
  companyId: string | null;
  versions: readonly PriceListVersion[];
};

type CardRow = Omit<PriceListCard, 'versions'> & {
  versions: (Omit<PriceListVersion, 'publishedAt' | 'withdrawnAt' | 'createdAt'> & {
    publishedAt: string | null;
    withdrawnAt: string | null;
    createdAt: string;
  })[];
};

/** A price list with its history; `undefined` for an unknown id. One statement. */
export async function findPriceList(db: Db, listId: string): Promise<PriceListCard | undefined> {
  const found = await sql<CardRow>`
    select list.id, list.code, list.name, list.level, list.includes_vat, list.company_id,
           company.name as company_name, ${groupName('list')},
           (select coalesce(json_agg(json_build_object(
                     'id', version.id, 'number', version.number, 'basedOn', version.based_on, 'edits', version.edits,
                     'from', lower(version.valid_during), 'until', upper(version.valid_during),
                     'publishedAt', version.published_at, 'publishedByName', publisher.name,
                     'withdrawnAt', version.withdrawn_at, 'withdrawnByName', withdrawer.name, 'undoes', version.undoes, 'isLast', ${isLast},
                     'continues', version.continues, 'reach', json_build_object('from', lower(${reach}), 'until', upper(${reach})),
                     'formula', ${formulaOfVersion},
                     'createdAt', version.created_at, 'createdByName', author.name) order by version.number desc), '[]')
            from price_list_version as version
            left join person as publisher on publisher.id = version.published_by
            left join person as withdrawer on withdrawer.id = version.withdrawn_by
            left join person as author on author.id = version.created_by
            where version.price_list_id = list.id) as versions
    from price_list as list left join company on company.id = list.company_id
    where list.id = ${listId}`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const versions = row.versions.map((version) => ({
    ...version,
    publishedAt: version.publishedAt === null ? null : new Date(version.publishedAt),
    withdrawnAt: version.withdrawnAt === null ? null : new Date(version.withdrawnAt),
    createdAt: new Date(version.createdAt),
  }));
  return { ...row, versions };
}

/** Whether the draft of a list follows another base, by another rounding or other coefficients than the version it began from. */
export function changesFormula(
  list: PriceListCard,
  draft: { versionId: string; basedOn: string | null },
): boolean {
  const formulaOf = (versionId: string | null) =>
    list.versions.find(({ id }) => id === versionId)?.formula ?? null;
  return !isSameFormula(formulaOf(draft.versionId), formulaOf(draft.basedOn));
}

/** Opens a list of one company's own prices, without VAT; its code is made from the BIN; one that is there is left alone. */
export async function insertCompanyList(
  tx: Tx,
  list: { id: string; companyId: string; name: string },
): Promise<void> {
  await sql`
    insert into price_list (id, code, name, level, company_id, includes_vat)
    select ${list.id}, 'C-' || bin, ${list.name}, 'company', id, false from company where id = ${list.companyId}
    on conflict (code) do nothing`.execute(tx);
}

/** The list of a company's own prices, the one that counts first where there are several. */
export function findCompanyList(db: Db, companyId: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('priceList')
    .where('companyId', '=', companyId)
    .where('level', '=', 'company')
    .orderBy('priority', 'desc')
    .orderBy('code')
    .limit(1)
    .select('id')
    .executeTakeFirst();
}
