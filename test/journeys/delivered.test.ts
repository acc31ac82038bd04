import { serve } from '@hono/node-server';
import type { Locator, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { wordsFor } from '../../views/language.tsx';
import { trackShipment } from '../../src/delivery/track-shipment.ts';
import { samplePhoto } from '../../src/demo/sample-photo.ts';
import { issueOrderInvoices } from '../../src/payments/issue-invoice.ts';
import type { OrderStage } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, signedIn } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { aTrading, hoursLater, lastEventOf } from '../support/prompting.ts';
import { aCartOf, auditFindings } from '../support/sale.ts';
import { certifyLots } from '../support/shipping.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';
import { aVisitor, type Visitor } from './shop.ts';

/** On a machine that is busy elsewhere a page may take so long; what is tested is what comes of it. */
const PATIENCE_MS = 60_000;
const press = { timeout: PATIENCE_MS };
const BARS = 200;

const { app, db, live } = await anApp({ at });
await aTradingDay(db);
const trading = await aTrading(db);
const { buyer, clerk, company, product } = trading;
const manager = await aClerk(db, 'manager');
await certifyLots(db, manager);
const site = { name: 'ЖК «Есіл»', city: 'Астана', address: 'пр. Мәңгілік Ел, 61' };
const siteId = newId();
await db
  .insertInto('site')
  .values({ id: siteId, companyId: company.id, ...site })
  .execute();
const { base, server } = await new Promise<{ base: string; server: ReturnType<typeof serve> }>(
  (resolve) => {
    const opened = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({ base: `http://127.0.0.1:${port}`, server: opened }),
    );
  },
);
const browser = await launchBrowser();
afterAll(async () => {
  await browser.close();
  server.close();
});

const words = wordsFor('en');
const { delivery, tracking, claims } = words;

/** Somebody who signed in before, with the screen that he has before him. */
async function comesIn(
  person: { personId: string; companyId?: string },
  width: number,
): Promise<Visitor> {
  const visitor = await aVisitor({ app, db, live, base, browser }, { language: 'en' });
  visitor.context.setDefaultTimeout(PATIENCE_MS);
  await visitor.page.setViewportSize({ width, height: 844 });
  const [name = '', value = ''] = (await signedIn(db, person, at)).split('=');
  const cookie = { name, value, url: base };
  await visitor.context.addCookies([cookie, { name: 'lang', value: 'en', url: base }]);
  return visitor;
}

/** The page is no wider than the telephone. */
async function fits(page: Page): Promise<void> {
  const excess = 'document.scrollingElement.scrollWidth - window.innerWidth';
  expect(await page.evaluate(excess)).toBeLessThanOrEqual(0);
}

/** Presses a button, and waits until what it asked for is done and the page shows what follows. */
async function does(page: Page, button: Locator): Promise<void> {
  const followed = page.waitForResponse(
    (answer) =>
      answer.request().method() === 'GET' &&
      answer.headers()['content-type']?.includes('text/html') === true,
    press,
  );
  await button.click(press);
  await (await followed).finished();
  await page.waitForLoadState('networkidle');
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The order's next stage, by the button that names it. */
async function moveOn(page: Page, stage: OrderStage): Promise<void> {
  const advance = button(page, words.deskScreens.advanceTo(words.stages[stage]));
  await does(page, advance);
  await advance.waitFor({ state: 'detached' });
}

/** A carrier tells of a vehicle. */
const report = (shipmentId: string, place: string, hours: number) =>
  transact(db, (tx) =>
    trackShipment(
      tx,
      { kind: 'carrier', reportKey: newId() },
      {
        ...{ shipmentId, kind: 'checkpoint', happenedAt: hoursLater(hours), place, note: '' },
        at: hoursLater(hours),
      },
    ),
  );

const [phone, counter, office] = await Promise.all([
  comesIn(buyer, 390),
  comesIn(clerk, 1366),
  comesIn(manager, 1366),
]);
let orderId = '';
let shipmentId = '';

test('a buyer orders on his telephone, and a vehicle is planned for his site', async () => {
  await aCartOf(db, buyer, company, [{ product, bars: BARS }], 'web');
  const { page } = phone;
  await page.goto('/checkout');
  await page.locator('[name=siteId]').selectOption(siteId);
  await page.locator('#payment-on-account').check();
  await fits(page);
  await page.locator('#checkout [data-key=F9]').click(press);
  await page.waitForURL('**/o/*');
  orderId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  const { page: desk } = counter;
  await desk.goto(`/counter/orders/${orderId}`);
  for (const stage of ['confirmed', 'picking', 'ready'] as const) await moveOn(desk, stage);
  await desk.goto(`/counter/orders/${orderId}/shipments`);
  await desk.getByLabel(delivery.way, { exact: true }).selectOption('carrier');
  await desk.locator('[name=plate]').fill('930 BDE 01');
  await desk.locator('[name=driver]').fill('Nurlan Zhaksybekov');
  await button(desk, delivery.planIt).click(press);
  await desk.waitForURL('**/counter/shipments/*');
  shipmentId = new URL(desk.url()).pathname.split('/').at(-1) ?? '';
  expect(shipmentId).toMatch(/^[0-9a-f-]{36}$/);
});

test('the telephone shows each step of the yard and of the road as it happens, without a touch', async () => {
  const { page } = phone;
  await page.goto(`/shipments/${shipmentId}`);
  await expect.poll(() => live.count(), { timeout: PATIENCE_MS }).toBe(1);
  const timeline = page.locator('#live');
  const shows = (text: string) => timeline.getByText(text).first().waitFor();
  const { page: desk } = counter;

  await does(desk, button(desk, delivery.finishLoading));
  await shows(tracking.steps.loaded);
  // No scale can be read here: two people have seen what one of them types.
  const ticket = desk.locator('form[action$="/weighing"]');
  await ticket.locator('[name=number]').fill('W-2041');
  await ticket.locator('[name=tareKg]').fill('9000');
  await ticket.locator('[name=grossKg]').fill('11080');
  await ticket.locator('[name=confirmedBy]').fill(manager.email);
  await does(desk, button(desk, delivery.keepTicket));
  await shows(tracking.steps.weighed);
  await does(desk, button(desk, delivery.depart));
  await shows(tracking.steps.left);

  await report(shipmentId, 'Балхаш', 11);
  await shows('Балхаш');
  await fits(page);
  await button(page, tracking.arrived).click(press);
  await button(page, tracking.arrived).waitFor({ state: 'detached' });
});

test('he signs with his finger, and the desk and the order know it', async () => {
  const { page } = phone;
  await page.locator('[name=takenByName]').fill('Erlan');
  const pad = page.locator('[data-sign] svg');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('there is nothing to sign on');
  await page.mouse.move(box.x + 30, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 60);
  await page.mouse.up();
  await button(page, tracking.takeOver).click(press);
  await page.getByText('Erlan').first().waitFor();
  const { page: desk } = counter;
  await desk.goto(`/counter/shipments/${shipmentId}`);
  await desk.getByText('Erlan').first().waitFor();
  const { stage } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('stage')
    .executeTakeFirstOrThrow();
  expect(stage).toBe('delivered');
});

test('he complains with a photo, is answered, and sees what came of it', async () => {
  await issueOrderInvoices(db, { eventId: await lastEventOf(db, orderId) }, at);
  const { page } = phone;
  await page.goto(`/claims/new?order=${orderId}`);
  await page.locator('[name=kind]').selectOption('damaged');
  await page.locator('[name=words]').fill('Ten bars are bent');
  const buffer = samplePhoto();
  await page.locator('#files').setInputFiles({ name: 'bent.png', mimeType: 'image/png', buffer });
  await page.locator('.photos [name=kept]').first().waitFor();
  await page.locator('[name="tick.1"]').check();
  await page.locator('[name="quantity.1"]').fill('10');
  await page.locator('[name=wanted]').selectOption('credit');
  await fits(page);
  await button(page, claims.form.send).click(press);
  await page.waitForURL(/\/claims\/[0-9a-f-]{36}/);
  const claimPath = new URL(page.url()).pathname;
  await page.locator('main a[href*="/files/"]').first().waitFor();

  const { page: desk } = office;
  await desk.goto('/office/claims');
  await desk.locator(`a[href$="${claimPath}"]`).click(press);
  await desk.waitForURL(`**/office${claimPath}`);
  await desk.locator('main a[href*="/files/"]').first().waitFor();
  await does(desk, button(desk, claims.office.acknowledge));
  await desk.locator('[name=verdict]').selectOption('accepted');
  await desk.locator('[name=reasons]').fill('Seen on the photo, bent by our crane');
  await does(desk, button(desk, claims.office.decideSend));
  await page.goto(claimPath);
  await page.getByText('Seen on the photo, bent by our crane').first().waitFor();
  await desk.locator('[name=settleWords]').fill('A credit note is with your papers');
  await does(desk, button(desk, claims.office.settleSend));
  await page.goto(claimPath);
  await page.getByText('A credit note is with your papers').first().waitFor();
  await fits(page);
  expect(await auditFindings(db)).toEqual([]);
});

test('no browser had anything to complain of', () => {
  const complaints = [phone, counter, office].flatMap((visitor) => visitor.complaints);
  // Whoever goes on to another page leaves the stream of the one before.
  const isLeft = (said: string) => /\/stream\?\S* net::ERR_ABORTED$/.test(said);
  expect(complaints.filter((said) => !isLeft(said))).toEqual([]);
});
