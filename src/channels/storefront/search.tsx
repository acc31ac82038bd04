import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import {
  MoreFound,
  SearchPage,
  type SearchView,
  SearchResults,
  WishTold,
} from '../../../views/storefront/search.tsx';
import type { Meaning } from '../../catalogue/reading/meaning.ts';
import { parts, says, textsWithout } from '../../catalogue/reading/parts.ts';
import { readDescription } from '../../catalogue/reading/read-meaning.ts';
import { readSearchPhrase, type SearchPhrase } from '../../catalogue/search-phrase.ts';
import { type Actor, may } from '../../people/actor.ts';
import type { Channel } from '../../people/channel.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { COUNTED_MAX } from '../../stock/assortment.ts';
import { offerOf } from '../../stock/offer.ts';
import { recordMissedDemand } from '../../stock/record-missed-demand.ts';
import { type AskedFor, analoguesAmong, massOf } from '../../stock/analogue.ts';
import { massOfSize } from '../../catalogue/mass-of-size.ts';
import type { Db } from '../../platform/db/database.ts';
import type { UnderstoodShown } from '../../../views/parts/understood.tsx';
import { countFound, searchAssortment } from '../../stock/search.queries.ts';
import type { Env } from '../env.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { readerOf, termsFor } from './reader.ts';

/** As many as somebody looks through before he says more of what he wants; the rest is one press away. */
const ROWS_MAX = 30;
const PHRASE_MAX = 200;

const Asked = z.object({
  q: z
    .string()
    .catch('')
    .transform((text) => text.slice(0, PHRASE_MAX)),
  told: z.string().optional().catch(undefined),
  /** So many rows were shown before. */
  from: z.coerce.number().int().min(0).max(COUNTED_MAX).catch(0),
});

/** What somebody looked for and would like the office to know. */
const Wished = Asked.pick({ q: true });

/** One box for sizes, grades, names and codes; a code goes straight to its product. */
export const search = new Hono<Env>()
  .use(anyone())
  .get('/', async (c) => {
    const { q, told, from } = readQuery(c, Asked);
    const found = await readSearch(c, q, from);
    if (found.exactSku !== undefined)
      return c.redirect(`/p/${encodeURIComponent(found.exactSku)}`, 303);
    const view = { ...found.view, isTold: told === 'yes' };
    if (from > 0 && wantsFragment(c)) return answerPart(c, <MoreFound view={view} />);
    // Of what was found before, less may be left: nothing here is not nothing found.
    if (from > 0 && view.rows.length === 0) return c.redirect(addressOf(q), 303);
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
    return c.redirect(addressOf(q, { told: 'yes' }), 303);
  });

/** Not by `encodeURIComponent`: a text cut within a sign is no reason to break. */
const addressOf = (q: string, more: Record<string, string> = {}) =>
  `/search?${new URLSearchParams({ q, ...more }).toString()}`;

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

/** Terms, then what was found or what is nearest, then what could be left out where nothing was: three statements at most. */
async function readSearch(c: Context<Env>, typed: string, rowsSkipped = 0): Promise<Answer> {
  const { db, at } = c.var;
  const reader = readerOf(c.var.actor);
  const phrase = readSearchPhrase(typed);
  const base = {
    typed,
    phrase,
    understood: understood(typed),
    reader,
    formKey: newId(at.getTime()),
    rowsSkipped,
  };
  if (typed.trim() === '') {
    return {
      view: { ...base, rows: [], total: 0, nearest: [], analogues: [], looser: [], vatRateBp: 0 },
    };
  }

  const terms = await termsFor(db, reader, at);
  const { onlooker } = reader;
  const sought = { typed, phrase, onlooker, terms, rowsMax: ROWS_MAX, rowsSkipped };
  const found = await searchAssortment(db, sought);
  const neighbours = found.neighbours.map((row) => offerOf(row, terms));
  return {
    exactSku: found.exactSku,
    view: {
      ...base,
      rows: found.rows.map((row) => offerOf(row, terms)),
      total: found.total,
      nearest: found.nearest.map((row) => offerOf(row, terms)),
      analogues: analoguesAmong(neighbours, askedFor(phrase, base.understood.meaning)),
      looser: found.total === 0 ? await looserThan(db, base.understood) : [],
      vatRateBp: terms.vatRateBp,
    },
  };
}

/** What a search asked for, as its analogues are compared with it. */
function askedFor({ form, sizes: [size], grade }: SearchPhrase, { standard }: Meaning): AskedFor {
  const mass = form && size && massOfSize(form, size);
  return { grade, standard, massMg: mass ? massOf(mass) : null };
}

/** The conditions of which leaving out one would find something, with how much: the one that finds most first. */
async function looserThan(
  db: Db,
  { meaning, unread, without }: UnderstoodShown,
): Promise<SearchView['looser']> {
  const droppable = parts.filter((part) => part !== 'quantity' && says(meaning, part));
  const ways = [
    ...droppable.map((part) => ({ part, word: undefined, rest: without[part] })),
    ...unread.map(({ word, rest }) => ({ part: undefined, word, rest })),
  ].flatMap(({ rest, ...dropped }) => (rest ? [{ ...dropped, rest }] : []));
  const counts = await countFound(
    db,
    ways.map(({ rest }) => readSearchPhrase(rest)),
  );
  return ways
    .map((way, place) => ({ ...way, count: counts[place] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
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
