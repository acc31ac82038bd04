import type { Kysely } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { agreeFreight, declineFreight } from '../../src/ordering/answer-freight.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { findStandingOffer } from '../../src/ordering/freight-offer.queries.ts';
import { addApprovalRule } from '../../src/ordering/keep-approval-rules.ts';
import { openCostCentre, setBudget } from '../../src/ordering/keep-cost-centres.ts';
import { nameFreight, reviewFreight } from '../../src/ordering/name-freight.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { setDetails } from '../../src/ordering/set-details.ts';
import { issueOrderPapers } from '../../src/payments/issue-order-papers.ts';
import type { Actor, Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { armFailpoints } from '../../src/platform/failpoint.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { replayService } from '../../src/pricing/replay-service.ts';
import { everyOrder } from '../support/approval.ts';
import { freshDatabase } from '../support/database.ts';
import { agreeFreight as agreeTerms, aSiteIn, aTariff } from '../support/freight.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { anOrderAt, certifyLots, linesOf, load, plan } from '../support/shipping.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

/** Above what the tariff asks for six tonnes at the furthest it goes, 294 108 ₸, and below it; without VAT. */
const FAIR_MINOR = 30_000_000;
const CHEAP_MINOR = 20_000_000;
const FAIR_GROSS_MINOR = 34_800_000;

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
let head: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
  head = await aClerk(db, 'head_of_sales');
  await aTariff(db, manager);
});

afterEach(async () => {
  armFailpoints('');
  expect(await auditFindings(db)).toEqual([]);
});

/** An order of six tonnes for a site that no tariff reaches. */
async function anOrder(
  of: {
    terms?: Parameters<typeof aCompany>[1];
    costCentreId?: (company: { id: string; name: string }) => Promise<string>;
    until?: 'placed' | 'ready';
  } = {},
) {
  const company = await aCompany(db, of.terms ?? { creditKind: 'unlimited' });
  await agreeTerms(db, company, { price: 'tariff' });
  const buyer = await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 600 }]);
  const siteId = await aSiteIn(db, company, 'Актау');
  const costCentreId = (await of.costCentreId?.(company)) ?? null;
  const details = { branchCode: 'ALA', siteId, contactId: null, purchaseNumber: '' };
  const more = { note: '', costCentreId, certificateKind: null };
  await transact(db, (tx) => setDetails(tx, clerk, { cartId: cart.id, ...details, ...more, at }));
  const payment = of.terms?.creditKind === 'none' ? 'prepaid' : 'on-account';
  const orderId =
    of.until === 'ready'
      ? await anOrderAt(db, clerk, cart)
      : (await place(db, clerk, cart, { payment })).orderId;
  return { orderId, company, buyer };
}

const orderAt = async (orderId: string) => {
  const order = await findOrder(db, orderId);
  if (!order) throw new Error('no order');
  return order;
};

async function name(orderId: string, netMinor = FAIR_MINOR, by = manager, version?: number) {
  const seen = version ?? (await orderAt(orderId)).version;
  const named = { orderId, version: seen, netMinor, reason: 'a carrier asks so much', at };
  return transact(db, (tx) => nameFreight(tx, by, named));
}

async function offerOf(orderId: string) {
  const offer = await findStandingOffer(db, orderId);
  if (!offer) throw new Error('no offer');
  return offer;
}

const agree = (offerId: string, by: Actor, note = '') =>
  transact(db, (tx) => agreeFreight(tx, by, { offerId, note, channel: 'web', at }));

const decline = (offerId: string, by: Actor) =>
  transact(db, (tx) =>
    declineFreight(tx, by, { offerId, note: 'we have a truck', channel: 'web', at }),
  );

const exposureOf = async ({ id }: { id: string }) =>
  (
    await db
      .selectFrom('companyAccount')
      .where('companyId', '=', id)
      .select('exposureMinor')
      .executeTakeFirstOrThrow()
  ).exposureMinor;

const eventsOf = async (orderId: string) =>
  (
    await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', 'like', 'freight.%')
      .orderBy('id')
      .select('type')
      .execute()
  ).map(({ type }) => type);

describe('freight that no tariff knows', () => {
  test('is named, agreed to by the buyer, and then stands on the order, in its credit and on its papers', async () => {
    const { orderId, company, buyer } = await anOrder();
    const before = await orderAt(orderId);
    expect(await name(orderId)).toBe('offered');
    expect(await orderAt(orderId)).toMatchObject({ freight: 'to-agree', services: [] });

    await agree((await offerOf(orderId)).id, buyer);

    const order = await orderAt(orderId);
    expect(order.freight).toBe('agreed');
    expect(order.grossMinor).toBe(before.grossMinor + FAIR_GROSS_MINOR);
    const [service] = order.services;
    if (!service) throw new Error('no service');
    const { netMinor, vatMinor, grossMinor } = service;
    expect(replayService(service)).toEqual({ netMinor, vatMinor, grossMinor });
    expect(await exposureOf(company)).toBe(order.grossMinor);
    expect(await eventsOf(orderId)).toEqual(['freight.offered', 'freight.agreed']);
    const { id: eventId } = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', '=', 'freight.agreed')
      .select('id')
      .executeTakeFirstOrThrow();
    await issueOrderPapers(db, { eventId }, at);
    const paper = await db
      .selectFrom('document')
      .where('orderId', '=', orderId)
      .orderBy('serial', 'desc')
      .select('grossMinor')
      .executeTakeFirstOrThrow();
    expect(paper.grossMinor).toBe(order.grossMinor);
  });

  test('below what the tariff asks as far as it goes waits for somebody who may give freight', async () => {
    const { orderId, buyer } = await anOrder();
    expect(await name(orderId, CHEAP_MINOR)).toBe('review');
    const { id: offerId } = await offerOf(orderId);
    const review = (by: Staff, verdict: 'offered' | 'sent-back' = 'offered') =>
      transact(db, (tx) => reviewFreight(tx, by, { offerId, verdict, note: '', at }));
    await expect(agree(offerId, buyer)).rejects.toThrow(NotFound);
    await expect(review(manager)).rejects.toEqual(new Refusal({ code: 'not-permitted' }));

    await review(head);
    await review(head);

    await expect(review(head, 'sent-back')).rejects.toEqual(new Refusal({ code: 'draft-decided' }));
    await agree(offerId, buyer);
    expect((await orderAt(orderId)).services[0]?.netMinor).toBe(CHEAP_MINOR);
    const own = await anOrder();
    expect(await name(own.orderId, 0, head)).toBe('offered');
    expect(await name((await anOrder()).orderId, 0)).toBe('review');
  });

  test('is named by whoever may set terms, of an order that waits for it, on the screen that stands', async () => {
    const { orderId, buyer } = await anOrder();
    await expect(name(orderId, FAIR_MINOR, clerk)).rejects.toThrow('not-permitted');
    await expect(name(newId(), FAIR_MINOR, manager, 1)).rejects.toThrow(NotFound);
    const { version } = await orderAt(orderId);
    await name(orderId, FAIR_MINOR, manager, version);
    await name(orderId, FAIR_MINOR, manager, version);
    expect(await eventsOf(orderId)).toEqual(['freight.offered']);
    await expect(name(orderId, FAIR_MINOR + 1, manager, version)).rejects.toThrow(
      'changed-meanwhile',
    );
    const first = await offerOf(orderId);
    await name(orderId, FAIR_MINOR + 100);
    await expect(agree(first.id, buyer)).rejects.toThrow('freight-answered');
    await agree((await offerOf(orderId)).id, buyer);
    await expect(name(orderId)).rejects.toThrow('freight-settled');
  });

  test('of two who name a price at once, one does, and the other is told', async () => {
    const { orderId } = await anOrder();
    const { version } = await orderAt(orderId);
    const outcomes = await Promise.allSettled([
      name(orderId, FAIR_MINOR, manager, version),
      name(orderId, FAIR_MINOR + 1, head, version),
    ]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([
      { status: 'rejected', reason: new Refusal({ code: 'changed-meanwhile' }) },
    ]);
  });

  test('agreed to twice at once is charged once; yes and no at once is one of them', async () => {
    const { orderId, buyer, company } = await anOrder();
    const { grossMinor } = await orderAt(orderId);
    await name(orderId);
    const { id } = await offerOf(orderId);
    await Promise.all([agree(id, buyer), agree(id, buyer), agree(id, manager, 'by phone')]);
    expect(await exposureOf(company)).toBe(grossMinor + FAIR_GROSS_MINOR);

    const other = await anOrder();
    await name(other.orderId);
    const { id: otherId } = await offerOf(other.orderId);
    const outcomes = await Promise.allSettled([
      agree(otherId, other.buyer),
      decline(otherId, other.buyer),
    ]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  test('that the company declines waits for another price, and the order may be cancelled', async () => {
    const { orderId, buyer, company } = await anOrder();
    await name(orderId);
    const { id } = await offerOf(orderId);
    await decline(id, buyer);
    await decline(id, buyer);
    expect(await findStandingOffer(db, orderId)).toBeUndefined();
    await expect(agree(id, buyer)).rejects.toThrow('freight-answered');
    await name(orderId, FAIR_MINOR - 100_000);
    const cancelled = { orderId, reason: 'too-dear', note: '', channel: 'web', at } as const;
    await transact(db, (tx) => cancelOrder(tx, buyer, cancelled));
    const { id: second } = await offerOf(orderId);
    await expect(agree(second, buyer)).rejects.toThrow('freight-settled');
    expect(await exposureOf(company)).toBe(0);
  });

  test('of another company is not there, and is not answered by who may not order', async () => {
    const { orderId, company } = await anOrder();
    const stranger = await aBuyer(db, await aCompany(db));
    await name(orderId);
    const { id } = await offerOf(orderId);
    await expect(agree(id, stranger)).rejects.toThrow(NotFound);
    await expect(decline(id, stranger)).rejects.toThrow(NotFound);
    await expect(agree(newId(), stranger)).rejects.toThrow(NotFound);
    const accountant = await aBuyer(db, company, 'accountant');
    await expect(agree(id, accountant)).rejects.toThrow('not-permitted');
    await expect(agree(id, await aClerk(db, 'admin'))).rejects.toThrow('not-permitted');
  });

  test('that breaks off between the order and the answer was never agreed, and is agreed when it is said again', async () => {
    const { orderId, company, buyer } = await anOrder();
    await name(orderId);
    const offer = await offerOf(orderId);
    const [before, owedBefore] = [await orderAt(orderId), await exposureOf(company)];

    armFailpoints('freight.after-order=throw');
    await expect(agree(offer.id, buyer)).rejects.toThrow('failpoint');
    expect(await orderAt(orderId)).toEqual(before);
    expect(await exposureOf(company)).toBe(owedBefore);
    expect((await offerOf(orderId)).state).toBe('offered');

    armFailpoints('');
    await agree(offer.id, buyer);
    expect((await orderAt(orderId)).grossMinor).toBe(before.grossMinor + FAIR_GROSS_MINOR);
  });
});

describe('freight asks again what the order was asked', () => {
  test('credit: beyond the limit it is not agreed', async () => {
    const { orderId, buyer, company } = await anOrder({
      terms: { creditKind: 'amount', creditLimitMinor: 320_000_000 },
    });
    const before = await exposureOf(company);
    await name(orderId);
    const { id } = await offerOf(orderId);
    await expect(agree(id, buyer)).rejects.toThrow('credit-limit-exceeded');
    await expect(agree(id, manager, 'by phone')).rejects.toThrow('credit-limit-exceeded');
    expect(await exposureOf(company)).toBe(before);
    expect((await orderAt(orderId)).freight).toBe('to-agree');
  });

  test('approval: one of those who must agree agrees, the buyer alone does not', async () => {
    const { orderId, buyer, company } = await anOrder();
    const admin = await aBuyer(db, company, 'company_admin');
    const approver = await aBuyer(db, company, 'approver');
    const id = newId();
    await transact(db, (tx) =>
      addApprovalRule(tx, admin, {
        ...{ id, ...everyOrder, aboveFreightMinor: 10_000_000 },
        ...{ steps: [{ quorum: 1, people: [approver.personId] }], at },
      }),
    );
    await name(orderId);
    const offer = await offerOf(orderId);
    await expect(agree(offer.id, buyer)).rejects.toEqual(
      new Refusal({ code: 'freight-needs-approver', people: approver.name }),
    );
    await agree(offer.id, approver);
    expect((await orderAt(orderId)).freight).toBe('agreed');
  });

  test('budget: what blocks beyond it blocks freight too', async () => {
    const budgeted = async (company: { id: string; name: string }) => {
      const admin: Buyer = await aBuyer(db, company, 'company_admin');
      const costCentreId = newId();
      await transact(db, async (tx) => {
        await openCostCentre(tx, admin, { id: costCentreId, code: 'B', name: 'Block B', at });
        await setBudget(tx, admin, {
          ...{ costCentreId, at },
          budget: { period: 'month', amountMinor: 320_000_000, effect: 'block' },
        });
      });
      return costCentreId;
    };
    const { orderId, buyer } = await anOrder({ costCentreId: budgeted });
    await name(orderId);
    const { id } = await offerOf(orderId);
    await expect(agree(id, buyer)).rejects.toThrow('budget-exceeded');
  });
});

describe('goods whose freight is not agreed', () => {
  test('are not loaded to be brought, and are fetched all the same', async () => {
    const { orderId } = await anOrder({ until: 'ready' });
    await certifyLots(db, manager);
    const [line] = await linesOf(db, orderId);
    const lines = [{ orderLineId: line?.id ?? '', pieces: 100 }];
    const brought = await plan(db, clerk, orderId, lines, { way: 'own-vehicle' });
    const fetched = await plan(db, clerk, orderId, lines);
    const { number } = await orderAt(orderId);
    await expect(load(db, clerk, brought)).rejects.toEqual(
      new Refusal({ code: 'freight-not-agreed', number }),
    );
    await load(db, clerk, fetched);
    await name(orderId);
    await agree((await offerOf(orderId)).id, manager, 'by phone');
    await load(db, clerk, brought);
  });
});
