import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTable, writeTable } from '../../src/platform/gateways/spreadsheet.ts';
import { anApp, signedIn } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { faultsOf } from '../support/faults-of.ts';
import { aBuyer, aCompany, aProduct, aTradingDay, at } from '../support/world.ts';

const { app, db } = await anApp({ at });
let browser: Browser;
let server: ServerType;
let page: Page;
let base = '';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterweight-articles-'));
  await aTradingDay(db);
  await aProduct(db, { sku: 'BAR-12' });
  await aProduct(db, { sku: 'BAR-16', diameterMm: 16 });
  const cookie = await signedIn(db, await aBuyer(db, await aCompany(db)), at);
  base = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
  browser = await launchBrowser();
  const context = await browser.newContext({
    locale: 'en',
    extraHTTPHeaders: { 'Accept-Language': 'en' },
  });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: base }]);
  page = await context.newPage();
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const choose = (name: string, buffer: Buffer) =>
  page.setInputFiles('#file', { name, buffer, mimeType: 'application/octet-stream' });

test('a buyer chooses a workbook, looks at it, saves what is wrong, imports it, and takes one number back', async () => {
  const rows = [
    ['Own code', 'SKU'],
    ['=12', 'BAR-12'],
    ['A-16', 'rebar 16'],
    ['A-17', 'BAR-17'],
  ];
  await page.goto(`${base}/company/articles`);
  expect(await faultsOf(page)).toEqual([]);
  await choose('list.xlsx', writeTable('xlsx', { name: 'x', rows }).bytes);
  await page.getByRole('button', { name: 'Look at the changes' }).click();
  await page.getByText('Nothing has been kept yet.').waitFor();
  expect(await faultsOf(page)).toEqual([]);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Rows with problems' }).click(),
  ]);
  const saved = await download.createReadStream();
  const bytes = Buffer.concat(await saved.toArray());
  expect(await readTable(bytes, { rowsMax: 9, columnsMax: 9, cellCharsMax: 99 })).toEqual({
    ok: true,
    rows: [
      ['Own code', 'SKU', 'Problem'],
      ['A-17', 'BAR-17', 'no product found'],
    ],
  });

  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('2 numbers imported.').waitFor();
  await page.getByRole('button', { name: 'Remove =12' }).click();
  await page.getByText('=12 is removed.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('=12 is kept.').waitFor();
  expect(await page.locator('tbody th').allTextContents()).toEqual(['=12', 'A-16']);
}, 40_000);

test('a file that is too large is refused in words, however the browser sends it', async () => {
  await page.goto(`${base}/company/articles`);
  // From the disk, as a person chooses it: a browser that is handed the bytes takes half a minute on a busy machine.
  const huge = join(folder, 'huge.xlsx');
  await writeFile(huge, Buffer.alloc(30_000_000));
  await page.setInputFiles('#file', huge);
  await page.getByRole('button', { name: 'Look at the changes' }).click();
  await page.getByRole('heading', { name: 'The file is larger than 5 MB' }).waitFor();
  expect(await db.selectFrom('companyArticle').select('code').execute()).toHaveLength(2);
}, 120_000);
