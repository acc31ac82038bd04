import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  acceptQuote,
  askApprovalOfQuote,
  placeApproved,
  type QuoteAcceptance,
} from '../../src/ordering/accept-quote.ts';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { findApproval } from '../../src/ordering/approval-page.queries.ts';
import { changeApproval } from '../../src/ordering/change-approval.ts';
import { termsHash } from '../../src/ordering/order.ts';
import { readLess } from '../../src/ordering/read-less.ts';
import { decideApproval } from '../../src/ordering/decide-approval.ts';
import { beginQuoteDraft } from '../../src/ordering/draft-quote.ts';
import { addApprovalRule } from '../../src/ordering/keep-approval-rules.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import type { WrittenOffer } from '../../src/ordering/price-offers.ts';
import { totalOfVersion, type WrittenDelivery } from '../../src/ordering/quote-delivery.ts';
import { differenceOf } from '../../src/ordering/quote-difference.ts';
import { findQuote, listQuotes } from '../../src/ordering/quote.queries.ts';
import { listVersions } from '../../src/ordering/quote-version.queries.ts';
import { requestQuote } from '../../src/ordering/request-quote.ts';
import { sendQuote } from '../../src/ordering/send-quote.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB, FreightPrice } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { replayService } from '../../src/pricing/replay-service.ts';
import { everyOrder } from '../support/approval.ts';
import { freshDatabase } from '../support/database.ts';
import { agreeFreight, aSiteIn, aTariff } from '../support/freight.ts';
import { auditFindings } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

/** Above what the tariff asks as far as it goes, and far below it; without VAT. */
const FAIR_MINOR = 30_000_000;
const FAIR_GROSS_MINOR = 34_800_000;
const CHEAP_MINOR = 1_000_000;
const later = new Date(at.getTime() + 86_400_000);

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

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

type Asked = {
  quoteId: string;
  buyer: Buyer;
  company: { id: string; name: string };
  siteId: string;
  offer: WrittenOffer;
};

/** A request for 600 bars of a company with a site that no tariff reaches. */
async function aRequest(of: { price?: FreightPrice; wish?: string } = {}): Promise<Asked> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await agreeFreight(db, company, { price: of.price ?? 'tariff' });
  const buyer = await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const siteId = await aSiteIn(db, company, 'Актау');
  const quoteId = newId();
  const wanted = { productId: rebar.id, typed: '', quantityMilli: 600_000, unit: 'pcs' } as const;
  const lines = [{ ...wanted, targetPerTonneMinor: null }];
  const { wish = 'to Aktau' } = of;
  await transact(db, (tx) => requestQuote(tx, buyer, { id: quoteId, wish, note: '', lines, at }));
  const offer: WrittenOffer = {
    ...{ position: 1, alternative: 1, productId: rebar.id, typed: '', takesMore: false, note: '' },
    ...{ quantity: { amountMilli: 600_000, unit: 'pcs' }, pricePerTonneMinor: 40_000_000 },
  };
  return { quoteId, buyer, company, siteId, offer };
}

const byOurVehicle = (
  siteId: string,
  more: { netMinor?: number; ofPart?: 'whole' | 'share' } = {},
): WrittenDelivery => ({
  ...{ way: 'own-vehicle', siteId, netMinor: FAIR_MINOR, ofPart: 'whole' },
  ...more,
});

async function send(
  { quoteId, offer }: Asked,
  delivery: WrittenDelivery | null,
  more: { by?: Staff; takesPart?: boolean } = {},
) {
  const { by = manager, takesPart = false } = more;
  await transact(db, (tx) => beginQuoteDraft(tx, by, { quoteId, at }));
  const draft = (await listVersions(db, { quoteId, withDraft: true })).at(-1);
  const written = { quoteId, seenEdits: draft?.edits ?? 0, validUntil: later, takesPart, at };
  const said = { ...written, conditions: '', delivery, offers: [offer] };
  return transact(db, (tx) => sendQuote(tx, by, said));
}

async function anAcceptance(
  { quoteId }: Asked,
  more: Partial<QuoteAcceptance> & { bars?: number } = {},
): Promise<QuoteAcceptance> {
  const { bars, ...others } = more;
  const quote = await findQuote(db, quoteId);
  const version = (await listVersions(db, { quoteId, withDraft: false })).at(-1);
  const quantityMilli = bars === undefined ? undefined : bars * 1000;
  return {
    ...{
      key: newId(),
      quoteId,
      seenVersion: quote?.version ?? 0,
      payment: 'on-account',
      siteId: null,
    },
    ...{ purchaseNumber: '', channel: 'web', at },
    wanted: (version?.offers ?? []).map(({ id }) => ({ offerId: id, quantityMilli })),
    ...others,
  };
}

async function accept(asked: Asked, more: Parameters<typeof anAcceptance>[1] = {}) {
  const said = await anAcceptance(asked, more);
  const { orderId } = await transact(db, (tx) => acceptQuote(tx, asked.buyer, said));
  return orderAt(orderId);
}

async function orderAt(orderId: string) {
  const order = await findOrder(db, orderId);
  if (!order) throw new Error('no order');
  return order;
}

const refusal = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.reason.code : String(error)),
  );

describe('the freight of a quote', () => {
  test('is part of the version with its VAT, and the order is charged exactly that', async () => {
    const asked = await aRequest();
    await send(asked, byOurVehicle(asked.siteId));
    const [version] = await listVersions(db, { quoteId: asked.quoteId, withDraft: false });
    if (!version) throw new Error('no version');
    expect(version.delivery).toMatchObject({
      ...{ way: 'own-vehicle', siteId: asked.siteId, city: 'Актау', netMinor: FAIR_MINOR },
      ...{ vatRateBp: 1600, grossMinor: FAIR_GROSS_MINOR },
    });
    const total = totalOfVersion(version);
    expect(total.freightMinor).toBe(FAIR_GROSS_MINOR);
    const [listed] = await listQuotes(db, { companyId: asked.company.id, limit: 1, offset: 0 });
    expect(listed?.grossMinor).toBe(total.grossMinor);

    const order = await accept(asked);

    expect(order).toMatchObject({ freight: 'quoted', grossMinor: total.grossMinor });
    const placed = await db
      .selectFrom('salesOrder')
      .where('id', '=', order.id)
      .select('siteId')
      .executeTakeFirst();
    expect(placed?.siteId).toBe(asked.siteId);
    const [service] = order.services;
    if (!service) throw new Error('no service');
    const { netMinor, vatMinor, grossMinor } = service;
    expect(netMinor).toBe(FAIR_MINOR);
    expect(replayService(service)).toEqual({ netMinor, vatMinor, grossMinor });
  });

  test('holds for its own site, whatever another form says', async () => {
    const asked = await aRequest();
    await send(asked, byOurVehicle(asked.siteId));
    const elsewhere = await aSiteIn(db, asked.company, 'Астана');
    const order = await accept(asked, { siteId: elsewhere });
    expect(order).toMatchObject({ siteName: 'Site', freight: 'quoted' });
    expect(order.services).toMatchObject([{ city: 'Актау', netMinor: FAIR_MINOR }]);
  });

  test('is nothing where the buyer collects or a carrier brings it', async () => {
    const collected = await aRequest();
    await send(collected, { way: 'pick-up' });
    const { siteId } = collected;
    expect(await accept(collected, { siteId })).toMatchObject({ freight: null, services: [] });

    const carried = await aRequest();
    await send(carried, { way: 'carrier' });
    expect(await accept(carried, { siteId: carried.siteId })).toMatchObject({
      ...{ freight: 'quoted', services: [], siteName: 'Site' },
    });
  });

  test('is paid by each order whole, or shared by weight until it is all paid', async () => {
    const each = await aRequest();
    await send(each, byOurVehicle(each.siteId), { takesPart: true });
    for (const bars of [100, undefined]) {
      const { services } = await accept(each, bars === undefined ? {} : { bars });
      expect(services).toMatchObject([{ netMinor: FAIR_MINOR }]);
    }

    const shared = await aRequest();
    const delivery = byOurVehicle(shared.siteId, { netMinor: 29_999_999, ofPart: 'share' });
    await send(shared, delivery, { takesPart: true });
    const paid: number[] = [];
    for (const bars of [100, 251, 249]) {
      const { services } = await accept(shared, { bars });
      paid.push(...services.map(({ netMinor }) => netMinor));
    }
    expect(paid[0]).toBe(5_000_000);
    expect(paid).toHaveLength(3);
    expect(paid.reduce((sum, one) => sum + one, 0)).toBe(29_999_999);
  });

  test('stands in the approval that is asked for and is charged when the approved order is placed', async () => {
    const asked = await aRequest();
    await send(asked, byOurVehicle(asked.siteId));
    const approver = await aBuyer(db, asked.company, 'approver');
    const { personId, companyId } = approver;
    const admin = await aBuyer(db, asked.company, 'company_admin');
    const rule = { ...everyOrder, aboveFreightMinor: FAIR_GROSS_MINOR - 1 };
    const steps = [{ quorum: 1, people: [] }];
    await transact(db, (tx) => addApprovalRule(tx, admin, { id: newId(), ...rule, steps, at }));
    const said = await anAcceptance(asked);
    expect(await refusal(transact(db, (tx) => acceptQuote(tx, asked.buyer, said)))).toBe(
      'approval-needed',
    );
    const { requestId } = await transact(db, (tx) => askApprovalOfQuote(tx, asked.buyer, said));
    const decision = { verdict: 'approved', note: '', byMail: false, at } as const;
    await transact(db, (tx) => decideApproval(tx, { requestId, personId, companyId, ...decision }));
    const question = await db
      .selectFrom('approvalRequest')
      .where('id', '=', requestId)
      .select(['cartId', 'payment', 'shownTerms'])
      .executeTakeFirstOrThrow();
    const sale = { key: requestId, approvalId: requestId, channel: 'web', ...question } as const;
    const { orderId } = await transact(db, (tx) => placeApproved(tx, asked.buyer, { ...sale, at }));
    expect((await orderAt(orderId)).services).toMatchObject([{ netMinor: FAIR_MINOR }]);
  });

  test('of which an approver takes less is paid by its share, and the rest stays to be taken', async () => {
    const asked = await aRequest();
    await send(asked, byOurVehicle(asked.siteId, { ofPart: 'share' }), { takesPart: true });
    const { requestId, approver } = await anAskedQuote(asked);

    expect(await leaves(requestId, approver, 150_000)).toEqual({ state: 'approved' });

    const order = await placeAsked(asked, requestId);
    expect(order.services).toMatchObject([{ netMinor: FAIR_MINOR / 4 }]);
    expect(await barsOf(order.id)).toEqual([150]);
    const quote = await findQuote(db, asked.quoteId);
    expect(quote).toMatchObject({ state: 'sent', taken: [{ takenMilli: 150_000 }] });
  });

  test('that was approved and is asked about again by a newer rule is accepted when that is placed', async () => {
    const asked = await aRequest();
    await send(asked, byOurVehicle(asked.siteId));
    const { requestId, approver, keeper } = await anAskedQuote(asked);
    await agree(requestId, approver);
    const rule = { ...everyOrder, aboveFreightMinor: 0, steps: [{ quorum: 1, people: [] }], at };
    await transact(db, (tx) => addApprovalRule(tx, keeper, { id: newId(), ...rule }));
    expect(await refusal(placing(asked, requestId))).toBe('approval-outgrown');

    const { cartId, payment, shownTerms } = await questionOf(requestId);
    const key = newId();
    const again = { key, cartId, payment, shownTerms, note: '', placesItself: false, at };
    await transact(db, (tx) => askApproval(tx, asked.buyer, again));
    await agree(key, approver);

    const order = await placeAsked(asked, key);
    expect(order.services).toMatchObject([{ netMinor: FAIR_MINOR }]);
    expect(await barsOf(order.id)).toEqual([600]);
    expect(await findQuote(db, asked.quoteId)).toMatchObject({ state: 'accepted' });
  });

  test('that is taken as a whole is not lessened by an approver', async () => {
    const asked = await aRequest();
    await send(asked, byOurVehicle(asked.siteId));
    const { requestId, approver } = await anAskedQuote(asked);
    expect(await refusal(leaves(requestId, approver, 150_000))).toBe('quote-whole-only');
    const order = await orderAt((await agreeAndPlace(asked, requestId, approver)).orderId);
    expect(await barsOf(order.id)).toEqual([600]);
  });
});

async function barsOf(orderId: string) {
  const of = db.selectFrom('salesOrderLine').where('orderId', '=', orderId).select('pieces');
  return (await of.execute()).map(({ pieces }) => pieces);
}

/** A quote whose acceptance waits for an approver. */
async function anAskedQuote(
  asked: Asked,
): Promise<{ requestId: string; approver: Buyer; keeper: Buyer }> {
  const [keeper, approver] = [
    await aBuyer(db, asked.company, 'company_admin'),
    await aBuyer(db, asked.company, 'approver'),
  ];
  const rule = { id: newId(), ...everyOrder, steps: [{ quorum: 1, people: [] }], at };
  await transact(db, (tx) => addApprovalRule(tx, keeper, rule));
  const said = await anAcceptance(asked);
  const { requestId } = await transact(db, (tx) => askApprovalOfQuote(tx, asked.buyer, said));
  return { requestId, approver, keeper };
}

/** The approver leaves so much of the only line, as he was shown it. */
async function leaves(requestId: string, by: Buyer, leftMilli: number) {
  const { personId, companyId } = by;
  const asked = await findApproval(db, { id: requestId, personId, on: '2026-11-25' });
  if (!asked) throw new Error('no question');
  const left = asked.lines.map(({ lineId = '' }) => ({ lineId, leftMilli }));
  const { cart } = await readLess(db, { asked, left, at });
  const shown = { seenVersion: asked.version, shownTerms: termsHash(cart) };
  const said = { key: newId(), requestId, personId, companyId, left, reason: 'a part', at };
  return transact(db, (tx) => changeApproval(tx, { ...said, ...shown }));
}

async function placeAsked(asked: Asked, requestId: string) {
  const { orderId } = await placing(asked, requestId);
  return orderAt(orderId);
}

async function agreeAndPlace(asked: Asked, requestId: string, approver: Buyer) {
  await agree(requestId, approver);
  return placing(asked, requestId);
}

function agree(requestId: string, { personId, companyId }: Buyer) {
  const said = { requestId, personId, companyId, verdict: 'approved', note: '' } as const;
  return transact(db, (tx) => decideApproval(tx, { ...said, byMail: false, at }));
}

const questionOf = (requestId: string) =>
  db
    .selectFrom('approvalRequest')
    .where('id', '=', requestId)
    .select(['cartId', 'payment', 'shownTerms'])
    .executeTakeFirstOrThrow();

async function placing(asked: Asked, requestId: string) {
  const question = await questionOf(requestId);
  const sale = { key: requestId, approvalId: requestId, channel: 'web', ...question } as const;
  return transact(db, (tx) => placeApproved(tx, asked.buyer, { ...sale, at }));
}

describe('an answer', () => {
  test('to a wish of delivery says how the goods get there; without a wish it need not', async () => {
    expect(await refusal(send(await aRequest(), null))).toBe('quote-delivery-unsaid');
    expect(await refusal(send(await aRequest({ wish: '' }), null))).toBe('done');
  });

  test('gives freight below the tariff only from who may give it, or as it was agreed', async () => {
    const asked = await aRequest();
    const cheap = byOurVehicle(asked.siteId, { netMinor: CHEAP_MINOR });
    expect(await refusal(send(asked, cheap))).toBe('quote-freight-below');
    expect(await refusal(send(asked, cheap, { by: head }))).toBe('done');

    const included = await aRequest({ price: 'included' });
    const forNothing = byOurVehicle(included.siteId, { netMinor: 0 });
    expect(await refusal(send(included, forNothing))).toBe('done');
    expect(await accept(included)).toMatchObject({
      ...{ freight: 'quoted', services: [{ netMinor: 0 }] },
    });
  });

  test('of another version differs by what it says of delivery, and begins with what was said before', async () => {
    const asked = await aRequest();
    await send(asked, byOurVehicle(asked.siteId));
    await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId: asked.quoteId, at }));
    const [sent, draft] = await listVersions(db, { quoteId: asked.quoteId, withDraft: true });
    expect(draft?.delivery).toEqual(sent?.delivery);
    await send(asked, byOurVehicle(asked.siteId, { netMinor: FAIR_MINOR + 100 }));
    const [before, after] = await listVersions(db, { quoteId: asked.quoteId, withDraft: false });
    if (!before || !after) throw new Error('no versions');
    expect(differenceOf(before, after)).toMatchObject({ isDeliveryOther: true, offers: [] });
    expect(differenceOf(before, before).isDeliveryOther).toBe(false);
  });

  test('never names a site of another company, and what was sent stays', async () => {
    const [asked, foreign] = [await aRequest(), await aRequest()];
    expect(await refusal(send(asked, byOurVehicle(foreign.siteId)))).toBe('not-permitted');
    await send(asked, byOurVehicle(asked.siteId));
    const cheaper = sql`
      update quote_version set freight_net_minor = 0, freight_vat_minor = 0, freight_gross_minor = 0
      where quote_id = ${asked.quoteId}`;
    await expect(cheaper.execute(db)).rejects.toThrow(/does not change/);
  });
});
