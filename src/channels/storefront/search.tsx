import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import {
  SearchPage,
  type SearchView,
  SearchResults,
  WishTold,
} from '../../../views/storefront/search.tsx';
import { textsWithout } from '../../catalogue/reading/parts.ts';
import { readDescription } from '../../catalogue/reading/read-meaning.ts';
import { readSearchPhrase } from '../../catalogue/search-phrase.ts';
import { type Actor, may } from '../../people/actor.ts';
import type { Channel } from '../../people/channel.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { offerOf } from '../../stock/offer.ts';
import { recordMissedDemand } from '../../stock/record-missed-demand.ts';
import { searchAssortment } from '../../stock/search.queries.ts';
import type { Env } from '../env.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
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
  told: z.string().optional().catch(undefined),
});

/** What somebody looked for and would like the office to know. */
const Wished = Asked.pick({ q: true });

/** One box for sizes, grades, names and codes; a code goes straight to its product. */
export const search = new Hono<Env>()
  .use(anyone())
  .get('/', async (c) => {
    const { q, told } = readQuery(c, Asked);
    const found = await readSearch(c, q);
    if (found.exactSku !== undefined)
      return c.redirect(`/p/${encodeURIComponent(found.exactSku)}`, 303);
    const view = { ...found.view, isTold: told === 'yes' };
    if (wantsFragment(c)) return answerPart(c, <SearchResults view={view} />);
    const { catalogue } = wordsFor(c.var.language);
    const title = q.trim() === '' ? catalogue.title : catalogue.resultsFor(q);
    return answerPage(c, <SearchPage view={view} />, { title, phrase: q });
  })

  // A page asks for this of itself once it stands before a person: reading changes nothing.
  .post('/wishes', async (c) => {
    const form = await readForm(c, Wished);
    const q = form.ok ? form.data.q.trim() : '';
    await rememberWish(c, q);
    if (wantsFragment(c)) return answerPart(c, <WishTold />);
    // Not `encodeURIComponent`: a text cut within a sign is no reason to break.
    return c.redirect(`/search?${new URLSearchParams({ q, told: 'yes' }).toString()}`, 303);
  });

/** Records what is not to be had. Of what can be bought nothing is recorded, and nothing for our people who serve nobody. */
async function rememberWish(c: Context<Env>, typed: string): Promise<void> {
  const { actor, db, at } = c.var;
  const channel = channelOf(actor);
  if (!channel || typed === '') return;
  const { exactSku, view } = await readSearch(c, typed);
  if (exactSku !== undefined || view.rows.some((row) => row.anywhereG > 0)) return;
  const isFound = view.rows.length > 0;
  const { branchCode } = readerOf(actor).onlooker;
  await transact(db, (tx) =>
    recordMissedDemand(tx, actor, { typed, isFound, channel, branchCode, at }),
  );
}

/** A clerk looks for somebody who stands before him or is on the line. */
function channelOf(actor: Actor | undefined): Channel | undefined {
  if (actor?.kind !== 'staff') return 'web';
  if (may(actor, 'serve-counter')) return 'counter';
  return may(actor, 'serve-phone') ? 'phone' : undefined;
}

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
