import { beforeAll, expect, test } from 'vitest';
import {
  aBuyer,
  aPriceList,
  aPurchase,
  fillCatalogue,
  fillVat,
} from '../stock/assortment-world.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';

const { app, db } = await anApp();
const OWN_MINOR = 73_137_300;
const OWN = /731.?373/;
const LISTED = /412.?000/;

let buyer = '';
let stranger = '';
let foreman = '';
let angles: string[];

beforeAll(async () => {
  await fillCatalogue(db);
  await fillVat(db);
  await aPriceList(db, { code: 'BASE', level: 'base', pricePerTonneMinor: () => 41_200_000 });
  const company = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const other = await aBuyer(db, { branchCode: 'AST', role: 'buyer' });
  const site = await aBuyer(db, { branchCode: 'ALA', role: 'foreman' });
  for (const { companyId } of [company, site]) {
    const list = { code: `OWN-${companyId}`, level: 'company', companyId } as const;
    await aPriceList(db, { ...list, pricePerTonneMinor: () => OWN_MINOR });
  }
  const products = await db
    .selectFrom('product')
    .where('categoryCode', '=', 'angle')
    .orderBy('sortKey')
    .orderBy('id')
    .select(['id', 'sku'])
    .limit(9)
    .execute();
  angles = products.map(({ sku }) => sku);
  await aPurchase(db, { companyId: company.companyId, products: products.slice(0, 1) });
  buyer = await signedIn(db, company);
  stranger = await signedIn(db, other);
  foreman = await signedIn(db, site);
}, 60_000);

const query = (skus: readonly string[]) => skus.map((sku) => `sku=${sku}`).join('&');

async function shown(asked: string, cookie = 'lang=en') {
  const response = await app.request(`/compare?${asked}`, { headers: { cookie } });
  expect(response.status, asked).toBe(200);
  const html = await response.text();
  const [head = ''] = /<thead>.*?<\/thead>/s.exec(html) ?? [];
  const rows = [
    ...html.matchAll(/<tr( class="differs")?><th scope="row">([^<]*?) ?(?:<abbr|<\/th>)/g),
  ];
  return {
    html,
    columns: [...head.matchAll(/<a href="\/p\/([^"]+)"/g)].map(([, sku]) => sku),
    properties: rows.map(([, , label]) => label),
    differing: rows.filter(([, differs]) => differs).map(([, , label]) => label),
    statements: Number(
      /statements;desc="(\d+)"/.exec(response.headers.get('Server-Timing') ?? '')?.[1],
    ),
  };
}

test('shows a column for each product in the order of the address, and a sign beside what differs', async () => {
  const [one, other] = [angles[6]!, angles[1]!];

  const { columns, properties, differing, html } = await shown(query([one, other]), buyer);

  expect(columns).toEqual([one, other]);
  expect(properties).toEqual(expect.arrayContaining(['Kind', 'Grade', 'h, mm', 'kg/m', '₸/t']));
  expect(properties).toContain('Branch ALA, t');
  expect(differing).toEqual(expect.arrayContaining(['h, mm', 'kg/m', 'Mass against the first']));
  expect(differing).not.toContain('Kind');
  expect(html).toContain('<abbr title="differs">≠</abbr>');
});

test('shows only what differs when the address says so, and says it in every address it gives', async () => {
  const asked = `${query(angles.slice(0, 3))}&only=differences`;

  const all = await shown(query(angles.slice(0, 3)), buyer);
  const { properties, differing, html } = await shown(asked, buyer);

  expect(differing).toEqual(all.differing);
  expect(properties).toEqual(differing);
  const others = `${query(angles.slice(1, 3))}&only=differences`.replaceAll('&', '&amp;');
  expect(html).toContain(`/compare?${others}`);
});

test('shows a company its own prices, a guest the list and the way to his own, a foreman none', async () => {
  const asked = query(angles.slice(0, 2));

  const [own, guest, site] = [
    await shown(asked, buyer),
    await shown(asked),
    await shown(asked, foreman),
  ];

  expect(own.html).toMatch(OWN);
  expect(guest.html).toMatch(LISTED);
  expect(guest.html).not.toMatch(OWN);
  expect(guest.html).toContain(`/sign-in?next=${encodeURIComponent(`/compare?${asked}`)}`);
  expect(site.html).not.toMatch(OWN);
  expect(site.html).not.toContain('₸');
  expect(site.properties).not.toContain('Price by weight');
});

test('says what a company bought to that company alone', async () => {
  const asked = query(angles.slice(0, 2));

  expect((await shown(asked, buyer)).html).toContain('01 Nov 2026: 1.000 t');
  for (const cookie of [stranger, foreman, 'lang=en']) {
    expect((await shown(asked, cookie)).properties).not.toContain('Last bought');
  }
});

test('takes six at most and names the others, kindly', async () => {
  const { columns, html } = await shown(query(angles), buyer);

  expect(columns).toEqual(angles.slice(0, 6));
  expect(html).toContain(`Left out: ${angles.slice(6).join(', ')}`);
  expect(html).not.toContain('id="one-more"');
});

test('names what is not sold, and shows the rest once each', async () => {
  const [sku] = angles;
  const { columns, html } = await shown(
    `sku=GONE&sku=${sku}&sku=&sku=${sku}&sku=${sku!.toLowerCase()}`,
  );

  expect(columns).toEqual([sku]);
  expect(html).toContain('no longer do: GONE');
  expect(html).toContain('id="one-more"');
});

test('opens whatever the address says', async () => {
  const markup = encodeURIComponent('"><script>alert(1)</script>');
  for (const asked of ['', 'only=x', 'sku=', `sku=${'x'.repeat(5000)}`, `sku=${markup}&sku[]=1`]) {
    const { columns, html } = await shown(asked);
    expect(columns).toEqual([]);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('Nothing stands here yet');
  }
});

test('takes one out with one click, and keeps the order of the others', async () => {
  const three = angles.slice(0, 3);
  const { html } = await shown(query(three));

  const out = [...html.matchAll(/href="(\/compare[^"]*)" aria-label="Take out/g)].map(
    ([, href]) => href,
  );

  expect(out).toEqual([
    `/compare?${query([three[1]!, three[2]!])}`.replaceAll('&', '&amp;'),
    `/compare?${query([three[0]!, three[2]!])}`.replaceAll('&', '&amp;'),
    `/compare?${query([three[0]!, three[1]!])}`.replaceAll('&', '&amp;'),
  ]);
});

test('puts what is typed under several columns into the cart at once', async () => {
  const { html } = await shown(query(angles.slice(0, 3)), buyer);
  const [, key = ''] = /name="key" value="([^"]+)"/.exec(html) ?? [];
  const fields = new URLSearchParams({ key });
  for (const sku of angles.slice(0, 2)) {
    expect(html).toContain(`name="q.${sku}"`);
    fields.set(`q.${sku}`, '3');
    fields.set(`u.${sku}`, 'pcs');
  }

  const response = await app.request('/cart/lines', {
    ...{ method: 'POST', body: fields },
    headers: { ...fromOurPage, cookie: buyer },
  });

  expect(response.status).toBeLessThan(400);
  const lines = await db.selectFrom('cartLine').select('quantityMilli').execute();
  expect(lines.map(({ quantityMilli }) => quantityMilli)).toEqual([3000, 3000]);
  expect((await shown(query(angles.slice(0, 2)))).html).not.toContain('name="q.');
});

test('asks the database four times at most', async () => {
  for (const cookie of ['lang=en', buyer, foreman]) {
    const { statements } = await shown(query(angles), cookie);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(4);
  }
});

test('gives every row of a table and of a search a box of the one form that leads here', async () => {
  for (const path of ['/c/angle', '/search?q=50x50x5']) {
    const response = await app.request(path, { headers: { cookie: 'lang=en' } });
    const html = await response.text();
    const rows = html.match(/<tr><th scope="row">/g)?.length ?? 0;
    expect(rows, path).toBeGreaterThan(1);
    expect(html.match(/<input type="checkbox" form="compare" name="sku"/g), path).toHaveLength(
      rows,
    );
    expect(html.match(/<form id="compare"[^>]*action="\/compare"/g), path).toHaveLength(1);
  }
});
