import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { decideOverride } from '../../src/ordering/decide-override.ts';
import { overridePrice, withdrawOverride } from '../../src/ordering/override-price.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import { tellOfOverride } from '../../src/ordering/tell-of-override.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, Language } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { overrideLetter } from '../../views/mail/override-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

/** Without VAT; with its 16 per cent 464 000 ₸. A clerk may go two per cent below. */
const LISTED_MINOR = 40_000_000;
const WITHIN_MINOR = 39_200_000;
/** With VAT 440 800 ₸. */
const BEYOND_MINOR = 38_000_000;

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
let heads: Staff[];
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db, 'counter');
  manager = await aClerk(db, 'manager');
  heads = [await aClerk(db, 'head_of_sales'), await aClerk(db, 'head_of_sales')];
});

async function aCart(managerId: string | null = manager.personId, by = clerk) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await db.updateTable('company').set({ managerId }).where('id', '=', company.id).execute();
  await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: LISTED_MINOR });
  const cart = await aCartOf(db, by, company, [{ product: rebar, bars: 10 }]);
  const lineId = (await readCart(db, { cartId: cart.id }, at))?.lines[0]?.id ?? '';
  const on = { cartId: cart.id, lineId, channel: 'counter' } as const;
  const ask = (pricePerTonneMinor: number, when = at) => {
    const wanted = { pricePerTonneMinor, includesVat: false };
    const asking = { ...on, wanted, reason: 'as a neighbour asks', at: when };
    return transact(db, (tx) => overridePrice(tx, by, asking));
  };
  const withdraw = () => transact(db, (tx) => withdrawOverride(tx, by, { ...on, at }));
  const decide = (state: 'approved' | 'refused') =>
    transact(db, (tx) =>
      decideOverride(tx, heads[0]!, { lineId, state, seenPerTonneMinor: BEYOND_MINOR, at }),
    );
  return { company, cart, ask, withdraw, decide };
}

const speaks = (person: Staff, language: Language) =>
  db.updateTable('person').set({ language }).where('id', '=', person.personId).execute();

type InCart = { cart: { id: string }; company: { name: string } };

/** What is written of a cart's prices by the jobs of its events, each of them done twice and at once. */
async function lettersOf({ cart, company }: InCart) {
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', cart.id)
    .where('type', 'in', ['price.overridden', 'price.override-decided'])
    .select('id')
    .execute();
  await Promise.all(
    [...events, ...events].map(({ id: eventId }) =>
      tellOfOverride(db, overrideLetter, { eventId }),
    ),
  );
  const letters = await db
    .selectFrom('outgoingMail')
    .where('subject', 'like', `%${company.name}%`)
    .select(['recipient', 'subject', 'body'])
    .execute();
  return letters.map((letter) => ({ ...letter, body: letter.body.replaceAll('\u00a0', ' ') }));
}

const recipients = (letters: readonly { recipient: string }[]) =>
  letters.map(({ recipient }) => recipient).toSorted();
const emails = (people: readonly { email: string }[]) =>
  people.map(({ email }) => email).toSorted();

describe('a price that waits for approval', () => {
  test('is told to the account manager once, in his language, beside what the lists ask', async () => {
    await speaks(manager, 'ru');
    const sale = await aCart();
    await sale.ask(BEYOND_MINOR);
    const letters = await lettersOf(sale);
    await speaks(manager, 'en');

    expect(recipients(letters)).toEqual([manager.email]);
    expect(letters[0]?.subject).toContain('ждёт утверждения');
    expect(letters[0]?.body).toContain('Арматура 12 А500С 11,7 м');
    expect(letters[0]?.body).toContain('Просят, с НДС: 440 800 ₸/т');
    expect(letters[0]?.body).toContain('Прайс-лист, с НДС: 464 000 ₸/т');
    expect(letters[0]?.body).toContain('Причина: as a neighbour asks');
    expect(letters[0]?.body).toContain(clerk.name);
  });

  test('is told to every head of sales where the company has no account manager, or he may not approve any more', async () => {
    for (const managerId of [null, clerk.personId]) {
      const sale = await aCart(managerId);
      await sale.ask(BEYOND_MINOR);
      expect(recipients(await lettersOf(sale))).toEqual(emails(heads));
    }
  });

  test('and is the account manager’s own is told to the heads of sales, for nobody decides on his own', async () => {
    const sale = await aCart(manager.personId, manager);
    expect(await sale.ask(30_000_000)).toEqual({ state: 'pending' });
    expect(recipients(await lettersOf(sale))).toEqual(emails(heads));
  });

  test('is told to nobody where it counts at once, is taken off or another one was asked for meanwhile', async () => {
    const within = await aCart();
    await within.ask(WITHIN_MINOR);
    expect(await lettersOf(within)).toEqual([]);

    const withdrawn = await aCart();
    await withdrawn.ask(BEYOND_MINOR);
    await withdrawn.withdraw();
    expect(await lettersOf(withdrawn)).toEqual([]);

    const changed = await aCart();
    await changed.ask(BEYOND_MINOR);
    await changed.ask(BEYOND_MINOR - 100, new Date(at.getTime() + 1000));
    expect(recipients(await lettersOf(changed))).toEqual([manager.email]);
  });
});

describe('the decision on a price', () => {
  test.each([
    ['approved', 'бағаңыз бекітілді'],
    ['refused', 'бағаңыз қабылданбады'],
  ] as const)(
    '%s is told to the clerk who asked, once and in his language',
    async (state, told) => {
      await speaks(clerk, 'kk');
      const sale = await aCart();
      await sale.ask(BEYOND_MINOR);
      await sale.decide(state);
      const letters = await lettersOf(sale);
      await speaks(clerk, 'en');

      expect(recipients(letters)).toEqual([clerk.email]);
      expect(letters[0]?.body).toContain(told);
      expect(letters[0]?.body).toContain('440 800 ₸/т');
      expect(letters[0]?.body).toContain(heads[0]?.name);
    },
  );

  test('is told to who asked for it, though the line has another price by then', async () => {
    const sale = await aCart();
    await sale.ask(BEYOND_MINOR);
    await sale.decide('refused');
    await sale.ask(WITHIN_MINOR, new Date(at.getTime() + 1000));
    const [letter, ...more] = await lettersOf(sale);
    expect(more).toEqual([]);
    expect(letter?.recipient).toBe(clerk.email);
    expect(letter?.body).toContain('₸440,800/t');
  });
});
