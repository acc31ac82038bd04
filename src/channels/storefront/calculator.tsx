import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { CalculatorFields } from '../../../views/parts/calculator-fields.tsx';
import {
  CalculatorPage,
  type CalculatorView,
  CalculatorWords,
  Calculated,
} from '../../../views/storefront/calculator.tsx';
import { massesOf, weighCalculated } from '../../catalogue/calculator.ts';
import { massTables, standardsOf } from '../../catalogue/mass-tables.ts';
import type { Meaning } from '../../catalogue/reading/meaning.ts';
import { readDescription } from '../../catalogue/reading/read-meaning.ts';
import {
  fieldsOfMeaning,
  meaningOfFields,
  ofChosenForm,
  priceOfFields,
  type SaidFields,
} from '../../catalogue/said-fields.ts';
import { searchPhraseOf } from '../../catalogue/search-phrase.ts';
import { newId } from '../../platform/id.ts';
import { calculateAsSaid } from '../../stock/calculation.ts';
import { offerOf } from '../../stock/offer.ts';
import { searchAssortment } from '../../stock/search.queries.ts';
import type { Env } from '../env.ts';
import { wantsFragment } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { addressOf, readCalculatorQuery } from './calculator-query.ts';
import { type Reader, readerOf, termsFor } from './reader.ts';

const ROWS_MAX = 8;

/** What any form, grade and size weighs, for everybody; the address is all there is to hand on. */
export const calculator = new Hono<Env>().use(anyone()).get('/', async (c) => {
  const view = await readCalculator(c);
  if (wantsFragment(c)) {
    c.header('HX-Replace-Url', view.address);
    return answerPart(
      c,
      <>
        <Calculated view={view} />
        <hx-partial hx-target="#said-fields" hx-swap={view.isRedrawn ? 'innerHTML' : 'innerMorph'}>
          <CalculatorFields view={view} />
        </hx-partial>
        {view.words === '' && (
          <hx-partial hx-target="#words-place" hx-swap="innerHTML">
            <CalculatorWords view={view} />
          </hx-partial>
        )}
      </>,
    );
  }
  const { calculator: words } = wordsFor(c.var.language);
  return answerPage(c, <CalculatorPage view={view} />, { title: words.title });
});

/** Terms, then what is sold of it or kept nearest: two statements, none where nothing was asked. */
async function readCalculator(c: Context<Env>): Promise<CalculatorView> {
  const sent = readCalculatorQuery(c);
  const query = { ...sent, fields: ofChosenForm(sent.fields) };
  const reader = readerOf(c.var.actor);
  const { fields, meaning, unread, problems } = understood(query);
  const price = priceOfFields(query.fields);
  const { pricePerTonneMinor } = price;
  const said = query.fields.price === undefined ? {} : { price: query.fields.price };
  return {
    ...{ words: query.words, reader, meaning, unread },
    fields: { ...fields, ...said },
    problems: { ...problems, ...price.problems },
    standards: standardsOf(fields.form),
    isRedrawn: query.words !== '' || sent.fields.drawn !== sent.fields.form,
    answers: massesOf(meaning, massTables()).map((mass) => ({
      mass,
      weighed: weighCalculated(mass, { ...meaning, pricePerTonneMinor }),
      address: addressOf({ words: '', fields: { ...fieldsOfMeaning(meaning, mass), ...said } }),
    })),
    address: addressOf(query),
    sold: await readSold(c, query.words, meaning, reader),
    formKey: newId(c.var.at.getTime()),
  };
}

/** Words and fields say the same things; words win, and fill the fields. */
function understood({ words, fields }: { words: string; fields: SaidFields }) {
  if (words.trim() === '') return { fields, unread: [], ...meaningOfFields(fields) };
  const { meaning, unread } = readDescription(words);
  return { fields: fieldsOfMeaning(meaning), unread, meaning, problems: {} };
}

/** What we sell of that size and grade in any length, else what is nearest, each with what the quantity costs its reader. */
async function readSold(
  c: Context<Env>,
  typed: string,
  meaning: Meaning,
  reader: Reader,
): Promise<CalculatorView['sold']> {
  const { db, at } = c.var;
  const { lengthMm: _, ...phrase } = searchPhraseOf(meaning);
  if (typed.trim() === '' && meaning.form === undefined) return undefined;
  const terms = await termsFor(db, reader, at);
  const { onlooker } = reader;
  const found = await searchAssortment(db, { typed, phrase, onlooker, terms, rowsMax: ROWS_MAX });
  const isNearest = found.rows.length === 0;
  // A number of a table lies near no other: only sizes do.
  const nearest = phrase.sizes.length > 0 ? found.nearest : [];
  const rows = (isNearest ? nearest : found.rows).map((row) => offerOf(row, terms));
  const totals = rows.map(
    (row) =>
      [row.sku, calculateAsSaid(row, meaning, reader.seesPrices ? terms : undefined)] as const,
  );
  return { rows, total: found.total, isNearest, totals: new Map(totals) };
}
