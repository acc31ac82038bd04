import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages, wordsFor } from '../../views/language.tsx';
import type { Viewer } from '../../views/layout.tsx';
import { Check, Choice, Field, TextField } from '../../views/parts/field.tsx';
import { Pager } from '../../views/parts/pager.tsx';
import { ProblemList } from '../../views/parts/problem-list.tsx';
import { ScrollRegion } from '../../views/parts/scroll-region.tsx';
import { SectionDrawing } from '../../views/parts/section-drawing.tsx';
import { CreditBar, Notice, StageStatus } from '../../views/parts/status.tsx';
import { launchBrowser } from '../support/browser.ts';
import {
  focusedId,
  framed,
  openShop,
  part,
  pressOnOtherLayout,
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
  cartLines: 3,
};
const clerk: Viewer = { kind: 'staff', name: 'Aigerim', role: 'counter', branchName: 'Almaty' };

const Grid = () => (
  <ScrollRegion label="Angles">
    <table data-grid>
      <thead>
        <tr>
          <th scope="col">Size</th>
          <th scope="col" class="n">
            Quantity
          </th>
        </tr>
      </thead>
      <tbody>
        {['one', 'two', 'three'].map((name) => (
          <tr>
            <th scope="row">{name}</th>
            <td class="n">
              <input id={name} name={name} data-num inputmode="decimal" aria-label={name} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollRegion>
);

const drawn = {
  widthMm: 50,
  heightMm: 50,
  paths: ['M0 0H5V45H50V50H0Z'],
  marks: [
    { letter: 'h', valueUm: 50_000, from: [-6, 0], to: [-6, 50] },
    { letter: 's', valueUm: 5_000, from: [0, 15], to: [5, 15] },
  ],
} as const;

const Everything = () => (
  <>
    <h1>Everything</h1>
    <form class="form" method="post" novalidate>
      <ProblemList problems={{ email: 'email' }} labels={{ email: 'E-mail' }} />
      <Field name="email" label="E-mail" type="email" problem="email" hint="Where we write" />
      <Choice name="branch" label="Branch" options={[{ value: 'ALA', label: 'Almaty' }]} />
      <TextField name="note" label="Note" />
      <Check name="own" label="Own number" />
      <button class="primary">Send</button>
    </form>
    <Notice mood="warn">Look at this</Notice>
    <StageStatus stage="picking" />
    <CreditBar limitMinor={500_000_000} exposureMinor={430_000_000} />
    <SectionDrawing profile={drawn} title="Angle 50 by 50 by 5" />
    <Grid />
    <Pager page={2} pages={9} hrefOf={(page) => `?page=${page}`} />
  </>
);

describe('the frame', () => {
  const cases = languages.flatMap(({ code }) =>
    (
      [
        ['light', 320],
        ['dark', 1366],
      ] as const
    ).map(([theme, width]) => ({ code, theme, width })),
  );

  test.each(cases)(
    'passes WCAG 2.2 AA in $code, $theme, $width px, and never scrolls sideways',
    async ({ code, theme, width }) => {
      const shown = { content: <Everything />, language: code, theme, viewer: buyer };
      const { page, complaints, close } = await openShop(browser, () => framed(shown), {
        viewport: { width, height: 800 },
      });
      await page.goto(SHOP);

      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');

      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(beyond).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test('puts the problems of a form in focus, each leading to its field', async () => {
    const { page, close } = await openShop(browser, () => framed({ content: <Everything /> }));
    await page.goto(SHOP);

    expect(await focusedId(page)).toBe('problems');
    await page.click('.error-summary a');
    expect(await focusedId(page)).toBe('email');
    await close();
  });

  test('keeps path and query when the language is changed', () => {
    const html = framed({ content: 'x' }, '/c/angle?grade=C245&page=2');
    expect(html).toContain('href="/c/angle?grade=C245&amp;page=2&amp;lang=kk"');
  });

  test('shows the cart to buyers, the desks to those who serve there, and neither to guests', () => {
    const guest = framed({ content: 'x' });
    const staff = framed({ content: 'x', viewer: clerk });
    expect(framed({ content: 'x', viewer: buyer })).toContain('data-t="cart-badge"');
    expect(guest).not.toContain('data-t="cart-badge"');
    expect(guest).not.toContain('href="/counter"');
    expect(staff).toContain('href="/counter"');
    expect(staff).not.toContain('href="/office"');
  });

  test('writes no style attribute and no handler into a page', () => {
    expect(framed({ content: <Everything />, viewer: buyer })).not.toMatch(/\s(style|on[a-z]+)=/);
  });
});

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
      framed({ content: <h1>{path}</h1>, viewer: buyer }, path),
    );
    await page.goto(SHOP);

    await page.keyboard.press('Shift+Slash');
    expect(await page.isVisible('#key-map')).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#key-map')).toBe(false);
    await page.keyboard.press('g');
    await page.keyboard.press('o');

    await page.waitForSelector('h1:text("/orders")');
    await close();
  });

  test('leaves single keys alone when they are switched off', async () => {
    const { page, close } = await openShop(browser, () => framed({ content: <Grid /> }));
    await page.goto(SHOP);
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

    await page.keyboard.type('4607001234567\n');
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
