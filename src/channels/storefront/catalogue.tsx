import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { queryOf } from '../../../views/parts/facets.tsx';
import type { CategoryView } from '../../../views/storefront/category-view.ts';
import { CategoryPage, FacetsPart, Results } from '../../../views/storefront/catalogue.tsx';
import { nextHandOver } from '../../measures/calendar.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import { listAssortment } from '../../stock/assortment.queries.ts';
import { readFacets } from '../../stock/facets.queries.ts';
import { offerOf } from '../../stock/offer.ts';
import type { Env } from '../env.ts';
import { wantsFragment } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { cursorText, readAssortmentQuery } from './assortment-query.ts';
import { type Reader, readerOf, termsFor } from './reader.ts';

/** As many as travel in six kilobytes with their prices, their stock and the filters. */
const ROWS_MAX = 50;

/** Categories as dense tables, for everybody: guests see the base lists, a company its own prices. */
export const catalogue = new Hono<Env>().use(anyone()).get('/:slug', async (c) => {
  const reader = readerOf(c.var.actor);
  const view = await readCategory(c, reader);
  if (wantsFragment(c)) {
    // The address without the fields that say nothing, so that it can be handed on.
    c.header('HX-Replace-Url', `/c/${view.slug}${queryOf(view.filter, view.sort)}`);
    return answerPart(
      c,
      <>
        <Results view={view} />
        <hx-partial hx-target="#facets" hx-swap="innerMorph">
          <FacetsPart view={view} />
        </hx-partial>
      </>,
    );
  }
  const { head } = view;
  const language = c.var.language;
  const title = { en: head.nameEn, ru: head.nameRu, kk: head.nameKk }[language];
  return answerPage(c, <CategoryPage view={view} />, {
    title: `${title} — ${wordsFor(language).catalogue.title}`,
  });
});

/** Terms first, then the page beside the facets or, where those are remembered, the heading: three statements. */
async function readCategory(c: Context<Env>, reader: Reader): Promise<CategoryView> {
  const { db, at, rememberFacets } = c.var;
  const slug = c.req.param('slug') ?? '';
  const query = readAssortmentQuery(c, reader);
  const terms = await termsFor(db, reader, at);
  const sought = { ...query, slug, onlooker: reader.onlooker, terms, rowsMax: ROWS_MAX };
  const [page, found] = await Promise.all([
    listAssortment(db, sought),
    readFacets(db, sought, rememberFacets),
  ]);
  if (!found) throw new NotFound('category', slug);
  const rows = page.rows.map((row) => offerOf(row, terms));
  const [first] = rows;
  const last = rows.at(-1);
  return {
    ...{ slug, reader, rows, ...found },
    ...{ filter: query.filter, sort: query.sort, vatRateBp: terms.vatRateBp },
    handOver: nextHandOver(c.var.at),
    formKey: newId(at.getTime()),
    before: first && page.hasEarlier ? cursorText({ key: first.sortKey, id: first.id }) : undefined,
    after: last && page.hasLater ? cursorText({ key: last.sortKey, id: last.id }) : undefined,
  };
}
