import { beforeAll, expect, test } from 'vitest';
import { anApp, asPart, signedIn } from '../support/app.ts';
import { aBuyer, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const { app, db } = await anApp({ at });

let buyer = '';
let foreman = '';

beforeAll(async () => {
  await aTradingDay(db);
  const company = await aCompany(db);
  const rebar = await aProduct(db, { sku: 'REBAR-12' });
  await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 40_000_000 } });
  const own = {
    level: 'company',
    companyId: company.id,
    prices: { [rebar.id]: 30_000_000 },
  } as const;
  await aPublishedList(db, own);
  buyer = await signedIn(db, await aBuyer(db, company), at);
  foreman = await signedIn(db, await aBuyer(db, company, 'foreman'), at);
}, 60_000);

async function ask(asked: Record<string, string>, cookie = '', part = false) {
  const answer = await app.request(`/calculator?${new URLSearchParams(asked).toString()}`, {
    headers: { ...(part ? asPart : {}), 'Accept-Language': 'en', cookie },
  });
  const html = await answer.text();
  return { answer, status: answer.status, html: html.replaceAll(/\s+/g, ' ') };
}

test('answers the trade’s own writing with the mass, its source and every unit', async () => {
  const { status, html } = await ask({ q: 'швеллер 20П 24 м' });

  expect(status).toBe(200);
  expect(html).toContain('441.6 kg');
  expect(html).toContain('18.400 kg/m, printed in the table of ГОСТ 8240-97');
  expect(html).toContain('<svg class="drawing"');
});

test('the address alone says everything: sizes, grade, quantity and a price of a tonne', async () => {
  const { html } = await ask({
    ...{ form: 'round_bar', diameter: '20', grade: 'AISI 304', length: '3', quantity: '10' },
    ...{ unit: 'pcs', price: '1000000' },
  });

  expect(html).toContain('74.456 kg');
  expect(html).toContain('₸74,456.00');
  expect(html).toContain('7,900 kg/m³');
});

test('several standards are a choice, each with an address that means it alone', async () => {
  const { html } = await ask({ q: 'двутавр 20Б1 12 м 5 шт' });
  expect(html).toContain('Several standards fit');
  const addresses = [...html.matchAll(/href="(\/calculator\?[^"]*standard=[^"]*)"/g)].map(
    ([, address = '']) => address.replaceAll('&amp;', '&'),
  );
  expect(addresses).toHaveLength(3);

  const weights = await Promise.all(
    addresses.map(async (address) => {
      const chosen = await (
        await app.request(address, { headers: { 'Accept-Language': 'en' } })
      ).text();
      expect(chosen).not.toContain('Several standards fit');
      return /<strong>([\d,.]+) kg<\/strong>/.exec(chosen.replaceAll(/\s+/g, ' '))?.[1];
    }),
  );
  expect(weights).toEqual(['1,344', '1,278', '1,278']);
});

test('the same mass in two standards is one answer that names both', async () => {
  const { html } = await ask({ q: 'труба 57х3,5' });

  expect(html).not.toContain('Several standards fit');
  expect(html).toContain('4.618 kg/m, printed in the table of ГОСТ 10704-91');
  expect(html).toContain('The same in ГОСТ 8732-78.');
});

test('what we sell is priced for whoever asks, and a foreman sees no price', async () => {
  const q = 'арматура 12 А500С 1 т';

  expect((await ask({ q })).html).toContain('<td class="n sum">464,000<');
  expect((await ask({ q }, buyer)).html).toContain('<td class="n sum">348,000<');
  const seen = (await ask({ q }, foreman)).html;
  expect(seen).toContain('REBAR-12');
  expect(seen).not.toMatch(/348,000|464,000|300,000|400,000/);
});

test('a part fills the fields with what was understood, and keeps the address', async () => {
  const { html, answer } = await ask({ q: 'уголок 50х5 12м 10шт' }, '', true);

  expect(html).not.toContain('<html');
  expect(html).toContain('<hx-partial hx-target="#said-fields"');
  expect(html).toMatch(/name="height"[^>]*value="50"/);
  expect(answer.headers.get('HX-Replace-Url')).toContain('/calculator?q=');
});

test('another form forgets the sizes of the one before', async () => {
  const { html, answer } = await ask(
    { form: 'channel', drawn: 'angle', thickness: '5', height: '50', quantity: '10', unit: 'm' },
    '',
    true,
  );

  expect(answer.headers.get('HX-Replace-Url')).toBe('/calculator?form=channel&quantity=10&unit=m');
  expect(html).toMatch(/name="thickness"[^>]*value=""/);
});

test.each([
  [{ q: 'привет' }, 'Name the form and its sizes'],
  [{ q: 'швеллер 99П' }, 'a size is missing'],
  [{ form: 'angle', height: 'много' }, 'Enter a number'],
  [{ form: 'angle', height: '50', thickness: '-5' }, 'Enter more than zero'],
  [
    { form: 'angle', height: '50', thickness: '5', quantity: '5', unit: 'pcs' },
    'say the length of a piece',
  ],
  [{ form: 'no-form', height: '50' }, 'Name the form and its sizes'],
  [{ q: 'круг 20', price: 'дорого' }, '2.466 kg'],
])('%o says what is missing instead of a mass', async (asked, told) => {
  const { status, html } = await ask(asked as Record<string, string>);

  expect(status).toBe(200);
  expect(html).toContain(told);
});
