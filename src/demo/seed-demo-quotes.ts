import { acceptQuote } from '../ordering/accept-quote.ts';
import { expireQuotes } from '../ordering/close-quote.ts';
import { beginQuoteDraft } from '../ordering/draft-quote.ts';
import type { WrittenOffer } from '../ordering/price-offers.ts';
import type { WrittenDelivery } from '../ordering/quote-delivery.ts';
import { findQuote, type NewRequestLine } from '../ordering/quote.queries.ts';
import { type Offer } from '../ordering/quote.ts';
import { listVersions } from '../ordering/quote-version.queries.ts';
import { requestQuote } from '../ordering/request-quote.ts';
import { noteOfQuote, sayOfQuote } from '../ordering/say-of-quote.ts';
import { sendQuote } from '../ordering/send-quote.ts';
import type { Buyer, Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { findNegotiators, listGoodsToQuote } from './demo-quotes.queries.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TONNE_G = 1_000_000;
const GOODS = 3;
const BASIS_POINTS = 10_000;

type Scene = { db: Db; buyer: Buyer; manager: Staff; goods: readonly { id: string }[] };

/**
 * Quotes of the demo's buyer, made by the very operations of the trade: one in
 * two versions that waits for an answer, one accepted, one whose time ran out,
 * one that nobody has answered yet. Does nothing where the world lacks the
 * people or the goods.
 */
export async function seedDemoQuotes(db: Db, at: Date): Promise<void> {
  const people = await findNegotiators(db);
  if (!people) return;
  const { companyId } = people.buyer;
  const goods = await listGoodsToQuote(db, { companyId, atLeastG: 4 * TONNE_G, limit: GOODS });
  if (goods.length < GOODS) return;
  const scene = { db, ...people, goods };
  await ranOut(scene, at);
  await accepted(scene, at);
  await inTwoVersions(scene, at);
  await unanswered(scene, at);
}

const before = (at: Date, ms: number) => new Date(at.getTime() - ms);

async function ranOut({ db, buyer, manager, goods }: Scene, at: Date): Promise<void> {
  const asked = before(at, 9 * DAY_MS);
  const quoteId = await ask(db, buyer, { lines: goods.slice(0, 1).map(inTonnes(2)), at: asked });
  const validUntil = before(at, 4 * DAY_MS);
  await answer(db, manager, { quoteId, shareBp: 9800, validUntil, at: before(at, 8 * DAY_MS) });
  await expireQuotes(db, validUntil);
}

async function accepted({ db, buyer, manager, goods }: Scene, at: Date): Promise<void> {
  const asked = before(at, DAY_MS);
  const quoteId = await ask(db, buyer, { lines: goods.slice(1, 2).map(inTonnes(1)), at: asked });
  const offers = await answer(db, manager, {
    ...{ quoteId, shareBp: 9650, at: before(at, 20 * HOUR_MS) },
    validUntil: new Date(at.getTime() + DAY_MS),
  });
  await transact(db, (tx) =>
    acceptQuote(tx, buyer, {
      ...{ key: newId(), quoteId, seenVersion: 2, payment: 'prepaid', siteId: null },
      ...{ purchaseNumber: 'ЗК-118', channel: 'web', at },
      wanted: offers.map(({ id }) => ({ offerId: id, quantityMilli: undefined })),
    }),
  );
}

async function inTwoVersions({ db, buyer, manager, goods }: Scene, at: Date): Promise<void> {
  const lines = [...goods.map(inTonnes(2)), inWords('Рельс Р65, б/у, 10 т')];
  const wish = 'до 10 декабря, объект в Конаеве';
  const quoteId = await ask(db, buyer, { lines, wish, at: before(at, 30 * HOUR_MS) });
  const validUntil = new Date(at.getTime() + 3 * DAY_MS);
  const sent = { quoteId, validUntil, takesPart: true };
  const [site] = (await findQuote(db, quoteId))?.sites ?? [];
  const brought = (tenge: number): WrittenDelivery =>
    site
      ? { way: 'own-vehicle', siteId: site.id, netMinor: tenge * 100, ofPart: 'share' }
      : { way: 'pick-up' };
  const first = { ...sent, delivery: brought(165_000) };
  await answer(db, manager, { ...first, shareBp: 9900, at: before(at, 26 * HOUR_MS) });
  const say = { quoteId, position: 1, text: 'Конкурент даёт на 3 % ниже. Сможете?' };
  await transact(db, (tx) =>
    sayOfQuote(tx, buyer, { id: newId(), ...say, at: before(at, 5 * HOUR_MS) }),
  );
  const note = { quoteId, text: 'Ниже 96 % прайса не опускаемся, но клиент важный.' };
  await transact(db, (tx) =>
    noteOfQuote(tx, manager, { id: newId(), ...note, at: before(at, 4 * HOUR_MS) }),
  );
  const second = { ...sent, delivery: brought(140_000) };
  await answer(db, manager, { ...second, shareBp: 9700, at: before(at, 3 * HOUR_MS) });
}

async function unanswered({ db, buyer }: Scene, at: Date): Promise<void> {
  const lines = [inWords('Шпунт Ларсена Л5-УМ, 12 м, 40 шт'), inWords('Двутавр 55Б3 09Г2С, 12 т')];
  await ask(db, buyer, { lines, at: before(at, HOUR_MS) });
}

const inTonnes =
  (tonnes: number) =>
  ({ id: productId }: { id: string }): NewRequestLine => ({
    ...{ productId, typed: '', quantityMilli: tonnes * 1000, unit: 't', targetPerTonneMinor: null },
  });

const inWords = (typed: string): NewRequestLine => ({
  ...{ productId: null, typed, quantityMilli: null, unit: null, targetPerTonneMinor: null },
});

async function ask(
  db: Db,
  buyer: Buyer,
  asked: { lines: readonly NewRequestLine[]; wish?: string; at: Date },
): Promise<string> {
  const { lines, wish = '', at } = asked;
  const id = newId();
  await transact(db, (tx) => requestQuote(tx, buyer, { id, lines, wish, note: '', at }));
  return id;
}

/** Sends a version whose prices are a share of the company's own lists; what we do not sell is left out. */
async function answer(
  db: Db,
  manager: Staff,
  sending: {
    quoteId: string;
    shareBp: number;
    takesPart?: boolean;
    delivery?: WrittenDelivery;
    validUntil: Date;
    at: Date;
  },
): Promise<readonly Offer[]> {
  const { quoteId, shareBp, takesPart = false, validUntil, at } = sending;
  const { delivery = { way: 'pick-up' } } = sending;
  await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at }));
  const draft = (await listVersions(db, { quoteId, withDraft: true })).at(-1);
  const offers = (draft?.offers ?? [])
    .filter(({ productId }) => productId !== null)
    .map((offer): WrittenOffer => {
      const { position, alternative, productId, typed, quantityMilli, unit, note } = offer;
      const list = offer.listPerTonneMinor;
      const whole = { amountMilli: quantityMilli, unit };
      const said = { position, alternative, productId, typed, note, quantity: whole };
      return {
        ...{ ...said, takesMore: position === 1 },
        pricePerTonneMinor: list && Math.round((list * shareBp) / BASIS_POINTS / 100) * 100,
      };
    });
  const written = { quoteId, seenEdits: draft?.edits ?? 0, validUntil, takesPart, offers, at };
  const conditions = 'Резка по запросу.';
  await transact(db, (tx) => sendQuote(tx, manager, { ...written, delivery, conditions }));
  return (await listVersions(db, { quoteId, withDraft: false })).at(-1)?.offers ?? [];
}
