import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../views/language.tsx';
import type { Viewer } from '../../views/layout.tsx';
import { Check, Choice, Field, TextField } from '../../views/parts/field.tsx';
import { Day, Moment, Stock } from '../../views/parts/measures.tsx';
import { MoneyLine } from '../../views/parts/money-line.tsx';
import { Pager } from '../../views/parts/pager.tsx';
import { ProblemList } from '../../views/parts/problem-list.tsx';
import { SectionDrawing } from '../../views/parts/section-drawing.tsx';
import { CreditBar, Notice, StageStatus } from '../../views/parts/status.tsx';
import { launchBrowser } from '../support/browser.ts';
import { faultsOf } from '../support/faults-of.ts';
import { focusedId, framed, Grid, openShop, part, SHOP } from '../support/framed-pages.tsx';

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

const drawn = {
  widthMm: 50,
  heightMm: 50,
  paths: ['M0 0H5V45H50V50H0Z'],
  marks: [
    { letter: 'h', valueUm: 50_000, from: [-6, 0], to: [-6, 50] },
    { letter: 's', valueUm: 5_000, from: [0, 15], to: [5, 15] },
  ],
} as const;

const line = {
  quantity: { amountMilli: 97_000, unit: 'pcs' },
  weightG: 4_278_000,
  pricePerTonneMinor: 41_250_000,
  priceLevel: 'company',
  grossMinor: 204_702_300,
  vatRateBp: 1600,
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
    <MoneyLine line={line} />
    <p>
      <Stock grams={2_350_000} place="Almaty" at={new Date('2026-11-03T09:05:00Z')} />
      <Stock grams={0} place="Almaty" /> <Day on="2026-11-03" />
      <Moment at={new Date('2026-11-03T09:05:00Z')} />
    </p>
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

      const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const faults = await faultsOf(page, standards);
      const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');

      expect(faults).toEqual([]);
      expect(beyond).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test('puts the problems of a form in focus, each leading to its field', async () => {
    const { page, close } = await openShop(browser, () => framed({ content: <Everything /> }));
    await page.goto(SHOP);

    await page.locator('#problems:focus').waitFor();
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

  test('says of a line what was ordered, what it weighs, its price, whose price, and the VAT', () => {
    const text = part(<MoneyLine line={line} />).replaceAll(/<[^>]+>/g, '');
    for (const said of [
      '97 pcs',
      '4.278 t',
      '₸412,500/t',
      'company list',
      '₸2,047,023',
      'VAT 16%',
    ]) {
      expect(text).toContain(said);
    }
  });

  test('tells stock by amount, place and time, and says when there is none', () => {
    const at = new Date('2026-11-03T09:05:00Z');
    expect(part(<Stock grams={2_350_000} place="Almaty" at={at} />)).toContain(
      '2,350 kg · Almaty · 14:05',
    );
    expect(part(<Stock grams={0} place="Almaty" />)).toContain('None in stock');
  });

  test('writes no style attribute and no handler into a page', () => {
    expect(framed({ content: <Everything />, viewer: buyer })).not.toMatch(/\s(style|on[a-z]+)=/);
  });
});
