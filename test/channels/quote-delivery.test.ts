import { beforeAll, describe, expect, test } from 'vitest';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { beginQuoteDraft } from '../../src/ordering/draft-quote.ts';
import { listVersions } from '../../src/ordering/quote-version.queries.ts';
import { requestQuote } from '../../src/ordering/request-quote.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { auditFindings } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aSite, aTradingDay, at, rebarFor } from '../support/world.ts';

const { app, db } = await anApp({ at });
let manager: Staff;
let office: string;

beforeAll(async () => {
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  office = await signedIn(db, manager, at);
});

async function send(path: string, fields: Record<string, string>, cookie: string) {
  const answered = await app.request(path, {
    method: 'POST',
    headers: { ...fromOurPage, cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  const location = answered.headers.get('location') ?? '';
  return { status: answered.status, location, text: await answered.text() };
}

const read = async (path: string, cookie: string) =>
  (await app.request(path, { headers: { cookie } })).text();

/** A request with a draft of its answer, begun by the manager. */
async function aDraft() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  const { id: productId, sku } = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const siteId = await aSite(db, company, 'Depot');
  const quoteId = newId();
  const line = { productId, typed: '', quantityMilli: 10_000, unit: 'pcs' as const };
  const lines = [{ ...line, targetPerTonneMinor: null }];
  await transact(db, (tx) =>
    requestQuote(tx, buyer, { id: quoteId, wish: 'to the depot', note: '', lines, at }),
  );
  await transact(db, (tx) => beginQuoteDraft(tx, manager, { quoteId, at }));
  const [draft] = await listVersions(db, { quoteId, withDraft: true });
  const fields = {
    ...{ deed: 'send', seenEdits: String(draft?.edits ?? 0), validOn: '2026-12-01', validAt: '' },
    ...{ conditions: '', 'line.1': '1', 'sku.1': sku, 'quantity.1': '10', 'unit.1': 'pcs' },
    ...{ 'price.1': '400000', deliverySite: siteId, freight: '150000', freightOfPart: 'whole' },
  };
  const page = `/office/quotes/${quoteId}`;
  return { quoteId, siteId, fields, page, cookie: await signedIn(db, buyer, at) };
}

type Drafted = Awaited<ReturnType<typeof aDraft>>;

const answer = ({ page, fields }: Drafted, more: Record<string, string>) =>
  send(`${page}/draft/offers`, { ...fields, ...more }, office);

/** What the buyer's form sends: the fields that his page shows, and no others. */
async function accept({ quoteId, cookie }: Drafted, more: Record<string, string> = {}) {
  const page = await read(`/quotes/${quoteId}`, cookie);
  const shown = page.slice(page.indexOf('id="accept"'));
  const valueOf = (name: string) =>
    new RegExp(`name="${name}"[^>]* value="([^"]*)"`, 'u').exec(shown)?.[1] ?? '';
  const fields = {
    ...{ key: valueOf('key'), seenVersion: valueOf('seenVersion'), payment: 'on-account' },
    ...{ 'take.1': valueOf('take\\.1'), purchaseNumber: '' },
    ...(shown.includes('name="siteId"') ? { siteId: '' } : {}),
    ...more,
  };
  const { status, location } = await send(`/quotes/${quoteId}/acceptance`, fields, cookie);
  expect(status).toBe(303);
  const order = await findOrder(db, location.split('/').at(-1) ?? '');
  if (!order) throw new Error(`no order at ${location}`);
  return { order, page };
}

describe('an answer to a wish of delivery', () => {
  test('by our vehicle shows price, VAT and total, and is ordered by the form as it stands', async () => {
    const drafted = await aDraft();
    expect((await answer(drafted, { delivery: 'own-vehicle' })).status).toBe(303);
    const { order, page } = await accept(drafted);
    for (const said of [
      '150,000.00',
      '24,000.00',
      '174,000.00',
      'Our vehicle brings it to Depot',
    ]) {
      expect(page).toContain(said);
    }
    expect(page).not.toContain('name="siteId"');
    expect(order).toMatchObject({ siteName: 'Depot', freight: 'quoted' });
    expect(order.services).toMatchObject([{ netMinor: 15_000_000 }]);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('that the buyer collects asks him for no site', async () => {
    const drafted = await aDraft();
    expect((await answer(drafted, { delivery: 'pick-up' })).status).toBe(303);
    const { order, page } = await accept(drafted);
    expect(page).not.toContain('name="siteId"');
    expect(order).toMatchObject({ siteName: null, freight: null });
  });

  test('by a carrier lets him say where to', async () => {
    const drafted = await aDraft();
    expect((await answer(drafted, { delivery: 'carrier' })).status).toBe(303);
    const { order } = await accept(drafted, { siteId: drafted.siteId });
    expect(order).toMatchObject({ siteName: 'Depot', freight: 'quoted', services: [] });
  });

  test('comes back where it is not whole, and the way out is named where none is given', async () => {
    const drafted = await aDraft();
    const half = await answer(drafted, { delivery: 'own-vehicle', freight: '', deliverySite: '' });
    expect(half.status).toBe(422);
    expect(half.text).toContain('href="#freight"');
    expect(half.text).toContain('href="#deliverySite"');
    const silent = await answer(drafted, { delivery: '' });
    expect(silent.status).toBe(409);
    expect(silent.text).toContain('Answer under Delivery');
  });

  test('shows no version while it is a draft', async () => {
    const { page } = await aDraft();
    expect(await read(page, office)).not.toContain('<h2>Version 1</h2>');
  });
});
