import { type Kysely, sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { areApprovers, readApprovalRules } from '../../src/ordering/approval-rule.queries.ts';
import { addLines } from '../../src/ordering/add-lines.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { findOrderFacts } from '../../src/ordering/order.queries.ts';
import { placeOrder } from '../../src/ordering/place-order.ts';
import { listPurchases } from '../../src/history/history.queries.ts';
import { findOrderNotice } from '../../src/ordering/tell-buyer.queries.ts';
import { type Actor, type Buyer, may, type OwnCapability } from '../../src/people/actor.ts';
import { cancelInvitation, inviteBuyer } from '../../src/people/invitation.ts';
import { changeCompanyRole, endMembership } from '../../src/people/manage-colleagues.ts';
import { listOwnRoles } from '../../src/people/own-role.queries.ts';
import { changeOwnRole, endOwnRole, makeOwnRole } from '../../src/people/keep-own-roles.ts';
import { maySeeOrder, orderScopeOf } from '../../src/people/order-scope.ts';
import { isWhole } from '../../src/people/own-role.ts';
import { hashToken } from '../../src/people/session-token.ts';
import { findActor } from '../../src/people/session.queries.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { inTurn } from '../ordering/at-a-lock.ts';
import { signedIn } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aSite, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let shop: Awaited<ReturnType<typeof freshDatabase>>;
let company: Awaited<ReturnType<typeof aCompany>>;
let rebar: { id: string };
let admin: Buyer;
let colleague: Buyer;

beforeAll(async () => {
  shop = await freshDatabase();
  ({ db } = shop);
  await aTradingDay(db);
});

beforeEach(async () => {
  company = await aCompany(db, { creditKind: 'unlimited' });
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  admin = await aBuyer(db, company, 'company_admin');
  colleague = await aBuyer(db, company);
});

async function aRole(
  capabilities: readonly OwnCapability[],
  { name = `Role ${newId().slice(-8)}`, by = admin } = {},
): Promise<string> {
  const id = newId();
  await transact(db, (tx) => makeOwnRole(tx, by, { id, name, capabilities, at }));
  return id;
}

const gives = (ownRoleId: string, { personId }: { personId: string } = colleague, by = admin) =>
  transact(db, (tx) => changeCompanyRole(tx, by, { personId, role: { ownRoleId } }));

const ends = (id: string, by = admin) => transact(db, (tx) => endOwnRole(tx, by, { id, at }));

/** Somebody as his session knows him at this moment. */
async function asNow(person: Buyer): Promise<Actor> {
  const [, token = ''] = (await signedIn(db, person, at)).split('=');
  const found = await findActor(db, hashToken(token), at);
  if (!found?.actor) throw new Error('no session');
  return found.actor;
}

const isRefused = (work: Promise<unknown>, code: string) =>
  expect(work).rejects.toMatchObject({ reason: { code } });

/** What the company's roles are, with whoever is in them. */
const rolesNow = () => listOwnRoles(db, company.id);

const invites = (ownRoleId: string) =>
  transact(db, (tx) =>
    inviteBuyer(tx, admin, {
      ...{ email: `${newId()}@visitor.example`, name: 'Guest', language: 'en' },
      role: { ownRoleId },
      at,
    }),
  );

describe('a role of a company’s own', () => {
  test('counts instead of the role of ours, from the next request on, until that is given again', async () => {
    await gives(await aRole(['fill-carts', 'see-prices']));
    const now = await asNow(colleague);
    expect(may(now, 'fill-carts') && may(now, 'see-prices') && may(now, 'see-orders')).toBe(true);
    expect(may(now, 'place-orders') || may(now, 'name-goods')).toBe(false);

    const { personId } = colleague;
    await transact(db, (tx) => changeCompanyRole(tx, admin, { personId, role: 'buyer' }));
    expect(may(await asNow(colleague), 'place-orders')).toBe(true);
  });

  test('lets an accountant order, when it says so', async () => {
    const accountant = await aBuyer(db, company, 'accountant');
    await gives(await aRole(['fill-carts', 'see-prices', 'place-orders']), accountant);
    const now = await asNow(accountant);
    const cart = await aCartOf(db, now, company, [{ product: rebar, bars: 1 }], 'web');
    const sale = await aSaleOf(db, cart, { channel: 'web' });
    await expect(transact(db, (tx) => placeOrder(tx, now, sale))).resolves.toHaveProperty(
      'orderId',
    );
  });

  test('keeps a purchaser from ordering, when it does not', async () => {
    const cart = await aCartOf(db, colleague, company, [{ product: rebar, bars: 1 }], 'web');
    await gives(await aRole(['fill-carts', 'see-prices']));
    const now = await asNow(colleague);
    const sale = await aSaleOf(db, cart, { channel: 'web' });
    await isRefused(
      transact(db, (tx) => placeOrder(tx, now, sale)),
      'not-permitted',
    );
    await gives(await aRole([]));
    const onlooker = await asNow(colleague);
    expect(may(onlooker, 'see-orders')).toBe(true);
    const lines = [
      {
        id: newId(),
        productId: rebar.id,
        quantity: { amountMilli: 1000, unit: 'pcs' } as const,
      },
    ];
    const adding = { cartId: cart.id, channel: 'web', lines, at } as const;
    await isRefused(
      transact(db, (tx) => addLines(tx, onlooker, adding)),
      'not-permitted',
    );
  });

  test('makes an approver where it includes approving, and none where it does not', async () => {
    const approver = await aBuyer(db, company, 'approver');
    await gives(await aRole(['see-prices', 'approve-orders']), colleague);
    await gives(await aRole(['see-prices', 'fill-carts', 'place-orders']), approver);
    const of = { companyId: company.id };
    const { approvers } = await readApprovalRules(db, { ...of, on: '2026-11-26' });
    expect(approvers.map(({ personId }) => personId).toSorted()).toEqual(
      [admin.personId, colleague.personId].toSorted(),
    );
    expect(await areApprovers(db, { ...of, people: [colleague.personId] })).toBe(true);
    expect(await areApprovers(db, { ...of, people: [approver.personId] })).toBe(false);
  });

  test('is written to about an order of the desk only where it may order', async () => {
    const onlooker = await aBuyer(db, company);
    // Nearest to an approver of ours, who is not written to.
    const all = ['fill-carts', 'see-prices', 'place-orders', 'approve-orders'] as const;
    await gives(await aRole(all), colleague);
    await gives(await aRole(['fill-carts']), onlooker);
    const clerk = await aClerk(db);
    const { orderId } = await place(
      db,
      clerk,
      await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]),
    );
    const { id } = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', '=', 'order.placed')
      .select('id')
      .executeTakeFirstOrThrow();
    const told = (await findOrderNotice(db, id)).map(({ recipient }) => recipient);
    expect(told.toSorted()).toEqual([admin.email, colleague.email].toSorted());
  });

  test('goes with an invitation, and is in force from the acceptance', async () => {
    const ownRoleId = await aRole(['fill-carts']);
    const invited = await invites(ownRoleId);
    const kept = await db
      .selectFrom('membership')
      .where('personId', '=', invited?.personId ?? '')
      .select(['role', 'ownRoleId'])
      .executeTakeFirstOrThrow();
    expect(kept).toEqual({ role: 'foreman', ownRoleId });
  });

  test('of another company is not found, nor one that has ended, nor one there never was', async () => {
    const foreign = await aCompany(db);
    const theirs = await aBuyer(db, foreign, 'company_admin');
    const foreignRole = await aRole(['fill-carts'], { by: theirs });
    const ended = await aRole(['fill-carts']);
    await ends(ended);
    for (const id of [foreignRole, ended, newId()]) {
      await expect(gives(id)).rejects.toThrow('not found');
      await expect(invites(id)).rejects.toThrow('not found');
      await expect(ends(id)).rejects.toThrow('not found');
    }
    expect(await rolesNow()).toEqual([]);
    expect(await listOwnRoles(db, foreign.id)).toMatchObject([{ id: foreignRole, people: [] }]);
  });
});

describe('an administrator', () => {
  test('alone makes and ends roles, and stays one: the last cannot take an own role', async () => {
    await isRefused(aRole(['fill-carts'], { by: colleague }), 'not-permitted');
    const id = await aRole(['fill-carts']);
    await isRefused(ends(id, colleague), 'not-permitted');
    await isRefused(gives(id, colleague, colleague), 'not-permitted');
    await isRefused(gives(id, admin), 'last-admin');
    expect(await rolesNow()).toMatchObject([{ id, people: [] }]);
  });

  test('makes a role twice by one click once, and a name once', async () => {
    const role = { id: newId(), name: 'Warehouse', capabilities: ['fill-carts'], at } as const;
    const make = (more = {}) => transact(db, (tx) => makeOwnRole(tx, admin, { ...role, ...more }));
    await Promise.all([make(), make()]);
    expect(await rolesNow()).toHaveLength(1);
    await isRefused(make({ id: newId(), name: 'warehouse' }), 'own-role-there');
    await ends(role.id);
    await make({ id: newId() });
    expect(await rolesNow()).toMatchObject([
      { name: 'Warehouse', capabilities: ['fill-carts', 'see-orders'] },
    ]);
  });

  test('changes a role, and it counts for whoever is in it from his next request on', async () => {
    const id = await aRole(['fill-carts']);
    await gives(id);
    const change = (by = admin, name = 'Buyer of site 5') =>
      transact(db, (tx) =>
        changeOwnRole(tx, by, { id, name, capabilities: ['fill-carts', 'see-prices'] }),
      );
    await change();
    await change();
    const now = await asNow(colleague);
    expect(may(now, 'see-prices') && now.kind === 'buyer' && now.ownRole?.name).toBe(
      'Buyer of site 5',
    );
    await aRole([], { name: 'Keeper' });
    await isRefused(change(admin, 'keeper'), 'own-role-there');
    await isRefused(change(colleague), 'not-permitted');
    const theirs = await aBuyer(db, await aCompany(db), 'company_admin');
    await expect(change(theirs)).rejects.toThrow('not found');
  });

  test('sees orders as far as it says: the company’s, those to its sites and one’s own, or one’s own', async () => {
    const [depot, bridge] = [await aSite(db, company, 'Depot'), await aSite(db, company, 'Bridge')];
    const all = ['fill-carts', 'see-prices', 'place-orders'] as const;
    const orderBy = async (who: Actor, siteId: string | null) => {
      const cart = await aCartOf(db, who, company, [{ product: rebar, bars: 1 }], 'web');
      await db.updateTable('cart').set({ siteId }).where('id', '=', cart.id).execute();
      const sale = await aSaleOf(db, cart, { channel: 'web' });
      return (await transact(db, (tx) => placeOrder(tx, who, sale))).orderId;
    };
    const toDepot = await orderBy(admin, depot);
    const toBridge = await orderBy(admin, bridge);
    const fetched = await orderBy(colleague, null);

    const placed = new Set([toDepot, toBridge, fetched]);
    const id = await aRole(all);
    await gives(id);
    const sees = async (more: { scope: 'company' | 'sites' | 'own'; siteIds?: string[] }) => {
      const role = { id, name: 'Foreman of a site', capabilities: all, ...more };
      await transact(db, (tx) => changeOwnRole(tx, admin, role));
      const now = await asNow(colleague);
      const scope = orderScopeOf(now);
      const listed = await listPurchases(db, { companyId: company.id, scope, limit: 10 });
      const opened = await Promise.all(
        [...placed].map(async (orderId) => {
          const facts = await findOrderFacts(db, orderId);
          return facts && maySeeOrder(now, facts) ? [orderId] : [];
        }),
      );
      expect(opened.flat().toSorted()).toEqual(listed.map((one) => one.id).toSorted());
      return new Set(opened.flat());
    };
    expect(await sees({ scope: 'company' })).toEqual(new Set([toDepot, toBridge, fetched]));
    expect(await sees({ scope: 'sites', siteIds: [depot] })).toEqual(new Set([toDepot, fetched]));
    const now = await asNow(colleague);
    const mine = await orderBy(now, depot);
    placed.add(mine);
    await isRefused(orderBy(now, bridge), 'not-permitted');
    const cancelling = { reason: 'mistake', note: '', channel: 'web', at } as const;
    await expect(
      transact(db, (tx) => cancelOrder(tx, now, { orderId: toBridge, ...cancelling })),
    ).rejects.toThrow('not found');
    expect(await sees({ scope: 'own' })).toEqual(new Set([fetched, mine]));
  });

  test('is bound to no site of another company', async () => {
    const theirs = await aSite(db, await aCompany(db), 'Theirs');
    const role = { id: newId(), name: 'Spy', capabilities: [], siteIds: [theirs], at } as const;
    await isRefused(
      transact(db, (tx) => makeOwnRole(tx, admin, { ...role, scope: 'sites' })),
      'not-permitted',
    );
    expect(await rolesNow()).toEqual([]);
  });

  test('made with the id of a role of another company changes nothing of it', async () => {
    const id = newId();
    const depot = await aSite(db, company, 'Depot');
    const role = { id, name: 'Depot', capabilities: ['fill-carts'], scope: 'sites', at } as const;
    await transact(db, (tx) => makeOwnRole(tx, admin, { ...role, siteIds: [depot] }));
    const stranger = await aBuyer(db, await aCompany(db), 'company_admin');
    const theirs = { id, name: 'Spy', capabilities: [], at };
    await transact(db, (tx) => makeOwnRole(tx, stranger, theirs));
    expect(await rolesNow()).toMatchObject([{ id, name: 'Depot', siteIds: [depot] }]);
  });

  test('ends no role that somebody is in or invited to', async () => {
    const id = await aRole(['fill-carts']);
    await gives(id);
    await isRefused(ends(id), 'own-role-held');
    const { personId } = colleague;
    await transact(db, (tx) => endMembership(tx, admin, { personId, at }));
    const invited = await invites(id);
    await isRefused(ends(id), 'own-role-held');
    const guest = { personId: invited?.personId ?? '', at };
    await transact(db, (tx) => cancelInvitation(tx, admin, guest));
    await ends(id);
    expect(await rolesNow()).toEqual([]);
  });

  test('does not end a role that another gives at the same moment', async () => {
    const id = await aRole(['fill-carts']);
    const { personId } = colleague;
    const { second } = await inTurn(
      shop,
      (tx) => changeCompanyRole(tx, admin, { personId, role: { ownRoleId: id } }),
      () => ends(id),
    );
    await isRefused(second, 'own-role-held');
    expect(await rolesNow()).toMatchObject([{ id, people: [colleague.name] }]);
  });
});

test('nobody orders or approves what he cannot fill or whose price he does not see', async () => {
  const parts: OwnCapability[][] = [
    ['place-orders'],
    ['place-orders', 'fill-carts'],
    ['place-orders', 'see-prices'],
    ['approve-orders'],
  ];
  for (const capabilities of parts) {
    expect(isWhole(capabilities)).toBe(false);
    await expect(aRole(capabilities)).rejects.toThrow('own_role_is_whole');
  }
  expect(isWhole(['place-orders', 'fill-carts', 'see-prices', 'approve-orders'])).toBe(true);
});

test('no own role holds what is an administrator’s, not even by hand', async () => {
  for (const capability of ['manage-colleagues', 'manage-keys', 'manage-approvals', 'administer']) {
    const { companyId, personId } = admin;
    const made = sql`
      insert into company_own_role (id, company_id, name, capabilities, made_by, made_at)
      values (${newId()}, ${companyId}, 'X', array['see-orders', ${capability}], ${personId}, now())`;
    await expect(made.execute(db)).rejects.toThrow('own_role_of_a_buyer');
  }
  const ownRoleId = await aRole([]);
  const asAdmin = db
    .updateTable('membership')
    .set({ ownRoleId })
    .where('personId', '=', admin.personId);
  await expect(asAdmin.execute()).rejects.toThrow('no_administrator_by_own_role');
});
