import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { PriceFormula } from './price-formula.ts';

/** The formula of the row `version` as JSON, as SQL; null where its prices are its own. */
export const formulaOfVersion = sql`(
  select json_build_object(
           'baseListId', base_list_id, 'roundToMinor', round_to_minor, 'baseCode', base_list.code, 'baseName', base_list.name,
           'computedFrom', base.number, 'coefficients', (
             select coalesce(json_agg(json_build_object('form', form, 'grade', grade, 'factorBp', factor_bp)
                                      order by form nulls first, grade nulls first), '[]')
             from price_coefficient as coefficient where coefficient.version_id = formula.version_id))
  from price_formula as formula join price_list as base_list on base_list.id = base_list_id
  left join price_list_version as base on base.id = computed_from
  where formula.version_id = version.id)`;

/** Gives a draft its formula instead of the one that it had; computes nothing yet. Two statements. */
export async function writeFormula(
  tx: Tx,
  of: { versionId: string; formula: PriceFormula },
): Promise<void> {
  const { versionId, formula } = of;
  await deleteFormula(tx, versionId);
  const coefficients = formula.coefficients.map(({ form, grade, factorBp }) => ({
    form,
    grade,
    factor: factorBp,
  }));
  await sql`
    with formula as (
      insert into price_formula (version_id, price_list_id, level, base_list_id, round_to_minor)
      select version.id, list.id, list.level, ${formula.baseListId}, ${formula.roundToMinor}
      from price_list_version as version join price_list as list on list.id = version.price_list_id
      where version.id = ${versionId} returning version_id
    )
    insert into price_coefficient (version_id, form, grade, factor_bp)
    select version_id, form, grade, factor from formula
    cross join json_to_recordset(${JSON.stringify(coefficients)}) as given (form form, grade text, factor integer)`.execute(
    tx,
  );
}

/** Takes the formula of a draft away; the prices stay as they are. */
export async function deleteFormula(tx: Tx, versionId: string): Promise<void> {
  await tx.deleteFrom('priceFormula').where('versionId', '=', versionId).execute();
}

/** Has all prices of a draft computed from now on, those that were fixed among them. */
export async function releasePrices(tx: Tx, versionId: string): Promise<void> {
  await tx
    .updateTable('price')
    .set({ isComputed: true })
    .where('versionId', '=', versionId)
    .where('isComputed', '=', false)
    .execute();
}

/** Makes computed prices of a draft fixed ones, as nothing computes them any more. */
export async function fixPrices(tx: Tx, versionId: string): Promise<void> {
  await tx
    .updateTable('price')
    .set({ isComputed: false })
    .where('versionId', '=', versionId)
    .where('isComputed', '=', true)
    .execute();
}

/** Gives a version that was just made the formula of another version of its list, if that has one. */
export async function copyFormula(tx: Tx, of: { from: string; to: string }): Promise<void> {
  await sql`
    insert into price_formula (version_id, price_list_id, level, base_list_id, round_to_minor, computed_from, vat_bp)
    select ${of.to}, price_list_id, level, base_list_id, round_to_minor, computed_from, vat_bp
    from price_formula where version_id = ${of.from}`.execute(tx);
  await copyCoefficients(tx, of);
}

/** The same of a version for other days, on which the base has another version or the VAT is another. */
export async function copyFormulaAnew(
  tx: Tx,
  of: { from: string; to: string; baseVersionId: string; vatBp: number },
): Promise<void> {
  await sql`
    insert into price_formula (version_id, price_list_id, level, base_list_id, round_to_minor, computed_from, vat_bp)
    select ${of.to}, price_list_id, level, base_list_id, round_to_minor, ${of.baseVersionId}, ${of.vatBp}
    from price_formula where version_id = ${of.from}`.execute(tx);
  await copyCoefficients(tx, of);
}

async function copyCoefficients(tx: Tx, of: { from: string; to: string }): Promise<void> {
  await sql`
    insert into price_coefficient (version_id, form, grade, factor_bp)
    select ${of.to}, form, grade, factor_bp from price_coefficient where version_id = ${of.from}`.execute(
    tx,
  );
}

/** The prices of a version that a person fixed, for another version of the list that has none yet. */
export async function copyFixedPrices(tx: Tx, of: { from: string; to: string }): Promise<void> {
  await sql`
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor)
    select ${of.to}, product_id, from_weights_g, prices_per_tonne_minor
    from price where version_id = ${of.from} and not is_computed`.execute(tx);
}

/**
 * Turns the formula of a draft to the version of the base that is in force on a
 * day, else to the next one, with the VAT of that day. Returns whether it was
 * another so far; a draft without a formula has none.
 */
export async function turnToBase(tx: Tx, of: { versionId: string; on: string }): Promise<boolean> {
  const turned = await sql`
    with now as (
      select base.id as base_version_id,
             case when own.includes_vat = base_list.includes_vat then 0 else coalesce(
               (select rate_bp from vat_rate where valid_during @> ${of.on}::date), 0) end as vat_bp
      from price_formula as formula
      join price_list as own on own.id = formula.price_list_id
      join price_list as base_list on base_list.id = formula.base_list_id
      left join lateral (
        select id from price_list_version
        where price_list_id = formula.base_list_id and published_at is not null
          and valid_during && daterange(${of.on}::date, null)
        order by lower(valid_during) nulls first limit 1
      ) as base on true
      where formula.version_id = ${of.versionId}
    )
    update price_formula set computed_from = base_version_id, vat_bp = now.vat_bp from now
    where version_id = ${of.versionId}
      and (computed_from, price_formula.vat_bp) is distinct from (base_version_id, now.vat_bp)`.execute(
    tx,
  );
  return Number(turned.numAffectedRows ?? 0n) > 0;
}

/** The coefficient that says most of a product, as SQL; no row where none is for it. Follows `product`, `formula`. */
const bestCoefficient = sql`
  select factor_bp from price_coefficient as coefficient
  where coefficient.version_id = formula.version_id
    and (coefficient.form is null or coefficient.form = product.form)
    and (coefficient.grade is null or coefficient.grade = product.grade)
  order by coefficient.form is null, coefficient.grade is null limit 1`;

/**
 * Computes the prices of a version by its formula: all of them, or those of some
 * products. What a person fixed stays; what the formula asks nothing for any
 * more goes. Rows that stay the same are not written. Asked row by row through
 * keys: the planner knows nothing of a version that was just written. One statement.
 */
export async function computePrices(
  tx: Tx,
  of: { versionId: string; productIds?: readonly string[] },
): Promise<void> {
  const { versionId, productIds } = of;
  const meant = productIds ? sql`product_id = any(${[...productIds]}::uuid[])` : sql`true`;
  await sql`
    with formula as materialized (
      select formula.version_id, formula.computed_from, formula.round_to_minor,
             (case when own.includes_vat then 10000 + vat_bp else 10000 end)::numeric as times,
             (case when own.includes_vat then 10000 else 10000 + vat_bp end)::numeric * 10000 * round_to_minor as parts
      from price_formula as formula join price_list as own on own.id = formula.price_list_id
      where formula.version_id = ${versionId}
    ), gone as (
      delete from price using formula
      where price.version_id = ${versionId} and price.is_computed and ${meant} and not exists (
        select from price as asked join product on product.id = asked.product_id
        where asked.version_id = formula.computed_from and asked.product_id = price.product_id
          and exists (${bestCoefficient}))
    )
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor, is_computed)
    select ${versionId}, asked.product_id, asked.from_weights_g, array(
             select greatest(1, div(2 * minor * best.factor_bp * times + parts, 2 * parts))::bigint * round_to_minor
             from unnest(asked.prices_per_tonne_minor) with ordinality as step (minor, place) order by place),
           true
    from formula
    cross join lateral (
      select product_id, from_weights_g, prices_per_tonne_minor from price
      where price.version_id = formula.computed_from and ${meant}
    ) as asked
    join product on product.id = asked.product_id
    cross join lateral (${bestCoefficient}) as best
    on conflict (version_id, product_id) do update
    set (from_weights_g, prices_per_tonne_minor) = (excluded.from_weights_g, excluded.prices_per_tonne_minor)
    where price.is_computed and (price.from_weights_g, price.prices_per_tonne_minor)
      is distinct from (excluded.from_weights_g, excluded.prices_per_tonne_minor)`.execute(tx);
}

/**
 * Whence the price of each row of `page` is in a version, as SQL: a source that
 * follows `page`, with nothing where the version follows no base. The base price
 * is that of its first step.
 */
export const originsIn = (versionId: string) => sql`
  left join lateral (
    select price.is_computed, asked.prices_per_tonne_minor[1] as base_minor, best.factor_bp
    from price_formula as formula
    join price on price.version_id = formula.version_id and price.product_id = page.product_id
    join product on product.id = price.product_id
    left join price as asked on asked.version_id = formula.computed_from and asked.product_id = price.product_id
    left join lateral (${bestCoefficient}) as best on true
    where formula.version_id = ${versionId}
  ) as origin on true`;

/** What a formula can be made of, and how many prices of the draft are fixed. */
export type FormulaChoices = {
  /** The lists that others may follow, by code. */
  bases: { id: string; code: string; name: string }[];
  /** The grades of all goods. */
  grades: string[];
  fixed: number;
};

/** What the formula of a draft can be made of. One statement. */
export async function findFormulaChoices(db: Db, versionId: string): Promise<FormulaChoices> {
  const found = await sql<FormulaChoices>`
    select (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'name', name) order by code), '[]')
            from price_list where level = 'base') as bases,
           (select coalesce(json_agg(grade order by grade), '[]')
            from (select distinct grade from product where grade <> '' and withdrawn_at is null) as known) as grades,
           (select count(*) from price where version_id = ${versionId} and not is_computed) as fixed`.execute(
    db,
  );
  return found.rows[0] ?? { bases: [], grades: [], fixed: 0 };
}
