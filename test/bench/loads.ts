import { derivedId } from '../../src/platform/derived-id.ts';
import { newId } from '../../src/platform/id.ts';
import type { LoadName } from './arguments.ts';
import { type Ask, openingBy, sendingBy } from './ask.ts';
import {
  countLines,
  countReadLists,
  giveCarts,
  LINES_OF_AN_ORDER,
  type Sample,
  shownTermsOf,
} from './carts.ts';
import { chooseBars, type Good } from './goods.ts';
import { ageOrders, countWholeOrders } from './orders.ts';
import { chooseDebts, countPaid, signInClerk } from './paying.ts';
import type { People, Person } from './people.ts';
import { beginnings, phrases } from './typed.ts';
import type { World } from './world.ts';

/** What stands ready for all loads. `samples` has as many as there are variants of each request. */
export type Ground = {
  world: World;
  people: People;
  goods: readonly Good[];
  categories: readonly string[];
  samples: readonly Sample[];
};

/** One thing that buyers do. */
export type Load = {
  name: LoadName;
  words: string;
  /** Requests that may be sent once only, since they change something. */
  onceOnly: boolean;
  /** So many of them are made for each second; a measure that uses them up ends with them. */
  perSecond: { shop: number; sql: number };
  /** Makes things ready and gives the requests; of a page one for each variant, whatever the count. */
  prepare: (ground: Ground, count: number) => Promise<Ask[]>;
  /** What is wrong with what was answered well; undefined: nothing. */
  doubt?: (ground: Ground, answered: readonly Ask[]) => Promise<string | undefined>;
};

/** Lines that stand in a cart before anything is measured. */
const LINES_AT_FIRST = 3;
const LINES_OF_A_LIST = 50;
const LENGTHS_OF_A_CUT_LIST = 20;
/** So often at most a line is added to the same cart. */
const ADDED_TO_ONE_CART = 4;

/** A page: each variant is another buyer with a small cart, and another address. */
const page = (
  name: LoadName,
  words: string,
  pathOf: (ground: Ground, variant: number) => string,
): Load => ({
  ...{ name, words, onceOnly: false, perSecond: { shop: 0, sql: 0 } },
  prepare: async (ground) => {
    const to = await ground.people.first(ground.samples.length);
    await giveCarts(ground.world, ground.people, { ...ground, to, lines: LINES_AT_FIRST });
    return to.map(({ cookie }, variant): Ask => ({
      ...{ method: 'GET', path: pathOf(ground, variant), headers: openingBy(cookie) },
      ...{ variant, peculiar: [] },
    }));
  },
});

const turn = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

const addLine: Load = {
  ...{ name: 'add-line', words: 'add a line', onceOnly: true },
  perSecond: { shop: 1_500, sql: 5_000 },
  prepare: async ({ world, people, samples, goods }, count) => {
    const rounds = Math.ceil(count / ADDED_TO_ONE_CART / samples.length);
    const to = await people.first(rounds * samples.length);
    const carts = await giveCarts(world, people, { to, samples, lines: LINES_AT_FIRST });
    return Array.from({ length: count }, (_, index): Ask => {
      const { id, person } = turn(carts, index);
      const variant = index % samples.length;
      const { sku } = turn(goods, variant * 7);
      const key = newId();
      const fields = new URLSearchParams({ key, [`q.${sku}`]: '2', [`u.${sku}`]: 't' });
      return {
        ...{ method: 'POST', path: '/cart/lines', headers: sendingBy(person.cookie) },
        ...{ body: fields.toString(), variant },
        peculiar: [id, person.id, person.tokenHash, derivedId(key, sku)],
      };
    });
  },
  doubt: async ({ world }, answered) => {
    const lineIds = answered.map(({ peculiar }) => peculiar[3] ?? '');
    const missing = lineIds.length - (await countLines(world, lineIds));
    return missing === 0 ? undefined : `${missing} lines are missing`;
  },
};

/** A list as a buyer pastes it: three in five lines under our own names, others in his words, with mistakes, a few codes. */
export function listOf(goods: readonly Good[], turnOf: number, length = LINES_OF_A_LIST): string {
  const lines = Array.from({ length }, (_, line) => {
    const good = turn(goods, turnOf * 13 + line * 7);
    if (line % 10 === 9) return good.sku;
    return line % 5 < 3 ? good.nameRu : turn(phrases, turnOf + line);
  });
  return lines.map((name, line) => `${name} ${turnOf + line + 1} шт`).join('\n');
}

const pasteList: Load = {
  ...{ name: 'quick', words: 'paste a list of fifty lines', onceOnly: true },
  perSecond: { shop: 60, sql: 120 },
  prepare: async ({ people, goods, samples }, count) => {
    const to = await people.first(samples.length);
    return Array.from({ length: count }, (_, index): Ask => {
      const variant = index % samples.length;
      const person = turn(to, variant);
      const listId = newId();
      // Other numbers each time: nothing may be known by heart.
      const fields = new URLSearchParams({ listId, text: listOf(goods, index) });
      return {
        ...{ method: 'POST', path: '/quick/file', headers: sendingBy(person.cookie) },
        ...{ body: fields.toString(), variant, peculiar: [listId] },
      };
    });
  },
  doubt: async ({ world }, answered) => {
    const ids = answered.map(({ peculiar }) => peculiar[0] ?? '');
    const whole = await countReadLists(world, { ids, lines: LINES_OF_A_LIST });
    return whole === ids.length ? undefined : `${ids.length - whole} lists are not read`;
  },
};

/** Twenty lengths, ten of each, none longer than five metres: another list for each variant. */
const cutListOf = (variant: number): string =>
  Array.from(
    { length: LENGTHS_OF_A_CUT_LIST },
    (_, line) => `10 x ${400 + ((variant * 37 + line * 229) % 4600)}`,
  ).join('\n');

const planCuts: Load = {
  ...{ name: 'cut', words: 'plan two hundred pieces in twenty lengths', onceOnly: false },
  perSecond: { shop: 0, sql: 0 },
  prepare: async ({ world, people, samples }) => {
    const bars = await chooseBars(world);
    const to = await people.first(samples.length);
    return to.map(({ cookie }, variant): Ask => {
      const { sku } = turn(bars, variant);
      return {
        ...{ method: 'POST', path: `/p/${encodeURIComponent(sku)}/cutting` },
        ...{ headers: sendingBy(cookie), variant, peculiar: [] },
        body: new URLSearchParams({ cutList: cutListOf(variant) }).toString(),
      };
    });
  },
};

const placeOrder: Load = {
  ...{ name: 'order', words: 'place an order of ten lines', onceOnly: true },
  perSecond: { shop: 700, sql: 2_000 },
  prepare: async ({ world, people, samples }, count) => {
    await ageOrders(world);
    const to = await people.first(count);
    const carts = await giveCarts(world, people, { to, samples, lines: LINES_OF_AN_ORDER });
    return carts.map((cart, index): Ask => {
      const { id, person, sample } = cart;
      const key = newId();
      const fields = new URLSearchParams({
        ...{ key, cartId: id, shownTerms: shownTermsOf(cart), payment: 'on-account' },
        ...{ branchCode: sample.branchCode, siteId: '', contactId: '' },
        ...{ purchaseNumber: `PO ${key}`, note: '' },
      });
      return {
        ...{ method: 'POST', path: '/checkout', headers: sendingBy(person.cookie) },
        ...{ body: fields.toString(), variant: index % samples.length },
        peculiar: [id, person.id, person.tokenHash, key],
      };
    });
  },
  doubt: async ({ world }, answered) => {
    const keys = answered.map(({ peculiar }) => peculiar[3] ?? '');
    const whole = await countWholeOrders(world, { ids: keys, lines: LINES_OF_AN_ORDER });
    return whole === keys.length ? undefined : `${keys.length - whole} orders are missing`;
  },
};

/** A card terminal took one tenge of what an order owes, and the clerk says so. */
const takePayment: Load = {
  ...{ name: 'pay', words: 'take money for an order', onceOnly: true },
  perSecond: { shop: 1_500, sql: 4_000 },
  prepare: async ({ world }, count) => {
    const cookie = await signInClerk(world);
    const debts = await chooseDebts(world);
    return Array.from({ length: count }, (_, index): Ask => {
      const { orderId, companyId } = turn(debts, index);
      const key = newId();
      const slip = key.replaceAll('-', '').slice(-26);
      const fields = new URLSearchParams({ key, cash: '', terminal: '1', slip });
      return {
        ...{ method: 'POST', path: `/counter/orders/${orderId}/payments` },
        ...{ headers: sendingBy(cookie), body: fields.toString(), variant: 0 },
        peculiar: [orderId, companyId, key, slip],
      };
    });
  },
  doubt: async ({ world }, answered) => {
    const slips = answered.map(({ peculiar }) => peculiar[3] ?? '');
    const paid = await countPaid(world, slips);
    return paid === slips.length ? undefined : `${slips.length - paid} payments are missing`;
  },
};

/** So often it is a code that somebody types, whole or begun. */
const CODES_EVERY = 10;
const codeBegun = ({ sku }: Good) => (sku.length % 2 === 0 ? sku : sku.slice(0, -3));

/** Everything that is measured. */
export const loads: readonly Load[] = [
  page('home', 'home page', () => '/'),
  page(
    'category',
    'category page, 50 rows',
    ({ categories }, variant) => `/c/${turn(categories, variant)}`,
  ),
  page(
    'product',
    'product page',
    ({ goods }, variant) => `/p/${encodeURIComponent(turn(goods, variant * 3).sku)}`,
  ),
  page(
    'search',
    'search',
    (_, variant) => `/search?q=${encodeURIComponent(turn(phrases, variant))}`,
  ),
  page(
    'suggest',
    'suggestions while one types',
    ({ goods }, variant) =>
      `/suggest?q=${encodeURIComponent(variant % CODES_EVERY === 0 ? codeBegun(turn(goods, variant)) : turn(beginnings, variant))}`,
  ),
  pasteList,
  planCuts,
  addLine,
  placeOrder,
  takePayment,
];

/** People for the samples: the companies in turn, as often as it takes to vary what is bought. */
export function samplePeople(people: People): Promise<readonly Person[]> {
  const { length } = people.companies;
  return people.first(length * Math.max(1, Math.round(VARIANTS / length)));
}

const VARIANTS = 120;
