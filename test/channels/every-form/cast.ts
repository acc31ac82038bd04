import type { Hono } from 'hono';
import { type Kysely, sql } from 'kysely';
import { afterAll } from 'vitest';
import type { Env } from '../../../src/channels/env.ts';
import { addLines } from '../../../src/ordering/add-lines.ts';
import { openWebCart } from '../../../src/ordering/open-cart.ts';
import type { Actor, Buyer, Staff } from '../../../src/people/actor.ts';
import type { DB } from '../../../src/platform/db/schema.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { anApp, signedIn } from '../../support/app.ts';
import { anOwnAccount } from '../../support/bank.ts';
import { type Field, watchTables } from '../../support/every-form.ts';
import { aCartOf, place } from '../../support/sale.ts';
import { aScale } from '../../support/scale.ts';
import { aStandIn, type StandIn } from '../../support/stand-in.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../../support/world.ts';

/** A form ready to be sent: by whom, where to, and what an honest person fills in. */
export type Ready = {
  cookie?: string;
  params?: Record<string, Field>;
  fields?: Record<string, Field>;
  /** Other fields than the form has, each of which makes it wrong. */
  wrong?: readonly Record<string, string>[];
  /** A form without any field asks for nothing, and nothing is done. */
  mayBeEmpty?: boolean | undefined;
};
/** The cases of a department: each form by its route, and how it is made ready. */
export type Forms = Record<string, () => Promise<Ready>>;

export type Company = Awaited<ReturnType<typeof aCompany>>;
export type Side = {
  company: Company;
  buyer: Buyer;
  siteId: string;
  contactId: string;
  cartId: string;
  orderId: string;
  lineId: string;
};

// Who and what the cases speak of. `gather` gives them to the file that is run;
// cases are asked for only afterwards.
export let app: Hono<Env>;
export let db: Kysely<DB>;
export let standIn: StandIn;
export let rebar: { id: string; sku: string };
export let baseListId: string;
export let newGoods: { id: string; sku: string };
export let us: Side;
export let them: Side;
export let admin: Buyer;
export let theirAdmin: Buyer;
export const clerks = {} as Record<'counter' | 'phone' | 'manager' | 'head' | 'admin', Staff>;
export const cookies = {} as Record<'buyer' | 'companyAdmin' | keyof typeof clerks, string>;

/** Brings the shop and its people together on a database of their own, for the tests of one file. */
export async function gather(): Promise<void> {
  standIn = await theStandIn();
  const weighbridge = await aScale({ massG: 9_000_000, isStable: true });
  afterAll(weighbridge.close);
  ({ app, db } = await anApp({
    ...{ at, cards: standIn.cards(), scaleOf: weighbridge.scaleOf },
    config: { addressHeader: 'x-forwarded-for' },
  }));
  await aTradingDay(db);
  rebar = await aProduct(db);
  const base = await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 42_000_000 } });
  baseListId = base.listId;
  newGoods = await aProduct(db);
  await stockOf(db, rebar, 500_000 * TONNE);
  for (const role of ['counter', 'phone', 'manager', 'head', 'admin'] as const) {
    clerks[role] = await aClerk(db, role === 'head' ? 'head_of_sales' : role);
    cookies[role] = await signedIn(db, clerks[role], at);
  }
  us = await aSide();
  them = await aSide();
  admin = await aBuyer(db, us.company, 'company_admin');
  theirAdmin = await aBuyer(db, them.company, 'company_admin');
  cookies.buyer = await signedIn(db, us.buyer, at);
  cookies.companyAdmin = await signedIn(db, admin, at);
  await anOwnAccount(db);
  await watchTables(db);
  await countNothing();
}

let takesCards: Promise<StandIn> | undefined;

/** Takes cards for every file that is run in this process, with which it ends; its time begins anew for each. */
async function theStandIn(): Promise<StandIn> {
  takesCards ??= aStandIn();
  const opened = await takesCards;
  await opened.beginAt(at);
  return opened;
}

/**
 * Who guesses is counted, so that nobody guesses for long; here nobody guesses, and
 * the next form must be answered for what is in it, not for how many came before.
 */
async function countNothing(): Promise<void> {
  await sql`
    create function watch.forget() returns trigger language plpgsql as $$ begin
      delete from sign_in_attempt;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger forget after insert or update on sign_in_attempt
    for each statement execute function watch.forget()`.execute(db);
}

/** What several cases share, made when the first of them asks: once in each cast. */
export function onceInCast<Made>(make: () => Promise<Made>): () => Promise<Made> {
  const made = new WeakMap<typeof db, Promise<Made>>();
  return () => {
    const known = made.get(db) ?? make();
    made.set(db, known);
    return known;
  };
}

/** A company with a site, a contact, somebody who buys, an open cart and an order. */
export async function aSide(): Promise<Side> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  const [siteId, contactId] = [newId(), newId()];
  const site = { id: siteId, companyId: company.id, name: 'Site', city: 'Almaty', address: '1' };
  await db.insertInto('site').values(site).execute();
  const name = { name: 'Contact', searchName: 'contact' };
  await db
    .insertInto('contact')
    .values({ id: contactId, companyId: company.id, ...name })
    .execute();
  const { cartId, lineId } = await aCart(company, buyer);
  return { company, buyer, siteId, contactId, cartId, lineId, orderId: await anOrder(company) };
}

async function lineOf(cartId: string): Promise<{ cartId: string; lineId: string }> {
  const { id } = await db
    .selectFrom('cartLine')
    .where('cartId', '=', cartId)
    .select('id')
    .executeTakeFirstOrThrow();
  return { cartId, lineId: id };
}

export async function aCart(
  company: Company,
  by: Actor,
): Promise<{ cartId: string; lineId: string }> {
  const { id } = await aCartOf(db, by, company, [{ product: rebar, bars: 5 }]);
  return lineOf(id);
}

export async function anOrder(company: Company): Promise<string> {
  const cart = await aCartOf(db, clerks.counter, company, [{ product: rebar, bars: 1 }]);
  return (await place(db, clerks.counter, cart)).orderId;
}

/** The buyer's own web cart, which has five bars in it. */
export async function theWebCart(): Promise<{ cartId: string; lineId: string }> {
  const { buyer, company } = us;
  const id = await transact(db, async (tx) => {
    const cart = await openWebCart(tx, buyer, { companyId: company.id, at });
    await tx.deleteFrom('cartLine').where('cartId', '=', cart.id).execute();
    const quantityOfLine = { amountMilli: 5000, unit: 'pcs' } as const;
    const line = { id: newId(), productId: rebar.id, quantity: quantityOfLine };
    await addLines(tx, buyer, { cartId: cart.id, channel: 'web', lines: [line], at });
    return cart.id;
  });
  return lineOf(id);
}
