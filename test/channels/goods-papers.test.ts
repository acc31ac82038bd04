import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { changeCompanyRole } from '../../src/people/manage-colleagues.ts';
import { makeOwnRole } from '../../src/people/keep-own-roles.ts';
import type { DB, DocumentKind } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, anAppOn, asPart, signedIn } from '../support/app.ts';
import { aCartOf } from '../support/sale.ts';
import {
  anOrderAt,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  shipmentAt,
  weigh,
} from '../support/shipping.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';
import { readPdf } from '../views/read-pdf.ts';

let app: Hono<Env>;
let db: Kysely<DB>;
let clerk: Staff;
let company: { id: string; name: string };
let accountant: Buyer;
let foreman: Buyer;
let rebar: { id: string; sku: string };
let gone: Awaited<ReturnType<typeof aVehicle>>;
beforeAll(async () => {
  ({ app, db } = await anApp({ at }));
  await aTradingDay(db);
  clerk = await aClerk(db);
  company = await aCompany(db, { name: 'ТОО «Самал»', creditKind: 'unlimited' });
  accountant = await aBuyer(db, company, 'accountant');
  foreman = await aBuyer(db, company, 'foreman');
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  gone = await aVehicle();
});

async function aVehicle(of?: { company: { id: string }; goods: { id: string } }) {
  const { company: buyer, goods } = of ?? { company, goods: rebar };
  const cart = await aCartOf(db, clerk, buyer, [{ product: goods, bars: 5 }]);
  const orderId = await anOrderAt(db, clerk, cart);
  await certifyLots(db, await aClerk(db, 'manager'));
  const [line] = await linesOf(db, orderId);
  const id = await plan(db, clerk, orderId, [{ orderLineId: line!.id, pieces: 5 }]);
  await load(db, clerk, id);
  await weigh(db, clerk, id, 52_300);
  await leave(db, clerk, id);
  const shipment = await shipmentAt(db, id);
  const [lot] = shipment.lines[0]!.lots;
  const { token } = await db
    .selectFrom('goodsLink')
    .where('shipmentId', '=', id)
    .select('token')
    .executeTakeFirstOrThrow();
  const paper = (kind: DocumentKind) => shipment.documents.find((one) => one.kind === kind)!;
  return { id, orderId, lot: lot!, token, paper, number: shipment.orderNumber };
}

type Person = { personId: string; companyId?: string };

async function see(by: Person | undefined, path: string, headers: Record<string, string> = {}) {
  const cookie = by && (await signedIn(db, by, at));
  return app.request(path, { headers: { ...(cookie && { cookie }), ...headers } });
}
const textOf = async (by: Person | undefined, path: string, headers?: Record<string, string>) =>
  (await see(by, path, headers)).text();

describe('the code on a label or a delivery note', () => {
  test('opens the certificates of exactly these goods for whoever holds it, and says nothing of who bought them', async () => {
    const { token, lot } = gone;
    const [certificate] = lot.certificates;

    const page = await textOf(undefined, `/goods/${token}`);

    expect(page).toContain(lot.heatNumber);
    expect(page).toContain(`/goods/${token}/${certificate!.id}`);
    for (const secret of [company.name, '₸', gone.orderId]) expect(page).not.toContain(secret);
    const one = await see(undefined, `/goods/${token}/${certificate!.id}`);
    expect(one.status).toBe(200);
    expect(one.headers.get('cache-control')).toBe('no-store');
    expect(await one.text()).toContain(certificate!.number);
  });

  test('opens no certificate of other goods, and nothing when it is none or three years old', async () => {
    const other = await aCompany(db, { creditKind: 'unlimited' });
    const goods = await rebarFor(db, other, { pricePerTonneMinor: 42_000_000 });
    const theirs = await aVehicle({ company: other, goods });
    const foreign = theirs.lot.certificates[0]!.id;
    const later = anAppOn(db, { at: new Date(at.getTime() + 1097 * 86_400_000) });

    expect((await see(undefined, `/goods/${gone.token}/${foreign}`)).status).toBe(404);
    expect((await see(undefined, `/goods/${gone.token}/${newId()}`)).status).toBe(404);
    expect((await see(undefined, `/goods/${'x'.repeat(43)}`)).status).toBe(409);
    expect((await see(undefined, '/goods/short')).status).toBe(409);
    expect((await later.app.request(`/goods/${gone.token}`)).status).toBe(409);
  });
});

describe('the papers of a vehicle', () => {
  test('are read by an accountant, and by a foreman those that speak of weights alone', async () => {
    const hrefs = (kind: DocumentKind) => `/documents/${gone.paper(kind).id}`;
    const [note, waybill, ticket] = [
      hrefs('delivery-note'),
      hrefs('waybill'),
      hrefs('weigh-ticket'),
    ];

    const page = await textOf(accountant, `/shipments/${gone.id}`);
    for (const href of [note, waybill, ticket]) expect(page).toContain(`${href}.pdf`);

    const foremans = await textOf(foreman, `/shipments/${gone.id}`);
    const archive = await textOf(foreman, '/documents', asPart);
    for (const seen of [foremans, archive]) {
      expect(seen).toContain(waybill);
      expect(seen).toContain(ticket);
      expect(seen).not.toContain(note);
    }
    expect((await see(foreman, `${waybill}.pdf`)).status).toBe(200);
    expect((await see(foreman, note)).status).toBe(404);
    expect((await see(foreman, `${note}.pdf`)).status).toBe(404);
  });

  test('stand on the page of the yard with the labels, one to a bundle', async () => {
    const page = await textOf(clerk, `/counter/shipments/${gone.id}`);
    expect(page).toContain(`/office/documents/${gone.paper('delivery-note').id}.pdf`);
    expect(page).toContain(`/counter/shipments/${gone.id}/labels.pdf`);
    expect(page).not.toContain(`/counter/shipments/${gone.id}/papers`);

    const answer = await see(clerk, `/counter/shipments/${gone.id}/labels.pdf`);
    const { pages } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(pages).toHaveLength(1);
    expect(pages[0]!.text).toContain(gone.lot.heatNumber);
    expect(pages[0]!.text).toContain(`${gone.number}-1/1/1`);
    expect((await see(clerk, `/counter/shipments/${newId()}/labels.pdf`)).status).toBe(404);
  });

  test('stand in one list on the page of the order, with the certificates of its goods', async () => {
    const page = await textOf(accountant, `/o/${gone.orderId}`);

    for (const kind of ['delivery-note', 'waybill', 'weigh-ticket'] as const)
      expect(page).toContain(`/documents/${gone.paper(kind).id}`);
    expect(page).toContain(`/certificates/${gone.lot.certificates[0]!.id}`);
    expect(page).toContain(`/documents?order=${gone.number}`);
  });
});

describe('a document is found', () => {
  const findsNote = async (by: Person, typed: string, base = '/documents') =>
    (await textOf(by, `${base}?number=${encodeURIComponent(typed)}`, asPart)).includes(
      gone.paper('delivery-note').id,
    );

  test('by a part of its number, an SKU or a heat, in whatever case and letters', async () => {
    const { number } = gone.paper('delivery-note');
    const { heatNumber } = gone.lot;
    const typed = [
      ...[number, number.slice(3), number.toLowerCase(), number.replace('НК', 'HK')],
      ...[rebar.sku, rebar.sku.toLowerCase(), heatNumber, ` ${heatNumber.toLowerCase()} `],
    ];

    for (const text of typed)
      expect({ text, found: await findsNote(accountant, text) }).toEqual({ text, found: true });
    expect(await findsNote(accountant, 'no such heat')).toBe(false);
    expect(await findsNote(accountant, '%')).toBe(false);
    expect(await findsNote(clerk, heatNumber, '/office/documents')).toBe(true);
  });

  test('by a heat together with all that went with the vehicle', async () => {
    const found = await textOf(
      accountant,
      `/documents?number=${encodeURIComponent(gone.lot.heatNumber)}`,
      asPart,
    );

    for (const kind of ['delivery-note', 'waybill', 'weigh-ticket'] as const)
      expect(found).toContain(gone.paper(kind).number);
  });

  test('by no other company, and by nobody whose role does not see the order', async () => {
    const stranger = await aBuyer(db, await aCompany(db), 'accountant');
    expect(await findsNote(stranger, gone.lot.heatNumber)).toBe(false);

    const admin = await aBuyer(db, company, 'company_admin');
    const colleague = await aBuyer(db, company, 'accountant');
    expect(await findsNote(colleague, gone.lot.heatNumber)).toBe(true);
    const ownRoleId = newId();
    await transact(db, async (tx) => {
      const role = { id: ownRoleId, name: 'His own orders', scope: 'own' } as const;
      await makeOwnRole(tx, admin, { ...role, capabilities: ['see-orders'], at });
      const { personId } = colleague;
      await changeCompanyRole(tx, admin, { personId, role: { ownRoleId } });
    });

    expect(await findsNote(colleague, gone.lot.heatNumber)).toBe(false);
    for (const kind of ['delivery-note', 'waybill'] as const)
      expect((await see(colleague, `/documents/${gone.paper(kind).id}.pdf`)).status).toBe(404);
  });
});

test('the days of an archive are those of the trade', async () => {
  const on = tradingDay(at);
  const found = await textOf(accountant, `/documents?from=${on}&until=${on}`, asPart);
  expect(found).toContain(gone.paper('waybill').number);
});
