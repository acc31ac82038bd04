import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { wordsFor } from '../../views/language.tsx';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { openCases } from '../../src/loyalty/open-case.ts';
import { anApp, signedIn } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { anOrderUntil, aTrading, hoursLater, lastEventOf } from '../support/prompting.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';
import { aVisitor, type Visitor } from './shop.ts';

const { app, db, live } = await anApp({ at });
await aTradingDay(db);
const head = await aClerk(db, 'head_of_sales');
const trading = await aTrading(db);
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

/** Somebody who signed in before, with the screen that he has before him. */
async function comesIn(
  person: { personId: string; companyId?: string },
  width: number,
): Promise<Visitor> {
  const visitor = await aVisitor({ app, db, live, base, browser }, { language: 'en' });
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

/** Saves a theme; what is pressed next is pressed on the page that follows. */
async function save(page: Page): Promise<void> {
  const followed = page.waitForResponse(
    (answer) => answer.request().method() === 'GET' && answer.url().includes('/office/changes/'),
  );
  await page.getByRole('button', { name: words.changes.office.save }).click();
  await (await followed).finished();
  await page.waitForLoadState('networkidle');
}

test('from the hand-over to what all customers read: asked, let down, called, solved, told', async () => {
  const { buyer, clerk, company } = trading;
  const { orderId } = await anOrderUntil(db, trading, 'ready');
  const [counter, phone, office] = await Promise.all([
    comesIn(clerk, 1366),
    comesIn(buyer, 390),
    comesIn(head, 1366),
  ]);

  // The clerk hands over, and is shown no question of the customer's.
  await counter.page.goto(`/counter/orders/${orderId}`);
  const handOver = words.deskScreens.advanceTo(words.stages.delivered);
  const button = counter.page.getByRole('button', { name: handOver, exact: true });
  await button.click();
  await button.waitFor({ state: 'detached' });
  expect(await counter.page.locator('#prompt').count()).toBe(0);

  // An hour later the buyer finds one question on his order's page, and says what he thinks.
  await noteMoment(db, { eventId: await lastEventOf(db, orderId) }, at);
  await offerPrompts(db, hoursLater(1));
  await phone.page.goto(`/o/${orderId}`);
  await phone.page.locator('#prompt input[name=OSAT][value="2"]').check();
  await phone.page.getByText(words.prompts.weCall).waitFor();
  await phone.page.locator('#prompt [name=WHY]').fill('We stood at the gate for an hour');
  await phone.page.locator('#prompt [name=WHY]').blur();
  await phone.page.getByRole('button', { name: words.prompts.save }).click();
  await phone.page.waitForLoadState('networkidle');
  await fits(phone.page);

  // The back button shows what was said.
  await phone.page.goto('/orders');
  await phone.page.goBack();
  await phone.page.locator('#prompt input[name=OSAT][value="2"]:checked').waitFor();

  // A case is open, and its owner closes it step by step.
  await openCases(db, hoursLater(0.1));
  const { page } = office;
  await page.goto('/office/cases');
  await page.getByRole('link', { name: company.name }).click();
  await page.getByText('We stood at the gate for an hour').waitFor();
  await page.locator('[name=contactNote]').fill('One scale for two lanes');
  await page.getByRole('button', { name: words.cases.contactDone }).click();
  await page.locator('[name=cause]').selectOption('delivery');
  await page.locator('[name=resolution]').fill('A second loader from eight to eleven');
  await page.getByRole('button', { name: words.cases.promiseDone }).click();
  await page.locator('[name=outcome]').fill('The loader works');
  await page.getByRole('button', { name: words.cases.resolveDone }).click();
  await page.getByText(words.cases.waits).waitFor();

  // The customer has the last word.
  await phone.page.goto('/company/answers');
  await phone.page.getByText('The loader works').waitFor();
  await fits(phone.page);
  await phone.page.locator('select[name=isSolved]').selectOption('yes');
  await phone.page.getByRole('button', { name: words.prompts.send }).click();
  await phone.page.getByText(words.cases.answers.closed).waitFor();

  // The office tells everybody what changed, and no name goes out.
  await page.goto('/office/changes');
  await page.getByRole('button', { name: words.changes.office.begin }).click();
  const said = page.locator('[name=en]');
  await page.locator('[name=standing]').selectOption('changed');
  await said.fill(`${company.name} waits no more`);
  await save(page);
  const publish = page.getByRole('button', { name: words.changes.office.publish });
  await publish.click();
  await page
    .getByRole('link', { name: new RegExp(company.name) })
    .first()
    .waitFor();
  expect(office.complaints.splice(0).every((one) => one.includes('422'))).toBe(true);
  await said.fill('A second loader works from eight to eleven');
  await save(page);
  await publish.click();
  await page.getByRole('link', { name: words.changes.office.see }).waitFor();

  await phone.page.getByRole('link', { name: words.changes.fromAnswers }).click();
  await phone.page.getByText('A second loader works from eight to eleven').waitFor();
  await phone.page.locator('article').getByText(words.changes.fewVoices).waitFor();
  const told = await phone.page.locator('main').innerText();
  expect(told).not.toContain(company.name);
  expect(told).not.toContain('gate');
  await fits(phone.page);
  for (const { complaints } of [counter, phone, office]) expect(complaints).toEqual([]);
}, 120_000);
