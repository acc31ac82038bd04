import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsFor } from '../../views/language.tsx';
import type { Viewer } from '../../views/layout.tsx';
import { PreferencesDialog } from '../../views/preferences.tsx';
import { launchBrowser } from '../support/browser.ts';
import {
  focusedId,
  framed,
  Grid,
  openShop,
  part,
  pressOnOtherLayout,
  scan,
  SHOP,
} from '../support/framed-pages.tsx';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const buyer: Viewer = {
  kind: 'buyer',
  name: 'Aigul Serikova',
  companyName: 'Altyn Qurylys',
  role: 'buyer',
  approves: false,
  seesMoney: true,
  cartLines: 3,
};
const clerk: Viewer = { kind: 'staff', name: 'Aigerim', role: 'counter', branchCode: 'ALA' };

/** Until htmx has taken up the page, a link is an ordinary one: the dialog would be asked for as a page. */
async function visit(page: Page): Promise<void> {
  await page.goto(SHOP);
  await page.waitForSelector('#preferences-link[data-htmx-powered]');
}

describe('the keyboard', () => {
  test('reaches the search by the place of the key, whatever letter it types', async () => {
    const { page, close } = await openShop(browser, () => framed({ content: <Grid /> }));
    await page.goto(SHOP);

    await pressOnOtherLayout(page, { code: 'Slash', key: '.' });

    expect(await focusedId(page)).toBe('omnibox');
    await page.keyboard.type('50/5');
    expect(await page.inputValue('#omnibox')).toBe('50/5');
    await close();
  });

  test('opens the map with "?", closes it with Escape, and goes to the orders with G O', async () => {
    const { page, close } = await openShop(browser, ({ path }) =>
      path === '/preferences'
        ? part(<PreferencesDialog theme="system" back="/" staff={false} />)
        : framed({ content: <h1>{path}</h1>, viewer: buyer }, path),
    );
    await visit(page);

    for (let time = 1; time <= 2; time += 1) {
      await page.keyboard.press('Shift+Slash');
      await page.waitForSelector('#preferences[open] .key-map');
      await page.keyboard.press('Escape');
      await page.waitForSelector('#preferences', { state: 'detached' });
    }
    await page.keyboard.press('g');
    await page.keyboard.press('o');

    await page.waitForURL(`${SHOP}/orders`);
    expect(await page.textContent('h1')).toBe('/orders');
    await close();
  });

  test('leaves single keys alone when they are switched off', async () => {
    const { page, close } = await openShop(browser, ({ path }) =>
      path === '/preferences'
        ? part(<PreferencesDialog theme="system" back="/" staff={false} />)
        : framed({ content: <Grid /> }),
    );
    await visit(page);
    await page.keyboard.press('Shift+Slash');
    await page.uncheck('#single-keys');
    await page.keyboard.press('Escape');

    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Slash');

    expect(await focusedId(page)).not.toBe('omnibox');
    await close();
  });

  test('types digits into a quantity on the Kazakh layout, which has none', async () => {
    const { page, close } = await openShop(browser, () => framed({ content: <Grid /> }));
    await page.goto(SHOP);
    await page.focus('#one');

    await pressOnOtherLayout(page, { code: 'Digit1', key: '"' });
    await pressOnOtherLayout(page, { code: 'Digit2', key: 'ә' });
    await pressOnOtherLayout(page, { code: 'Digit0', key: 'ө' });

    expect(await page.inputValue('#one')).toBe('20');
    await close();
  });

  test('moves up and down in a column of quantities', async () => {
    const { page, close } = await openShop(browser, () => framed({ content: <Grid /> }));
    await page.goto(SHOP);
    await page.focus('#one');

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');

    expect(await focusedId(page)).toBe('two');
    await close();
  });
});

describe('a list of what waits', () => {
  const Waiting = () => (
    <ul>
      {['1', '2', '3'].map((order) => (
        <li data-stop>
          <a id={`order-${order}`} href={`/approvals/${order}`}>
            Order {order}
          </a>
          <button id={`approve-${order}`}>Approve</button>
        </li>
      ))}
    </ul>
  );
  const page = ({ path }: { path: string }) =>
    framed({ content: path === '/' ? <Waiting /> : <h1>{path}</h1>, viewer: buyer }, path);

  test('is walked with J and K, whatever the layout, from wherever the focus is, and stops at its ends', async () => {
    const shop = await openShop(browser, page);
    await shop.page.goto(SHOP);
    const walked: unknown[] = [];
    for (const code of ['KeyJ', 'KeyJ', 'KeyJ', 'KeyJ', 'KeyK']) {
      await pressOnOtherLayout(shop.page, { code, key: 'о' });
      walked.push(await focusedId(shop.page));
    }
    expect(walked).toEqual(['order-1', 'order-2', 'order-3', 'order-3', 'order-2']);
    await shop.page.focus('#approve-1');
    await shop.page.keyboard.press('j');
    expect(await focusedId(shop.page)).toBe('order-2');
    await shop.close();
  });

  test('opens with Enter what the focus is on', async () => {
    const shop = await openShop(browser, page);
    await shop.page.goto(SHOP);
    await shop.page.keyboard.press('k');
    await shop.page.keyboard.press('Enter');
    await shop.page.waitForURL(`${SHOP}/approvals/3`);
    expect(await shop.page.textContent('h1')).toBe('/approvals/3');
    await shop.close();
  });
});

const Entry = () => (
  <>
    <form hx-post="/lines" hx-target="#lines" hx-swap="beforeend" hx-sync="this:queue all">
      <input id="entry" name="line" aria-label="Entry" data-scan data-clear-on-send />
      <button>Add</button>
    </form>
    <ol id="lines"></ol>
    <Grid />
  </>
);

describe('entry and scanner', () => {
  const lineOf = (body: string) => new URLSearchParams(body).get('line') ?? '';

  test('loses none of ten lines sent in a burst and keeps their order and the focus', async () => {
    const { page, complaints, close } = await openShop(browser, ({ method, body }) =>
      method === 'POST'
        ? part(<li>{lineOf(body)}</li>)
        : framed({ content: <Entry />, viewer: clerk }),
    );
    await page.goto(SHOP);
    const codes = Array.from({ length: 10 }, (_, at) => `46070012345${at}`);

    await page.focus('#entry');
    for (const code of codes) await page.keyboard.type(`${code}\n`);
    await page.waitForSelector('#lines li:nth-child(10)');

    expect(await page.locator('#lines li').allTextContents()).toEqual(codes);
    expect(await focusedId(page)).toBe('entry');
    expect(complaints).toEqual([]);
    await close();
  });

  test('takes a scan made while a quantity has the focus, and gives the quantity back', async () => {
    const { page, close } = await openShop(browser, ({ method, body }) =>
      method === 'POST'
        ? part(<li>{lineOf(body)}</li>)
        : framed({ content: <Entry />, viewer: clerk }),
    );
    await page.goto(SHOP);
    await page.fill('#one', '12');
    await page.focus('#one');

    await scan(page, '4607001234567');
    await page.waitForSelector('#lines li');

    expect(await page.locator('#lines li').allTextContents()).toEqual(['4607001234567']);
    expect(await page.inputValue('#one')).toBe('12');
    await close();
  });

  test('gives the typed line back when the server is silent, and sends it again on demand', async () => {
    let isDown = true;
    const { page, close } = await openShop(browser, ({ method, body }) => {
      if (method !== 'POST') return framed({ content: <Entry />, viewer: clerk });
      return isDown ? undefined : part(<li>{lineOf(body)}</li>);
    });
    await page.goto(SHOP);

    await page.fill('#entry', 'angle 50x5 12');
    await page.press('#entry', 'Enter');
    await page.waitForSelector('#retry:not([hidden])');
    expect(await page.inputValue('#entry')).toBe('angle 50x5 12');

    isDown = false;
    await page.click('#retry button');
    await page.waitForSelector('#lines li');
    expect(await page.locator('#lines li').allTextContents()).toEqual(['angle 50x5 12']);
    expect(await page.isVisible('#retry')).toBe(false);
    await close();
  });
});

describe('going and coming back', () => {
  const words = wordsFor('en').order;

  test('asks before what cannot be taken back, and sends once', async () => {
    const sent: string[] = [];
    const { page, close } = await openShop(browser, ({ path, method }) => {
      if (method === 'POST') sent.push(path);
      const form = (
        <form method="post" action="/o/1/cancellation" data-confirm={words.cancelQuestion}>
          <button id="cancel">{words.cancel}</button>
        </form>
      );
      return framed({ content: method === 'POST' ? <h1>Cancelled</h1> : form });
    });
    await page.goto(SHOP);

    await page.click('#cancel');
    expect(await page.textContent('#confirm-text')).toBe(words.cancelQuestion);
    await page.click('#confirm button[value=no]');
    expect(sent).toEqual([]);

    await page.click('#cancel');
    await page.click('#confirm button[value=yes]');
    await page.waitForSelector('h1:text("Cancelled")');
    expect(sent).toEqual(['/o/1/cancellation']);
    await close();
  });

  test('leads Back to the link that was followed', async () => {
    const { page, close } = await openShop(browser, ({ path }) =>
      framed({ content: path === '/' ? <a href="/p/ANGLE-1">Angle</a> : <h1>Product</h1> }, path),
    );
    await page.goto(SHOP);

    await page.click('main a');
    await page.waitForSelector('h1:text("Product")');
    await page.goBack();
    await page.waitForSelector('a[href="/p/ANGLE-1"]:focus');

    expect(page.url()).toBe(`${SHOP}/`);
    await close();
  });
});
