import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { SearchPage, type SearchView, SearchResults } from '../../../views/storefront/search.tsx';
import { textsWithout } from '../../catalogue/reading/parts.ts';
import { readDescription } from '../../catalogue/reading/read-meaning.ts';
import { readSearchPhrase } from '../../catalogue/search-phrase.ts';
import { newId } from '../../platform/id.ts';
import { offerOf } from '../../stock/offer.ts';
import { searchAssortment } from '../../stock/search.queries.ts';
import type { Env } from '../env.ts';
import { readQuery, wantsFragment } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { readerOf, termsFor } from './reader.ts';

const ROWS_MAX = 60;
const PHRASE_MAX = 200;

const Asked = z.object({
  q: z
    .string()
    .catch('')
    .transform((text) => text.slice(0, PHRASE_MAX)),
});

/** One box for sizes, grades, names and codes; a code goes straight to its product. */
export const search = new Hono<Env>().use(anyone()).get('/', async (c) => {
  const { q } = readQuery(c, Asked);
  const found = await readSearch(c, q);
  if (found.exactSku !== undefined)
    return c.redirect(`/p/${encodeURIComponent(found.exactSku)}`, 303);
  if (wantsFragment(c)) return answerPart(c, <SearchResults view={found.view} />);
  const { catalogue } = wordsFor(c.var.language);
  const title = q.trim() === '' ? catalogue.title : catalogue.resultsFor(q);
  return answerPage(c, <SearchPage view={found.view} />, {
    title,
    phrase: q,
  });
});

type Answer = { view: SearchView; exactSku?: string | undefined };

/** Terms, then what was found or what is nearest: two statements. */
async function readSearch(c: Context<Env>, typed: string): Promise<Answer> {
  const { db, at } = c.var;
  const reader = readerOf(c.var.actor);
  const phrase = readSearchPhrase(typed);
  const base = {
    typed,
    phrase,
    understood: understood(typed),
    reader,
    formKey: newId(at.getTime()),
  };
  if (typed.trim() === '') {
    return { view: { ...base, rows: [], total: 0, nearest: [], vatRateBp: 0 } };
  }

  const terms = await termsFor(db, reader, at);
  const { onlooker } = reader;
  const found = await searchAssortment(db, { typed, phrase, onlooker, terms, rowsMax: ROWS_MAX });
  return {
    exactSku: found.exactSku,
    view: {
      ...base,
      rows: found.rows.map((row) => offerOf(row, terms)),
      total: found.total,
      nearest: found.nearest.map((row) => offerOf(row, terms)),
      vatRateBp: terms.vatRateBp,
    },
  };
}

function understood(typed: string) {
  const whole = readDescription(typed);
  const { meaning, unread } = whole;
  const words = typed.trim().split(/\s+/u);
  const unreadWords = unread.map((word) => ({
    word,
    rest: words.includes(word) ? words.filter((one) => one !== word).join(' ') : undefined,
  }));
  return { meaning, unread: unreadWords, without: textsWithout(typed, whole) };
}
