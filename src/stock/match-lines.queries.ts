import { sql } from 'kysely';
import type { SearchPhrase } from '../catalogue/search-phrase.ts';
import { sizeKeysOf } from '../catalogue/size-keys.ts';
import { articleKeyOf } from '../customers/company-article.ts';
import type { Db } from '../platform/db/database.ts';
import { branchOf, type Onlooker } from './assortment-conditions.queries.ts';
import { type Candidate, type Match, matchOf } from './match.ts';
import { gradePatterns, wordsQuery } from './words-query.ts';

/** A line of a list as it is looked for. */
export type SoughtLine = {
  /** What may be an SKU, a bar code or the company's own number; the first that is one wins. */
  codes: readonly string[];
  /** The words as the company's own are kept; see `aliasKeyOf`. */
  aliasKey: string;
  phrase: SearchPhrase;
};

/** As many as a row of number keys chooses from. */
const CANDIDATES_MAX = 9;
/** So many answers of one line are looked at before the best are chosen. */
const LOOKED_AT_MAX = 60;

type Row = Candidate & { place: number; total: number };
type Answers = { candidates: Candidate[]; total: number };

/**
 * What each line of a list means among the goods that are sold now, in the order
 * of the lines: codes first, then the company's own words, then form, sizes,
 * grade, length and the remaining words. One statement for all of them, and a
 * second for those that nothing answers, which shows what has their form and size
 * or number and differs in the rest. What was bought before stands first, then the plainest: 30 before 30Ш1,
 * black before galvanised. A length that no bar has may be cut from a
 * longer one.
 */
export async function matchLines(
  db: Db,
  onlooker: Onlooker,
  lines: readonly SoughtLine[],
): Promise<Match[]> {
  const found = await readCandidates(db, onlooker, lines.map(partsOf));
  const unanswered = lines.flatMap((line, place) =>
    found.has(place) ? [] : [{ ...partsOf(line, place), ...relaxed }],
  );
  const near = await readCandidates(
    db,
    onlooker,
    unanswered.filter(({ keys }) => keys.some((each) => each.length > 1)),
  );
  return lines.map(({ phrase }, place) => {
    const { candidates, total } = found.get(place) ?? asNearest(near.get(place));
    return matchOf(phrase, candidates, total);
  });
}

const asNearest = ({ candidates, total }: Answers = { candidates: [], total: 0 }): Answers => ({
  candidates: candidates.map((one) => ({ ...one, foundBy: 'nearest' })),
  total,
});

/** Only form and sizes must stand. */
const relaxed = {
  ...{ codes: [], article: '', alias: '', query: null, grades: null },
  ...{ lengthMm: null, lengthKind: null },
};

/** A line as the statement reads it. Of a choice of sizes each has its own keys. */
function partsOf({ codes, aliasKey, phrase }: SoughtLine, place: number) {
  const { all, any, forms, words } = sizeKeysOf(phrase);
  const { grade, lengthMm, lengthKind } = phrase;
  const [first = ''] = codes;
  const saysOnlyForm = forms.length > 0 && all.length <= 1 && any.length === 0;
  return {
    place,
    codes: codes.map((code) => code.toLowerCase()),
    article: articleKeyOf(first),
    alias: aliasKey,
    keys: saysOnlyForm ? [] : keysOf(all, any),
    forms: all.length === 0 && forms.length > 0 ? forms : null,
    onlyForms: saysOnlyForm ? forms : null,
    query: words.length > 0 ? wordsQuery(words) : null,
    grades: grade === undefined ? null : gradePatterns(grade),
    lengthMm: lengthMm ?? null,
    lengthKind: lengthKind ?? null,
  };
}

/** One set of keys for each size of a choice; none where neither form nor size was said. */
function keysOf(all: readonly string[], any: readonly string[]): (readonly string[])[] {
  if (any.length > 0) return any.map((each) => [...all, each]);
  return all.length > 0 ? [all] : [];
}

type Parts = ReturnType<typeof partsOf> | (ReturnType<typeof partsOf> & typeof relaxed);

async function readCandidates(
  db: Db,
  onlooker: Onlooker,
  lines: readonly Parts[],
): Promise<Map<number, Answers>> {
  if (lines.length === 0) return new Map();
  const found = await sql<Row>`
    with line as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (
        place integer, codes text[], article text, alias text, keys jsonb, query text, forms form[],
        "onlyForms" form[], grades text[], "lengthMm" integer, "lengthKind" length_kind)
    ), here as (select ${branchOf(onlooker)} as branch_code)
    select line.place, best.*
    from line
    cross join here
    cross join lateral (
      select product.id as product_id, found.found_by, product.sku, product.form, product.designation, product.grade,
             product.standard, product.length_kind, product.stock_length_mm,
             usual.is_usual, stock.is_here, stock.is_anywhere, count(*) over () as total
      from (${named(onlooker.companyId)} union all ${meant}) as found
      join product on product.id = found.id and product.withdrawn_at is null
      cross join lateral (
        select coalesce(bool_or(level.is_promisable and level.branch_code = here.branch_code), false) as is_here,
               coalesce(bool_or(level.is_promisable), false) as is_anywhere
        from stock_level as level where level.product_id = product.id
      ) as stock
      cross join lateral (
        select exists (
          select from sales_order_line as bought
          where bought.company_id = ${onlooker.companyId}::uuid and bought.product_id = product.id) as is_usual
      ) as usual
      order by found.rank, coalesce(product.stock_length_mm = line."lengthMm", false) desc,
               usual.is_usual desc, length(product.designation) + length(product.grade), stock.is_here desc, stock.is_anywhere desc, product.sort_key, product.id
      limit ${CANDIDATES_MAX}
    ) as best
    order by line.place`.execute(db);
  return byPlace(found.rows);
}

function byPlace(rows: readonly Row[]): Map<number, Answers> {
  const answers = new Map<number, Answers>();
  for (const { place, total, ...candidate } of rows) {
    const { candidates } = answers.get(place) ?? { candidates: [] };
    answers.set(place, { candidates: [...candidates, candidate], total });
  }
  return answers;
}

/** Products that a line names by a code or by words of its company. */
const named = (companyId: string | null) => sql`
  select 'code' as found_by, product.id, 0 as rank from product
  where (lower(product.sku) = any(line.codes) or product.barcode = any(line.codes))
    and product.withdrawn_at is null
  union all
  select 'article', article.product_id, 1 from company_article as article
  where article.company_id = ${companyId}::uuid and article.code_key = line.article
  union all
  select 'alias', alias.product_id, 2 from company_alias as alias
  where alias.company_id = ${companyId}::uuid and alias.phrase_key = line.alias`;

const fits = sql`
  product.withdrawn_at is null
  and (line.forms is null or product.form = any(line.forms))
  and (line.grades is null or product.grade like any(line.grades))
  and (line."lengthKind" is null or product.length_kind = line."lengthKind")
  and (line."lengthMm" is null or product.stock_length_mm >= line."lengthMm")
  and (line.query is null or product.search_words @@ to_tsquery('simple', line.query))`;

/**
 * Products that answer what a line says: by its keys; where it says only a form,
 * from the first size on; by its words alone. Fenced, so that the few with its keys
 * or words are read by their index and not all goods in the hope of finding some soon.
 */
const meant = sql`
  select * from (
    select distinct on (product.sort_key, product.id) 'words', product.id, 3
    from (
      select array(select jsonb_array_elements_text(each.value)) as keys
      from jsonb_array_elements(line.keys) as each
    ) as wanted
    cross join lateral (
      select product.* from product where product.size_keys @> wanted.keys offset 0
    ) as product
    where ${fits}
    order by product.sort_key, product.id limit ${LOOKED_AT_MAX}
  ) as sized
  union all
  select * from (
    select 'words', product.id, 3 from unnest(line."onlyForms") as named (form)
    cross join lateral (
      select product.id from product where product.form = named.form and ${fits}
      order by product.sort_key, product.id limit ${LOOKED_AT_MAX}
    ) as product
    limit ${LOOKED_AT_MAX}
  ) as formed
  union all
  select * from (
    select 'words', product.id, 3 from (
      select product.* from product
      where line.query is not null and line."onlyForms" is null and line.keys = '[]'
        and product.search_words @@ to_tsquery('simple', line.query)
      offset 0
    ) as product
    where ${fits}
    limit ${LOOKED_AT_MAX}
  ) as worded`;
