import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { aVisitor, letIn, openShop } from './shop.ts';

const shop = await openShop();

/** A page of a long category, and how many rows stand on it. */
const category = { path: '/c/pipe-seamless', rows: 50 };

/** What a first visit to it may cost: the page, its style, its script, its signs and two fonts. */
const REQUESTS_MAX = 6;
const BYTES_MAX = 110 * 1024;

/** The sum of layout shifts that counts as none: a rounding of the browser's own. */
const SHIFT_MAX = 0.001;

/** A telephone on a poor network, where fonts come long after the words they write. */
const poorNetwork = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 90_000,
};

const visits = [
  { who: 'guest', language: 'en', width: 1366 },
  { who: 'purchaser', language: 'ru', width: 1366 },
  { who: 'purchaser', language: 'kk', width: 390 },
] as const;

describe.each(visits)('the first visit of a $who in $language at $width px', (visit) => {
  let seen: Awaited<ReturnType<typeof visitCold>>;

  beforeAll(async () => {
    seen = await visitCold(visit);
  });

  test('costs little', () => {
    expect(seen.rows).toBe(category.rows);
    expect(seen.requests.slice(REQUESTS_MAX)).toEqual([]);
    expect(seen.bytes).toBeLessThanOrEqual(BYTES_MAX);
    expect(seen.complaints).toEqual([]);
  });

  test('sees nothing move while it arrives', () => {
    expect(seen.rows).toBe(category.rows);
    expect(seen.shift).toBeLessThan(SHIFT_MAX);
  });
});

/** Opens the category in a browser that has never been here, and tells what it took. */
async function visitCold({ who, language, width }: (typeof visits)[number]) {
  const visitor = await aVisitor(shop, { language });
  const { page, context, complaints } = visitor;
  if (who !== 'guest') await letIn(shop, visitor, who);
  await context.addCookies([{ name: 'lang', value: language, url: shop.base }]);
  await page.setViewportSize({ width, height: 800 });
  await watchShifts(page);
  const traffic = await watchTraffic(page);
  await page.goto(category.path, { waitUntil: 'networkidle' });
  const rows = await page.locator('[data-t=results] tbody tr').count();
  const shift = await shiftsOf(page);
  await context.close();
  return { ...traffic, rows, shift, complaints };
}

/** Begins, with the page, to note whatever moves on it. */
const watchShifts = (page: Page) =>
  page.addInitScript(`
    globalThis.shifts = [];
    globalThis.shiftObserver = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    shiftObserver.observe({ type: 'layout-shift', buffered: true });
  `);

/** The sum of all shifts since the page began. */
const shiftsOf = (page: Page) =>
  page.evaluate<number>(`
    shifts.push(...shiftObserver.takeRecords());
    shifts.reduce((sum, { value }) => sum + value, 0);
  `);

/** Counts what goes over the wire, headers included, on a poor network and with nothing kept from before. */
async function watchTraffic(page: Page): Promise<{ requests: string[]; bytes: number }> {
  const traffic = { requests: [] as string[], bytes: 0 };
  const session = await page.context().newCDPSession(page);
  session.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('data:')) traffic.requests.push(request.url);
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', poorNetwork);
  return traffic;
}
