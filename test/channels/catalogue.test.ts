import { brotliDecompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { anApp, signedIn } from '../support/app.ts';
import {
  aBuyer,
  aPriceList,
  aPurchase,
  fillCatalogue,
  fillVat,
  numberFrom,
} from '../stock/assortment-world.ts';

const HTML_BYTES_MAX = 6 * 1024;
const ROWS = 50;
/** So many angles the buyer's company bought before. */
const BOUGHT = 7;
const { app, db } = await anApp();
const baseMinor = (sku: string) => 40_000_000 + numberFrom(sku, 2000) * 10_000;
/** No other number of a page has these digits. */
const CANARY_MINOR = 73_137_300;
const CANARY = /731.?373/;

let buyer = '';
let foreman = '';

beforeAll(async () => {
  await fillCatalogue(db);
  await fillVat(db);
  await aPriceList(db, { code: 'BASE', level: 'base', pricePerTonneMinor: baseMinor });
  const company = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const site = await aBuyer(db, { branchCode: 'ALA', role: 'foreman' });
  for (const { companyId } of [company, site]) {
    const code = `OWN-${companyId}`;
    await aPriceList(db, {
      code,
      level: 'company',
      companyId,
      pricePerTonneMinor: () => CANARY_MINOR,
    });
  }
  const products = await db
    .selectFrom('product')
    .where('categoryCode', '=', 'angle')
    .orderBy('sortKey')
    .select(['id', 'sku'])
    .limit(BOUGHT)
    .execute();
  await aPurchase(db, { companyId: company.companyId, products });
  buyer = await signedIn(db, company);
  foreman = await signedIn(db, site);
}, 60_000);

const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
const textOf = async (path: string, cookie = '') => {
  const response = await get(path, cookie ? { cookie } : {});
  expect(response.status, path).toBe(200);
  return response.text();
};
const skusIn = (html: string) =>
  [...html.matchAll(/form="compare" name="sku" value="([^"]+)"/g)].map(([, sku]) => sku);
const rowsOf = (html: string) => skusIn(html).length;

async function skuOf(categoryCode: string): Promise<string> {
  const found = await db
    .selectFrom('product')
    .where('categoryCode', '=', categoryCode)
    .orderBy('sortKey')
    .select('sku')
    .executeTakeFirstOrThrow();
  return found.sku;
}

test('shows a company its own prices in the table, and a guest the base list with the way to his own', async () => {
  const own = await textOf('/c/angle', buyer);
  const asGuest = await textOf('/c/angle');

  expect(own).toMatch(CANARY);
  expect(asGuest).not.toMatch(CANARY);
  expect(asGuest).toContain('/sign-in?next=/c/angle');
});

test('shows a foreman no digit of a price on any page of the catalogue', async () => {
  const sku = await skuOf('angle');
  const paths = [
    '/',
    '/c/angle',
    '/c/angle?sort=price&price-from=700000',
    `/p/${sku}`,
    '/search?q=50x50x5',
  ];

  for (const path of paths) {
    const html = await textOf(path, foreman);
    expect(html, path).not.toMatch(CANARY);
    expect(html, path).not.toContain('₸');
  }
});

test('does not let a foreman find a price out by sorting or narrowing', async () => {
  const plain = await textOf('/c/angle', foreman);
  const tried = await textOf('/c/angle?sort=price-down&price-from=1', foreman);

  expect(skusIn(tried)).toEqual(skusIn(plain));
});

test('answers a filter with the table and the counts alone, and the whole page to a browser without scripts', async () => {
  const path = '/c/angle?grade=09%D0%932%D0%A1&height-from=50&height-to=90,0';
  const part = await get(path, {
    'HX-Request': 'true',
    'HX-Request-Type': 'partial',
    cookie: buyer,
  });
  const page = await textOf(path, buyer);

  const html = await part.text();
  expect(part.headers.get('HX-Replace-Url')).toBe(
    '/c/angle?grade=09%D0%932%D0%A1&height-from=50&height-to=90',
  );
  expect(html.trimStart()).toMatch(/^<section id="results"/);
  expect(html).toContain('hx-target="#facets"');
  expect(html).not.toContain('<html');
  expect(page).toContain('<html');
  expect(rowsOf(html)).toBe(rowsOf(page));
  expect(rowsOf(page)).toBeGreaterThan(0);
});

test('opens an address whose filters make no sense', async () => {
  const html = await textOf('/c/angle?height-from=abc&sort=%27;drop&after=zz&stock=moon&grade=');

  expect(rowsOf(html)).toBe(ROWS);
});

test('shows a company what it bought before, when and how much, and keeps that in the address', async () => {
  const html = await textOf('/c/angle?bought=yes', buyer);

  expect(rowsOf(html)).toBe(BOUGHT);
  expect(html.match(/bought 01 Nov 2026: 1\.000 t/g)).toHaveLength(BOUGHT);
  expect(html).toContain('id="bought" name="bought" value="yes" checked=""');
  expect(html).toContain('Remove the filter Bought before');
  expect(html).toMatch(/aria-sort[^>]*><a href="\/c\/angle\?bought=yes"/);
});

test('tells nobody else what a company bought', async () => {
  for (const cookie of ['lang=en', foreman]) {
    const plain = await textOf('/c/angle', cookie);
    expect(plain).not.toContain('Bought before');
    expect(plain).not.toContain('bought 01 Nov');
  }
  // A guest cannot ask for it; a company that bought nothing is told which filter stands in the way.
  expect(rowsOf(await textOf('/c/angle?bought=yes'))).toBe(ROWS);
  expect(await textOf('/c/angle?bought=yes', foreman)).toContain('data-t="not-found"');
});

test('says until when what is ready leaves today, at the own branch or at any, and how old the count is', async () => {
  const own = await textOf('/c/angle?stock=ready', buyer);
  const asGuest = await textOf('/c/angle?stock=ready', 'lang=en');

  expect(own).toContain('Branch ALA: Ready today until 18:00');
  expect(asGuest).not.toContain('Branch ALA');
  expect(asGuest).toContain('Ready today until 18:00');
  expect(rowsOf(asGuest)).toBeGreaterThan(0);
  for (const html of [own, asGuest])
    expect(html).toContain('Stock no older than 01 Nov 2026, 08:00');
});

test('says which filter to drop where nothing is left, with what would be there, and leads there', async () => {
  const html = await textOf('/c/angle?grade=none&height-from=50&height-to=50', buyer);
  const drops = [...html.matchAll(/<p><a href="([^"]+)">(Without [^<]+)<\/a>/g)];

  expect(drops).toHaveLength(1);
  const [, href = '', text = ''] = drops[0]!;
  const found = await textOf(href.replaceAll('&amp;', '&'), buyer);
  expect(text).toBe(`Without “none”: ${rowsOf(found)} items`);
  expect(rowsOf(found)).toBeGreaterThan(1);
});

test('offers ranges for the sizes of a form, and for those of all forms in a group', async () => {
  const rangesOf = async (path: string) =>
    [...(await textOf(path)).matchAll(/name="(\w+)-from"/g)].map(([, name]) => name);

  expect(await rangesOf('/c/angle')).toEqual(['height', 'width', 'thickness', 'price']);
  expect(await rangesOf('/c/angles')).toEqual(['height', 'width', 'thickness', 'price']);
  expect(await rangesOf('/c/bars')).toEqual(['height', 'width', 'thickness', 'diameter', 'price']);
  expect(await rangesOf('/c/stainless-long')).toContain('diameter');
  expect(await rangesOf('/c/mesh')).toEqual(expect.arrayContaining(['diameter', 'cellWidth']));
});

test('keeps a range in sight for which nothing is left, so that the next choice does not drop it', async () => {
  const html = await textOf('/c/angle?height-from=50&thickness-from=999');

  expect(html).toMatch(/id="height-from"[^>]*value="50"/);
});

test('knows no category or product that does not exist', async () => {
  expect((await get('/c/gold')).status).toBe(404);
  expect((await get('/p/NO-SUCH-SKU')).status).toBe(404);
});

test('walks a category from page to page without losing a row', async () => {
  const first = await textOf('/c/angle');
  const next = /id="page-next"[^>]*href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const second = await textOf(next);

  const skus = [first, second].flatMap(skusIn);
  expect(new Set(skus).size).toBe(2 * ROWS);
  expect(second).toContain('id="page-previous"');
});

test('sends fifty rows with prices, stock and filters in six kilobytes, in every language', async () => {
  for (const cookie of ['', buyer, foreman]) {
    for (const language of ['en', 'ru', 'kk']) {
      const headers = { cookie: `lang=${language}; ${cookie}`, 'Accept-Encoding': 'br' };
      const response = await get('/c/angle', headers);
      expect(response.headers.get('Content-Encoding')).toBe('br');

      const sent = Buffer.from(await response.arrayBuffer());

      expect(rowsOf(brotliDecompressSync(sent).toString())).toBe(ROWS);
      expect(sent.length, `${language} ${cookie}`).toBeLessThanOrEqual(HTML_BYTES_MAX);
    }
  }
});

test('asks the database four times at most for any page of the catalogue', async () => {
  const sku = await skuOf('pipe_welded');
  const paths = [
    '/',
    '/c/angle',
    '/c/angle?sort=price',
    `/p/${sku}`,
    '/search?q=50x50x5',
    '/search?q=angle+51x51x9',
  ];

  for (const cookie of ['', buyer]) {
    for (const path of paths) {
      const response = await get(path, cookie ? { cookie } : {});
      const [, said] =
        /statements;desc="(\d+)"/.exec(response.headers.get('Server-Timing') ?? '') ?? [];
      const statements = Number(said);
      expect(statements, path).toBeGreaterThan(0);
      expect(statements, path).toBeLessThanOrEqual(4);
    }
  }
});

test('shows a product with its drawing, its masses, its breaks and where it lies', async () => {
  const sku = await skuOf('angle');

  const html = await textOf(`/p/${sku}`, buyer);

  expect(html).toContain('class="drawing"');
  expect(html).toContain('data-t="derivation"');
  expect(html).toContain('kg/m');
  expect(html).toMatch(CANARY);
});

test('counts a quantity in every unit, with and without scripts', async () => {
  const sku = await skuOf('angle');
  const body = new URLSearchParams({ quantity: '1,5', unit: 't' });
  const headers = { 'Sec-Fetch-Site': 'same-origin', cookie: buyer };

  const page = await app.request(`/p/${sku}/calculation`, { method: 'POST', body, headers });
  const part = await app.request(`/p/${sku}/calculation`, {
    ...{ method: 'POST', body },
    headers: { ...headers, 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
  });

  const html = await part.text();
  expect(html.trimStart()).toMatch(/^<section id="calc"/);
  expect(html).toContain('1.500 t');
  expect(await page.text()).toContain('1.500 t');
});

test('leads from a SKU straight to its product', async () => {
  const sku = await skuOf('rebar_a500c');

  const response = await get(`/search?q=${encodeURIComponent(` ${sku} `)}`);

  expect(response.status).toBe(303);
  expect(response.headers.get('Location')).toBe(`/p/${sku}`);
});

test('says how it understood a search that finds nothing, and offers the nearest sizes', async () => {
  const html = await textOf('/search?q=%D1%83%D0%B3%D0%BE%D0%BB%D0%BE%D0%BA+51%D1%8551%D1%859');

  expect(html).toContain('51×51×9');
  expect(html).toContain('data-t="not-found"');
  expect(rowsOf(html)).toBeGreaterThan(0);
});

test('a search in vain says which one condition to leave out, and how much that finds', async () => {
  const html = await textOf(`/search?q=${encodeURIComponent('уголок 50х50х5 10ХСНД 12м')}`);
  const [, looser = ''] = /data-t="looser"(.*?)<\/section>/s.exec(html) ?? [];
  const hrefs = [...looser.matchAll(/href="(\/search\?q=[^"]+)"[^>]*>([^<]+)/g)];

  expect(hrefs.length).toBeGreaterThan(0);
  for (const [, href = '', told = ''] of hrefs) {
    const count = Number(/: (\d+)/.exec(told)?.[1]);
    expect(rowsOf(await textOf(href)), told).toBe(Math.min(count, 30));
  }
});

test('of what a search finds every row is reached, thirty at a time, each once', async () => {
  const wayOn = (html: string) =>
    /id="next-found" class="button" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  const first = await textOf('/search?q=angle');
  const total = Number(/role="status">[^<]*?(\d+)/.exec(first)?.[1]);
  expect(total).toBeGreaterThan(60);

  const [asPages, asParts] = [skusIn(first), skusIn(first)];
  for (let way = wayOn(first); way;) {
    const page = await textOf(way);
    expect(page).toContain('rel="prev"');
    asPages.push(...skusIn(page));
    const part = await (await get(way, { 'HX-Request-Type': 'partial' })).text();
    expect(part).not.toContain('<html');
    asParts.push(...skusIn(part));
    way = wayOn(page);
  }

  expect(asPages).toHaveLength(total);
  expect(new Set(asPages).size).toBe(total);
  expect(asParts).toEqual(asPages);
});

test('rows that are no longer there lead back to the beginning of the search', async () => {
  const response = await get('/search?q=50x50x5&from=999');

  expect(response.status).toBe(303);
  expect(response.headers.get('Location')).toBe('/search?q=50x50x5');
});

test('goods that lie nowhere lead to what may be taken instead, which asks for consent', async () => {
  const { sku, id } = await db
    .selectFrom('product')
    .where('designation', '=', '50×50×5')
    .where('grade', '=', 'Ст3сп5')
    .select(['sku', 'id'])
    .executeTakeFirstOrThrow();
  const level = db.updateTable('stockLevel').where('productId', '=', id);
  await level.set({ onHandG: 0, reservedG: 0 }).execute();

  const page = await textOf(`/p/${sku}`);
  const instead = await textOf(`/p/${sku}/analogues`, foreman);

  expect(page).toContain(`hx-get="/p/${sku}/analogues"`);
  expect(instead).toContain('09Г2С');
  expect(instead).not.toMatch(CANARY);
  expect((await get('/p/NO-SUCH/analogues')).status).toBe(404);
});
