import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsFor } from '../../views/language.tsx';
import { anApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { aTabletToBind, soldAndAsked } from '../support/tablets.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';

const { app, db } = await anApp({ at });
beforeAll(() => aTradingDay(db));
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

const stored = async (promptId: string) => {
  const found = await db
    .selectFrom('promptAnswer')
    .where('promptId', '=', promptId)
    .select(['revision', 'answeredIn'])
    .execute();
  return found.map(({ revision, answeredIn }) => `${answeredIn} ${revision}`);
};

/** A tablet as it is held in the hand, bound to the desk of a clerk by typing the code. */
async function aBoundTablet({ javaScriptEnabled = true } = {}) {
  const clerk = await aClerk(db);
  const { code } = await aTabletToBind(db, clerk);
  const context = await browser.newContext({
    ...{ viewport: { width: 1024, height: 768 }, hasTouch: true, javaScriptEnabled, locale: 'en' },
  });
  const page = await context.newPage();
  await page.goto(`${base}/tablet`);
  await page.locator('#code').fill(code.replaceAll(/(\d{2})(?=\d)/g, '$1 '));
  await page.getByRole('button', { name: words.tablets.bindThis }).tap();
  await page.getByText(words.tablets.idle).waitFor();
  return { clerk, page, context };
}

test('the question comes by itself, is answered by touch, thanks and clears', async () => {
  const { clerk, page } = await aBoundTablet();
  const { promptId, buyer } = await soldAndAsked(db, clerk);
  await page.getByText(words.tablets.forWhom(buyer.name)).waitFor();
  const excess = 'document.scrollingElement.scrollWidth - window.innerWidth';
  expect(await page.evaluate(excess)).toBeLessThanOrEqual(0);
  const touched = page.locator('.scale-steps > label', { hasText: 'Satisfied' }).first();
  expect((await touched.boundingBox())?.height).toBeGreaterThanOrEqual(64);
  await touched.tap();
  await page.getByRole('button', { name: words.prompts.send }).tap();
  await page.getByText(words.tablets.thanks).waitFor();
  await page.getByText(words.tablets.idle).waitFor();
  expect(await stored(promptId)).toEqual(['desk 1']);
});

test('what is answered without a net waits in the tablet, outlives a restart of it, and is sent once', async () => {
  const { clerk, page, context } = await aBoundTablet();
  const { promptId, buyer } = await soldAndAsked(db, clerk);
  await page.getByText(words.tablets.forWhom(buyer.name)).waitFor();
  await context.setOffline(true);
  await page.locator('.scale-steps > label').nth(1).tap();
  await page.getByRole('button', { name: words.prompts.send }).tap();
  await page.getByText(words.tablets.thanks).waitFor();
  await page.getByText(words.tablets.cutOff).waitFor();
  await page.getByText(words.tablets.idle).waitFor();
  expect(await stored(promptId)).toEqual([]);
  await page.close();
  await context.setOffline(false);
  const [one, other] = [await context.newPage(), await context.newPage()];
  await Promise.all([one.goto(`${base}/tablet`), other.goto(`${base}/tablet`)]);
  await expect.poll(() => stored(promptId), { timeout: 15_000 }).toEqual(['desk 1']);
  await expect
    .poll(() => one.evaluate("localStorage.getItem('answers')"), { timeout: 15_000 })
    .toBe('[]');
  expect(await stored(promptId)).toEqual(['desk 1']);
});

test('without scripts the tablet looks by itself, and buttons do the rest', async () => {
  const { clerk, page } = await aBoundTablet({ javaScriptEnabled: false });
  const { promptId, buyer } = await soldAndAsked(db, clerk);
  await page.getByText(words.tablets.forWhom(buyer.name)).waitFor({ timeout: 20_000 });
  await page.locator('.scale-steps > label').nth(3).tap();
  await page.getByRole('button', { name: words.prompts.send }).tap();
  await page.getByText(words.tablets.thanks).waitFor();
  expect(await stored(promptId)).toEqual(['desk 1']);
});
