import type { Page, Response } from 'playwright-core';
import { afterAll, expect, test, vi } from 'vitest';
import { declaredRoutes } from '../../src/channels/routes.ts';
import { faultsOf } from '../support/faults-of.ts';
import { allPages } from './pages.ts';
import { aVisitor, letIn, openShop, type Visitor, type Who } from './shop.ts';

// Several pages are looked at at once, each twice: on busy cores one waits for the others.
vi.setConfig({ testTimeout: 120_000 });

const shop = await openShop();
const pages = await allPages(shop);

/** Two telephones and a usual screen of an office, in pixels. */
const widths = [320, 390, 1366];

/** Of a page, that of asking included; who asks is found by one more. */
const STATEMENTS_MAX = 4;

/** The two languages with the longest words. */
type Wordy = 'ru' | 'kk';

const visitors = new Map<string, Promise<Visitor>>();

/** Each role comes once in each language and goes from page to page. */
function visitorFor(who: Who | 'guest', language: Wordy): Promise<Visitor> {
  const known = visitors.get(`${who} ${language}`);
  if (known) return known;
  const coming = aVisitor(shop, { language }).then(async (visitor) => {
    if (who !== 'guest') await letIn(shop, visitor, who);
    await visitor.context.addCookies([{ name: 'lang', value: language, url: shop.base }]);
    return visitor;
  });
  visitors.set(`${who} ${language}`, coming);
  return coming;
}

afterAll(async () => {
  for (const visitor of visitors.values()) await (await visitor).context.close();
});

test('no page of the shop is left out', () => {
  const isNoPage =
    /^\/(?:assets\/\*|healthz|readyz|metrics|suggest|api\/.*)$|\/(?:export|sample|file|(?:list|errors|answers|figures)\.csv|files\/:fileId|photos\/:photoId|stream|labels\.pdf)$|\.(?:pdf|xml)\}$/;
  const routes = declaredRoutes(shop.app)
    .filter(({ method, path }) => method === 'GET' && !isNoPage.test(path))
    // The desk has the same screens for the phone as for the counter.
    .map(({ path }) => path.replace(/^\/phone(?=\/|$)/, '/counter'));
  const shown = new Set(pages.map(({ route }) => route));

  expect([...new Set(routes)].filter((route) => !shown.has(route))).toEqual([]);
});

test.concurrent.each(pages)(
  '$name, seen by $who, can be used by everybody, on a telephone in the dark too, and fits the screen',
  async ({ who, path, status = 200 }) => {
    const opened = async (language: Wordy) => {
      const page = await (await visitorFor(who, language)).context.newPage();
      const answer = await page.goto(path, { timeout: 60_000 });
      expect(answer?.status()).toBe(status);
      expect(statementsOf(answer)).toBeLessThanOrEqual(STATEMENTS_MAX + (who === 'guest' ? 0 : 1));
      expect(decodeURI(page.url())).toBe(`${shop.base}${path}`);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      return page;
    };

    const page = await opened('ru');
    expect([...(await excessOf(page)), ...(await faultsOf(page))]).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await faultsOf(page)).toEqual([]);
    await page.close();

    const inKazakh = await opened('kk');
    expect(await excessOf(inKazakh)).toEqual([]);
    await inKazakh.close();
  },
);

/** How many statements the shop says that an answer took. */
const statementsOf = (answer: Response | null) =>
  Number(/desc="(\d+)"/.exec(answer?.headers()['server-timing'] ?? '')?.[1]);

/** Pixels by which the page itself, or a table that folds on a telephone, is wider than it may be; other tables scroll. */
const EXCESS = `Math.max(document.scrollingElement.scrollWidth - window.innerWidth,
  ...[...document.querySelectorAll('.folds')].map((table) => window.innerWidth > 640 ? 0 : table.scrollWidth - table.clientWidth))`;

/** By how much a page does not fit each screen. */
async function excessOf(page: Page): Promise<string[]> {
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const excess = await page.evaluate<number>(EXCESS);
    if (excess > 0) found.push(`${excess} px too wide for ${width} px`);
  }
  return found;
}
