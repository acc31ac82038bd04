import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { agreeFreight, declineFreight } from '../../src/ordering/answer-freight.ts';
import { findStandingOffer } from '../../src/ordering/freight-offer.queries.ts';
import { nameFreight, reviewFreight } from '../../src/ordering/name-freight.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { setDetails } from '../../src/ordering/set-details.ts';
import { tellOfFreight } from '../../src/ordering/tell-of-freight.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, Language } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { freightLetter } from '../../views/mail/freight-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { agreeFreight as agreeTerms, aSiteIn, aTariff } from '../support/freight.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

/** With VAT 348 000 ₸, and below what the tariff asks. */
const FAIR_MINOR = 30_000_000;
const CHEAP_MINOR = 20_000_000;
const SHOP = 'https://shop.example';

let db: Kysely<DB>;
let manager: Staff;
let head: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  head = await aClerk(db, 'head_of_sales');
  await aTariff(db, manager);
});

/** An order for a site that no tariff reaches, placed by a buyer who reads a language. */
async function anOrder(language: Language = 'en') {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await agreeTerms(db, company, { price: 'tariff' });
  const buyer = await aBuyer(db, company);
  await speaks(buyer, language);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, buyer, company, [{ product: rebar, bars: 600 }]);
  const siteId = await aSiteIn(db, company, 'Актау');
  const details = { branchCode: 'ALA', siteId, contactId: null, purchaseNumber: '', note: '' };
  const more = { costCentreId: null, certificateKind: null };
  await transact(db, (tx) => setDetails(tx, buyer, { cartId: cart.id, ...details, ...more, at }));
  const { orderId } = await place(db, buyer, cart, { payment: 'on-account' });
  const order = await findOrder(db, orderId);
  if (!order) throw new Error('no order');
  return { orderId, number: order.number, version: order.version, company, buyer };
}

type Ordered = Awaited<ReturnType<typeof anOrder>>;

async function name({ orderId, version }: Ordered, netMinor = FAIR_MINOR): Promise<string> {
  const named = { orderId, version, netMinor, reason: 'a carrier asks so much', at };
  await transact(db, (tx) => nameFreight(tx, manager, named));
  return (await findStandingOffer(db, orderId))?.id ?? '';
}

const speaks = (person: { personId: string }, language: Language) =>
  db.updateTable('person').set({ language }).where('id', '=', person.personId).execute();

/** What is written of an order's freight by the jobs of its events, each of them done twice and at once. */
async function lettersOf({ orderId, number }: Ordered) {
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', 'like', 'freight.%')
    .select('id')
    .execute();
  await Promise.all(
    [...events, ...events].map(({ id: eventId }) =>
      tellOfFreight(db, (notice) => freightLetter(notice, SHOP), { eventId }),
    ),
  );
  const letters = await db
    .selectFrom('outgoingMail')
    .where('subject', 'like', `%${number}%`)
    .orderBy('createdAt')
    .orderBy('id')
    .select(['recipient', 'subject', 'body'])
    .execute();
  return letters.map((letter) => ({ ...letter, body: letter.body.replaceAll('\u00a0', ' ') }));
}

describe('the letter that freight is to be agreed', () => {
  test.each([
    [
      'en',
      'the price to agree',
      [
        'Delivery: ₸300,000.00 without VAT, ₸348,000.00 with VAT',
        'The order with delivery, with VAT: ₸',
      ],
    ],
    [
      'ru',
      'цена на согласование',
      ['Доставка: 300 000,00 ₸ без НДС, 348 000,00 ₸ с НДС', 'Заказ с доставкой, с НДС: '],
    ],
    [
      'kk',
      'келісетін баға',
      ['Жеткізу: ҚҚС-сыз 300 000,00 ₸, ҚҚС-пен 348 000,00 ₸', 'Жеткізумен тапсырыс, ҚҚС-пен: '],
    ],
  ] as const)(
    'reads in %s what is asked, what the order comes to and where to answer, and is sent once',
    async (language, subject, said) => {
      const ordered = await anOrder(language);
      await name(ordered);
      const letters = await lettersOf(ordered);
      expect(letters.map(({ recipient }) => recipient)).toEqual([ordered.buyer.email]);
      const [letter] = letters;
      expect(letter?.subject).toContain(subject);
      for (const words of [...said, 'a carrier asks so much', `${SHOP}/o/${ordered.orderId}`]) {
        expect(letter?.body).toContain(words);
      }
    },
  );
});

describe('the letters of freight', () => {
  test.each([
    ['en', 'waits for you', 'is agreed', 'sent back', 'declined'],
    ['ru', 'ждёт вашего решения', 'согласована', 'возвращена', 'отказался'],
    ['kk', 'шешіміңізді күтеді', 'келісілді', 'қайтарылды', 'бас тартты'],
  ] as const)(
    'go in %s to whose turn it is: who may give it, who named it, who ordered',
    async (language, waits, agreed, sentBack, declined) => {
      await Promise.all([manager, head].map((person) => speaks(person, language)));
      const ordered = await anOrder(language);
      const { buyer, orderId } = ordered;
      const cheap = await name(ordered, CHEAP_MINOR);
      const back = { offerId: cheap, verdict: 'sent-back', note: 'ask for more', at } as const;
      await transact(db, (tx) => reviewFreight(tx, head, back));
      const again = { ...ordered, version: (await findOrder(db, orderId))?.version ?? 0 };
      const dear = await name(again);
      const no = { offerId: dear, note: 'too dear for us', channel: 'web', at } as const;
      await transact(db, (tx) => declineFreight(tx, buyer, no));
      const last = { ...ordered, version: (await findOrder(db, orderId))?.version ?? 0 };
      const fair = await name(last, FAIR_MINOR + 100);
      const yes = { offerId: fair, note: '', channel: 'web', at } as const;
      await transact(db, (tx) => agreeFreight(tx, buyer, yes));

      const letters = await lettersOf(ordered);
      const of = (words: string) => letters.filter(({ subject }) => subject.includes(words));
      expect(of(waits).map(({ recipient }) => recipient)).toEqual([head.email]);
      expect(of(sentBack)).toMatchObject([
        { recipient: manager.email, body: expect.stringContaining('ask for more') },
      ]);
      expect(of(declined)).toMatchObject([
        { recipient: manager.email, body: expect.stringContaining('too dear for us') },
      ]);
      expect(of(declined)[0]?.body).toContain(`${SHOP}/office/freight-to-agree`);
      expect(of(agreed).map(({ recipient }) => recipient)).toEqual([buyer.email]);
      // Two more went to the buyer: each price that was offered to him.
      expect(letters).toHaveLength(6);
    },
  );

  test('never tell a customer of a price that waits for a colleague', async () => {
    const ordered = await anOrder();
    await name(ordered, CHEAP_MINOR);
    const letters = await lettersOf(ordered);
    expect(letters.map(({ recipient }) => recipient)).toEqual([head.email]);
  });
});
